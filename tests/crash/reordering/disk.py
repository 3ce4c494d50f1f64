"""A model of a disk: files, directories and links by number, and what changes
them. It says nothing of when a change lasts."""

import os
import stat
from dataclasses import dataclass, field, replace

ROOT = 0


@dataclass
class Inode:
    """A file, a directory, a link or a pipe."""

    kind: str
    mode: int = 0
    data: bytes = b""
    names: dict = field(default_factory=dict)
    time: int = 0
    # The mode that it was made with.
    born: int = 0


@dataclass(frozen=True)
class Change:
    """One thing that a system call did, all of which lasts or none."""

    # Names that now lead elsewhere, or nowhere: directory, name, inode. Of a
    # rename, the old name first.
    names: tuple = ()
    # What a file now holds, or the mode that something now has.
    inode: int = None
    data: bytes = None
    mode: int = None
    text: str = ""

    @property
    def is_of_names(self):
        """Whether it concerns names, which journals keep in order."""
        return self.data is None

    @property
    def touches(self):
        """The names that it concerns."""
        return {(folder, name) for folder, name, _ in self.names}

    @property
    def is_move(self):
        """Whether a name went to another directory, and nothing came back."""
        return len(self.names) == 2 and self.names[0][2] is None and self.names[0][0] != self.names[1][0]


class Disk:
    """Inodes by number."""

    def __init__(self, inodes=None):
        self.inodes = inodes or {ROOT: Inode("directory", 0o755)}

    @classmethod
    def of(cls, folder):
        """What lies in a folder, which is the root."""
        disk = cls()
        disk.read(folder, ROOT, {})
        return disk

    def read(self, folder, number, known):
        """Takes in a directory."""
        for entry in os.scandir(folder):
            found = entry.stat(follow_symlinks=False)
            inode = known.get(found.st_ino)
            if inode is None:
                inode = known[found.st_ino] = self.add(taken(entry, found))
            self.inodes[number].names[entry.name] = inode
            if entry.is_dir(follow_symlinks=False):
                self.read(entry.path, inode, known)

    def add(self, inode):
        """Adds an inode that nothing leads to yet."""
        number = len(self.inodes)
        self.inodes[number] = inode
        return number

    def copy(self):
        """The same, to be changed apart."""
        return Disk({n: replace(inode, names=dict(inode.names)) for n, inode in self.inodes.items()})

    def apply(self, change):
        """Does what a change did."""
        for folder, name, inode in change.names:
            if inode is None:
                self.inodes[folder].names.pop(name, None)
            else:
                self.inodes[folder].names[name] = inode
        if change.data is not None:
            self.inodes[change.inode].data = change.data
        if change.mode is not None:
            self.inodes[change.inode].mode = change.mode

    def find(self, path):
        """The inode of a path, or None."""
        number = ROOT
        for name in path.split("/") if path else []:
            number = self.inodes[number].names.get(name)
            if number is None:
                return None
        return number

    def listed(self, number=ROOT, above=""):
        """Every path with what is there, as a key: two that look the same are."""
        for name, inode in sorted(self.inodes[number].names.items()):
            found = self.inodes[inode]
            yield above + name, found.kind, found.mode, found.data
            if found.kind == "directory":
                yield from self.listed(inode, f"{above}{name}/")

    def write(self, folder, number=ROOT, known=None):
        """Makes it real, below an empty folder."""
        known = {} if known is None else known
        for name, inode in self.inodes[number].names.items():
            path, found = os.path.join(folder, name), self.inodes[inode]
            if found.kind == "directory":
                os.mkdir(path)
                self.write(path, inode, known)
            elif inode in known:
                os.link(known[inode], path, follow_symlinks=False)
                continue
            else:
                make(path, found)
            known[inode] = path
            finish(path, found)


def taken(entry, found):
    """An inode like what a name is."""
    mode, time = stat.S_IMODE(found.st_mode), found.st_mtime_ns
    if entry.is_symlink():
        return Inode("link", mode, os.fsencode(os.readlink(entry.path)), time=time)
    if entry.is_dir(follow_symlinks=False):
        return Inode("directory", mode, time=time)
    if stat.S_ISFIFO(found.st_mode):
        return Inode("pipe", mode, time=time)
    with open(entry.path, "rb") as file:
        return Inode("file", mode, file.read(), time=time)


def make(path, inode):
    """Makes a file, a link or a pipe."""
    if inode.kind == "link":
        os.symlink(inode.data, path)
    elif inode.kind == "pipe":
        os.mkfifo(path)
    else:
        with open(path, "xb") as file:
            file.write(inode.data)


def finish(path, inode):
    """Gives it mode and time."""
    if inode.kind != "link":
        os.chmod(path, inode.mode)
    os.utime(path, ns=(inode.time, inode.time), follow_symlinks=False)
