"""What lies in a directory: every name with what it is, and copies of that."""

import hashlib
import os
import re
import stat
from dataclasses import dataclass

# Where Portcullis keeps what is its own: in a directory that is shared with
# others, and in one of generations.
STATE = ".portcullis"
GENERATIONS = ".gen"
OWN = (STATE, GENERATIONS)
CURRENT = "current"

NUMBER = re.compile(r"[0-9a-f]{8,}")


@dataclass(frozen=True)
class Node:
    """One name. Everything but `inode` and `times` is what a reader sees."""

    kind: str
    mode: int
    owner: int
    # A digest of the bytes, or what a symbolic link holds.
    content: str
    inode: int
    times: tuple

    @property
    def seen(self):
        """What whoever opens the name gets."""
        return self.kind, self.mode, self.owner, self.content

    def __str__(self):
        return f"{self.kind} {self.mode:04o} {self.content[:12]}"


class Tree:
    """The names below a directory, and none if that is not there."""

    def __init__(self, folder):
        self.folder = folder
        self.nodes = {}
        if os.path.isdir(folder):
            self.add(folder, "")

    def add(self, folder, above):
        """Takes in a directory."""
        with os.scandir(folder) as entries:
            for entry in entries:
                node = look(entry.path, entry.stat(follow_symlinks=False))
                self.nodes[above + entry.name] = node
                if node.kind == "directory":
                    self.add(entry.path, f"{above}{entry.name}/")

    def files(self, through=""):
        """What others read, by path: of directories only that they are there.
        `through` is a symbolic link whose directory is read in its place."""
        if through:
            return self.behind(through)
        return {path: node.seen for path, node in self.nodes.items() if not is_own(path)}

    def behind(self, link):
        """The files of the directory that a symbolic link leads to."""
        found = {path: seen for path, seen in self.files().items() if path != link}
        if link in self.nodes:
            to = self.nodes[link].content.rstrip("/") + "/"
            inside = [path for path in self.nodes if path.startswith(to)]
            found |= {f"{link}/{path.removeprefix(to)}": self.nodes[path].seen for path in inside}
            found[link] = ("leads to a directory", self.nodes.get(to.rstrip("/")) is not None)
        return found

    def own(self):
        """The names of what Portcullis keeps, without what is drawn at random."""
        return sorted({NUMBER.sub("*", path) for path in self.nodes if is_own(path)})

    def exactly(self):
        """Everything, inodes and times included."""
        return {path: (node.seen, node.inode, node.times) for path, node in self.nodes.items()}


def look(path, found):
    """What a name is."""
    kind = KINDS.get(stat.S_IFMT(found.st_mode), "device")
    content = ""
    if kind == "file":
        with open(path, "rb") as file:
            content = hashlib.sha256(file.read()).hexdigest()
    elif kind == "link":
        content = os.readlink(path)
    times = (found.st_mtime_ns, found.st_ctime_ns)
    return Node(kind, stat.S_IMODE(found.st_mode), found.st_uid, content, found.st_ino, times)


KINDS = {
    stat.S_IFREG: "file",
    stat.S_IFDIR: "directory",
    stat.S_IFLNK: "link",
    stat.S_IFIFO: "pipe",
    stat.S_IFSOCK: "socket",
}


def is_own(path):
    """Whether it is Portcullis's own state."""
    return path.split("/")[0] in OWN


def copy(source, target, known=None):
    """Copies a directory with modes, times and hard links. Whatever it holds is
    copied as it is: no link is followed and no pipe opened."""
    known = {} if known is None else known
    os.mkdir(target)
    with os.scandir(source) as entries:
        for entry in entries:
            copy_one(entry, os.path.join(target, entry.name), known)
    like(os.stat(source), target)


def copy_one(entry, target, known):
    """Copies one name."""
    found = entry.stat(follow_symlinks=False)
    if entry.is_dir(follow_symlinks=False):
        copy(entry.path, target, known)
    elif found.st_ino in known:
        os.link(known[found.st_ino], target, follow_symlinks=False)
    elif entry.is_symlink():
        os.symlink(os.readlink(entry.path), target)
        os.utime(target, ns=(found.st_atime_ns, found.st_mtime_ns), follow_symlinks=False)
    elif stat.S_ISFIFO(found.st_mode):
        os.mkfifo(target)
        like(found, target)
    else:
        with open(entry.path, "rb") as old, open(target, "xb") as new:
            new.write(old.read())
        like(found, target)
    if found.st_nlink > 1:
        known.setdefault(found.st_ino, target)


def like(found, target):
    """Gives a copy the mode and the times of what it was copied from."""
    os.chmod(target, stat.S_IMODE(found.st_mode))
    os.utime(target, ns=(found.st_atime_ns, found.st_mtime_ns))
