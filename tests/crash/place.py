"""The folder of one run, and the numbered folders in it where trials happen."""

import ctypes
import itertools
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

# In memory, where nothing that is synced takes time. What a disk may lose is
# for the model to say, not for luck.
MEMORY = "/dev/shm"

# `CLONE_NEWNS`, which Python has no name for.
NEW_MOUNTS = 0x0002_0000


class Place:
    """A folder that is removed in the end."""

    def __init__(self, above=None, keep=False):
        # So that whoever ends a run leaves nothing of it behind.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        os.umask(0o022)
        above = above or (MEMORY if os.access(MEMORY, os.W_OK) else None)
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="portcullis-crash-", dir=above))
        # What is kept, and what is to lie on a certain disk, is for others to see.
        if not keep and above in (None, MEMORY):
            hide(self.dir)
        self.dir.chmod(0o755)
        self.keep = keep
        self.numbers = itertools.count(1)

    def folder(self, *parts):
        """A folder that is there."""
        path = self.dir.joinpath(*parts)
        path.mkdir(parents=True, exist_ok=True)
        return path

    def trial(self):
        """A fresh folder for one trial."""
        return Trial(self.folder("trials") / str(next(self.numbers)), self.keep)

    def remove(self):
        """Removes everything."""
        subprocess.run(["umount", "--lazy", str(self.dir)], stderr=subprocess.DEVNULL, check=False)
        shutil.rmtree(self.dir, ignore_errors=True)


def hide(folder):
    """Puts memory there that this process and its children alone see, so that
    whoever looks around on this machine is not taken for a violation.

    Where this is not allowed, the folder stays what it is.
    """
    if ctypes.CDLL(None).unshare(NEW_MOUNTS) == 0:
        for words in (["--make-rprivate", "/"], ["-t", "tmpfs", "tmpfs", str(folder)]):
            subprocess.run(["mount", *words], stderr=subprocess.DEVNULL, check=False)


class Trial:
    """The folder of a trial, for a `with`. One that went wrong is kept if that
    was asked for."""

    def __init__(self, path, keep):
        self.path, self.keep = path, keep
        self.problems = []

    def __enter__(self):
        self.path.mkdir()
        return self

    def __exit__(self, *_):
        if not (self.keep and self.problems):
            shutil.rmtree(self.path, ignore_errors=True)
