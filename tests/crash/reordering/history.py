"""What a run did to the disk, from what strace wrote of it: changes, and the
calls that make changes last."""

import ast
import re
from dataclasses import dataclass

from reordering.disk import Change, Disk, Inode

# The texts that strace writes are as long as the longest write.
WHOLE = 1 << 26

FD = re.compile(r"(?:AT_FDCWD|\d+)<(.*)>", re.DOTALL)

# What neither changes a name or a byte nor makes a change last.
IGNORED = {"flock", "utimensat", "openat2", "fchown", "fchownat"}


class Unmodelled(Exception):
    """A call that the model does not know."""


@dataclass(frozen=True)
class Sync:
    """A call that makes changes last: those of one inode, or all."""

    inode: int = None
    text: str = ""

    def __str__(self):
        return self.text


class History:
    """The changes and syncs of a run below `folder`, in order."""

    def __init__(self, folder, disk, made):
        self.folder = str(folder)
        self.start = disk
        self.now = disk.copy()
        self.events = []
        for call in made:
            if call.result >= 0 and call.changes and call.name not in IGNORED:
                self.take(call)

    def take(self, call):
        """Notes what a call did."""
        known = getattr(self, f"do_{call.name}", None)
        if known is None:
            raise Unmodelled(str(call))
        self.text = str(call)
        known(call, call.arguments)

    def change(self, **what):
        """Notes a change, and makes it."""
        change = Change(text=self.text, **what)
        self.now.apply(change)
        self.events.append(change)

    # --- places -----------------------------------------------------------

    def at(self, folder, name):
        """The directory and the name that two arguments mean, or None if they
        lie elsewhere."""
        path = self.inside(f"{opened(folder)}/{text(name).decode()}")
        if path is None:
            return None
        above, _, last = path.rpartition("/")
        return self.now.find(above), last

    def inside(self, path):
        """A path relative to the folder, or None."""
        parts = [part for part in path.split("/") if part not in ("", ".")]
        whole = "/" + "/".join(parts)
        if whole == self.folder:
            return ""
        return whole.removeprefix(f"{self.folder}/") if whole.startswith(f"{self.folder}/") else None

    def held(self, descriptor):
        """The inode of a descriptor, or None."""
        path = opened(descriptor)
        inside = None if path is None else self.inside(path)
        return None if inside is None else self.now.find(inside)

    def leads(self, place):
        """The inode at a place."""
        folder, name = place
        return self.now.inodes[folder].names.get(name)

    def born(self, place, inode):
        """A new name with a new inode."""
        if place:
            inode.born = inode.mode
            self.change(names=((*place, self.now.add(inode)),))

    # --- names ------------------------------------------------------------

    def do_openat(self, call, given):
        place = self.at(given[0], given[1])
        if place and self.leads(place) is None:
            self.born(place, Inode("file", int(given[3], 8) & ~0o022))
        elif place and "O_TRUNC" in given[2]:
            self.change(inode=self.leads(place), data=b"")

    def do_mkdirat(self, call, given):
        self.born(self.at(given[0], given[1]), Inode("directory", int(given[2], 8) & ~0o022))

    def do_mkdir(self, call, given):
        self.born(self.at("AT_FDCWD<>", given[0]), Inode("directory", int(given[1], 8) & ~0o022))

    def do_symlinkat(self, call, given):
        self.born(self.at(given[1], given[2]), Inode("link", 0o777, text(given[0])))

    def do_linkat(self, call, given):
        source, target = self.at(given[0], given[1]), self.at(given[2], given[3])
        if target:
            self.change(names=((*target, self.leads(source)),))

    def do_unlinkat(self, call, given):
        if place := self.at(given[0], given[1]):
            self.change(names=((*place, None),))

    def do_renameat(self, call, given):
        self.moved(self.at(given[0], given[1]), self.at(given[2], given[3]))

    def do_renameat2(self, call, given):
        source, target = self.at(given[0], given[1]), self.at(given[2], given[3])
        self.moved(source, target, "RENAME_EXCHANGE" in given[4])

    def moved(self, source, target, exchanged=False):
        """A rename, which file systems keep whole."""
        if source is None and target is None:
            return
        back = self.leads(target) if exchanged else None
        self.change(names=((*source, back), (*target, self.leads(source))))

    # --- bytes and modes --------------------------------------------------

    def do_write(self, call, given):
        inode = self.held(given[0])
        if inode is None:
            return
        before = self.now.inodes[inode].data
        self.change(inode=inode, data=before + text(given[1])[: call.result])

    def do_ftruncate(self, call, given):
        inode = self.held(given[0])
        if inode is not None:
            size = int(given[1])
            self.change(inode=inode, data=self.now.inodes[inode].data[:size].ljust(size, b"\0"))

    def do_fchmod(self, call, given):
        inode = self.held(given[0])
        if inode is not None:
            self.change(inode=inode, mode=int(given[1], 8) & 0o7777)

    def do_fchmodat(self, call, given):
        if place := self.at(given[0], given[1]):
            self.change(inode=self.leads(place), mode=int(given[2], 8) & 0o7777)

    # --- what lasts -------------------------------------------------------

    def do_fsync(self, call, given):
        inode = self.held(given[0])
        if inode is not None:
            self.events.append(Sync(inode, self.text))

    do_fdatasync = do_fsync

    def do_syncfs(self, call, given):
        self.events.append(Sync(None, self.text))

    do_sync = do_syncfs


def opened(argument):
    """The path that strace writes beside a descriptor."""
    match = FD.fullmatch(argument)
    return match and literal(f'"{match[1]}"').decode()


def text(argument):
    """The bytes of a text."""
    if argument.endswith("..."):
        raise Unmodelled(f"a text that strace cut: {argument[-40:]}")
    return literal(argument)


def literal(quoted):
    """What a quoted text stands for; C writes them as Python does."""
    return ast.literal_eval(f"b{quoted}")
