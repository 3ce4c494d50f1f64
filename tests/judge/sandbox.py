"""A manager in a PID and mount namespace of its own.

It sees the judge's users in /etc/passwd, it can write to the folder of the run
alone, since what it starts may be what somebody's value was mistaken for, and
when it is ended, everything that it started ends with it.
"""

import os
import subprocess

from place import PATH, NotRun

# Not in the background, where a shell has its children ignore signals.
SETUP = """
mount --bind "$1" /etc/passwd && mount --bind "$2" /etc/group && mount --bind "$3" "$3" &&
    mount -t tmpfs -o mode=1777 tmpfs /tmp && mount -o remount,bind,ro / || exit 125
shift 3
"$@"
exit
"""


def words(place, command):
    """The command, to be run in a sandbox."""
    if os.geteuid() != 0:
        raise NotRun("only root can start processes as another user")
    passwd, group = place.accounts()
    unshare = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    return [*unshare, "sh", "-c", SETUP, "sh", str(passwd), str(group), str(place.dir), *command]


def run(place, command, text):
    """Runs a command to its end, with a text as its input."""
    return subprocess.run(
        words(place, command),
        input=text,
        env={"PATH": PATH},
        cwd="/",
        capture_output=True,
        text=True,
        timeout=300,
    )


class Sandbox:
    """A manager that runs until it is left."""

    def __init__(self, place, command, log, env=None):
        self.log = open(log, "wb")
        self.process = subprocess.Popen(
            words(place, command),
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
