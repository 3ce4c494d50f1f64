"""A manager in a PID and mount namespace of its own.

It sees the judge's users in /etc/passwd, and when it is ended, everything that
it started ends with it.
"""

import os
import subprocess

from place import PATH, NotRun

SETUP = """
mount --bind "$1" /etc/passwd && mount --bind "$2" /etc/group || exit 125
shift 2
"$@" &
wait $!
"""


class Sandbox:
    """A manager that runs until it is left."""

    def __init__(self, place, words, log, env=None):
        if os.geteuid() != 0:
            raise NotRun("only root can start processes as another user")
        passwd, group = place.accounts()
        self.log = open(log, "wb")
        unshare = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
        setup = ["sh", "-c", SETUP, "sh", str(passwd), str(group)]
        self.process = subprocess.Popen(
            unshare + setup + list(words),
            env={"PATH": PATH, **(env or {})},
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            umask=0o022,
        )

    def is_alive(self):
        """Whether the manager still runs."""
        return self.process.poll() is None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.log.close()
