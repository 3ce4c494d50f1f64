"""The place where a run happens: folders, users, shells, and the probe.

Everything lies under one folder, which is at the same path inside of the
container, so that the same exported files serve under every manager.
"""

import ctypes
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).resolve().parent

# What systemd gives its services, and so what every other manager starts with.
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

# `CLONE_NEWNS`, which Python has no name for.
NEW_MOUNTS = 0x0002_0000

# Users that only exist within the judge: uid, gid, further groups. Each gid
# differs from the uid, so that one cannot pass for the other.
USERS = {
    "judge": (61234, 61334, []),
    "member": (61235, 61335, [61401, 61402]),
    "first.last": (61236, 61336, []),
    "under_score-9": (61237, 61337, []),
    "machine$": (61238, 61338, []),
}
GROUPS = {61401: "judge-one", 61402: "judge-two"}


class NotRun(Exception):
    """A manager or judge that cannot run here, with the reason."""


class Place:
    """The folder of one run."""

    def __init__(self, binary, cache, keep=False):
        # So that whoever ends a run leaves nothing of it behind.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        # Not below /tmp or /var/tmp, which a hardened unit sees none of.
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="portcullis-judge-", dir="/var/lib"))
        if not keep:
            in_memory(self.dir)
        self.dir.chmod(0o755)
        self.cache = pathlib.Path(cache)
        self.binary = self.dir / "portcullis"
        shutil.copy(binary, self.binary)
        self.probe = self.dir / "probe"
        compile = ["cc", "-static", "-O1", "-o", str(self.probe), str(HERE / "probe.c")]
        subprocess.run(compile, check=True)
        os.link(self.probe, f"{self.probe}-once")
        self.out = self.folder("out")
        self.lock = threading.Lock()
        # Seconds to wait for a probe when none has come.
        self.patience = 8
        # Seconds to wait for a batch, whatever comes.
        self.limit = 90

    def folder(self, *parts):
        """A folder that is there and readable, whatever the umask is."""
        path = self.dir.joinpath(*parts)
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(0o755)
        return path

    def root(self, case):
        """The application root of a case."""
        path = str(self.folder("roots", case.id)) + "/" + case.root
        os.makedirs(path, exist_ok=True)
        return path

    def shell(self, case):
        """The path of a case's shell, which is made if it is ours."""
        if not case.shell.startswith("SHELLS/"):
            return case.shell
        path = self.folder("shells") / case.shell.removeprefix("SHELLS/")
        if not path.is_symlink():
            path.symlink_to("/bin/sh")
        return str(path)

    def records(self, case):
        """Where the probes of a case write: a folder that every user may fill."""
        path = self.out / case.id
        path.mkdir(exist_ok=True)
        path.chmod(0o777)
        return path

    def clear(self, cases):
        """Forgets what the probes of these cases wrote."""
        for case in cases:
            # What is not a record was made by a command that came out wrong.
            shutil.rmtree(self.records(case))
            self.records(case)

    def remove(self):
        """Removes the folder."""
        subprocess.run(["umount", "--lazy", str(self.dir)], stderr=subprocess.DEVNULL)
        shutil.rmtree(self.dir, ignore_errors=True)

    def accounts(self, root="/"):
        """Files like passwd and group of `root`, with the judge's users added."""
        with self.lock:
            return self.add_accounts(root)

    def add_accounts(self, root):
        """Writes these files, unless they are there."""
        folder = self.folder("accounts", "host" if root == "/" else "container")
        if (folder / "group").exists():
            return folder / "passwd", folder / "group"
        passwd = pathlib.Path(root, "etc/passwd").read_text().rstrip("\n").split("\n")
        group = pathlib.Path(root, "etc/group").read_text().rstrip("\n").split("\n")
        for name, (uid, gid, _) in USERS.items():
            passwd.append(f"{name}:x:{uid}:{gid}::/nonexistent:/bin/sh")
            group.append(f"{name}:x:{gid}:")
        for gid, name in GROUPS.items():
            members = [user for user, (_, _, further) in USERS.items() if gid in further]
            group.append(f"{name}:x:{gid}:{','.join(members)}")
        (folder / "passwd").write_text("\n".join(passwd) + "\n")
        (folder / "group").write_text("\n".join(group) + "\n")
        return folder / "passwd", folder / "group"


def in_memory(folder):
    """Puts a folder into memory, as nothing that is synced there takes time.

    The mount is seen by this process and its children alone and ends with them.
    Where this is not allowed, the folder stays where it is.
    """
    if ctypes.CDLL(None).unshare(NEW_MOUNTS) == 0:
        for words in (["--make-rprivate", "/"], ["-t", "tmpfs", "tmpfs", str(folder)]):
            subprocess.run(["mount", *words], stderr=subprocess.DEVNULL)


def ids(user):
    """The uid, gid and further groups of a user, by name or number."""
    if user.isdigit():
        return next(ids for ids in USERS.values() if ids[0] == int(user))
    return USERS.get(user) or {"root": (0, 0, [])}[user]
