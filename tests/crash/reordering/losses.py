"""What a loss of power can leave of a run.

Two kinds of file system are asked. One writes a journal, as ext4 does: changes
of names and modes last in their order, so that any first part of them can be
there, with any of the bytes that nobody synced missing. The other promises no
more than POSIX does: each change that no sync covers can be lost alone, in any
order, and fsync of a file makes no name last. In both a rename is whole, and
what became of one name keeps its order; but where only the directory that a
rename led to was synced, the old name can come back beside the new one.
"""

from reordering.disk import Change
from reordering.history import Sync

# How many changes without a sync are tried in every combination.
ALL_OF = 6
# Of more: how many combinations are drawn at each moment.
DRAWN = 24
KINDS = ("journal", "POSIX")


def states(history, random, kinds=KINDS):
    """Each disk that can be there, once, with the moment of the loss: that is
    how many events had happened, and whether it was after the last."""
    seen = set()
    for moment in range(len(history.events) + 1):
        for kind in kinds:
            for lost in chosen(history, moment, kind, random):
                disk = rebuilt(history, moment, lost)
                state = State(disk, moment, kind, lost, history)
                key = hash((tuple(disk.listed()), state.is_after_the_end))
                if key not in seen:
                    seen.add(key)
                    yield state


class State:
    """What one loss leaves."""

    def __init__(self, disk, moment, kind, lost, history):
        self.disk, self.kind, self.lost = disk, kind, lost
        self.moment, self.total = moment, len(history.events)
        self.events = history.events

    @property
    def is_after_the_end(self):
        """Whether the run had ended."""
        return self.moment == self.total

    def __str__(self):
        lost = [self.events[at].text[:90] + TORN[how] for at, how in sorted(self.lost.items())]
        shown = ("; ".join(lost[:6]) or "nothing") + ("; …" if len(lost) > 6 else "")
        return f"power lost after {self.moment} of {self.total} events ({self.kind}), lost: {shown}"


# How changes are lost: wholly, the second half of the bytes, all of these; or
# only that the old name went.
GONE, HALF, ZEROS, OLD_NAME = "gone", "half", "zeros", "old name"
TORN = {GONE: "", HALF: " (half)", ZEROS: " (zeros)", OLD_NAME: " (the old name is back)"}


def unsynced(history, moment, kind):
    """The changes that no sync covers at a moment: their places, each with the
    ways in which it can be lost."""
    covered, pinned, found = set(), set(), {}
    for place in range(moment - 1, -1, -1):
        event = history.events[place]
        if isinstance(event, Sync):
            covered.add("all" if event.inode is None else event.inode)
            if kind == "journal":
                covered.add("names")
            continue
        ways = losses_of(event, covered)
        if ways and not event.touches & pinned:
            found[place] = ways
        else:
            # What lasts makes all that came of its names before last.
            pinned |= event.touches
    return dict(sorted(found.items()))


def losses_of(change, covered):
    """In which ways a change can be lost, by what the later syncs cover."""
    if "all" in covered or (change.is_of_names and "names" in covered):
        return ()
    touched = {folder for folder, _, _ in change.names} or {change.inode}
    if touched <= covered:
        return ()
    if change.is_move and change.names[1][0] in covered:
        return (OLD_NAME,)
    return (GONE,) if change.is_of_names else (GONE, HALF, ZEROS)


def chosen(history, moment, kind, random):
    """Which changes are lost, and how: every combination of few, some of many."""
    ways = unsynced(history, moment, kind)

    def torn(lost):
        return with_later(history, ways, {place: random.choice(ways[place]) for place in lost})

    if kind == "POSIX":
        yield from map(torn, subsets(list(ways), random, DRAWN))
        return
    names = [place for place in ways if history.events[place].is_of_names]
    data = [place for place in ways if not history.events[place].is_of_names]
    for kept in firsts(names, moment == len(history.events), random):
        for lost in subsets(data, random, DRAWN // 4):
            yield {place: GONE for place in names[kept:]} | torn(lost)


def with_later(history, ways, lost):
    """What is lost takes along what became of its names later."""
    names, all_lost = set(), {}
    for place in ways:
        touches = history.events[place].touches
        if place in lost or touches & names:
            all_lost[place] = lost.get(place, GONE)
            names |= touches
    return all_lost


def firsts(names, is_all, random):
    """How many of the changes of names are there. Before the end of a run few of
    these are asked: that the later ones are lost was asked at an earlier moment."""
    count = len(names)
    if is_all or count <= ALL_OF:
        return range(count + 1)
    return sorted({0, count - 1, count, random.randrange(count)})


def subsets(places, random, drawn):
    """All subsets of few places; of many none, all, each alone, and random ones."""
    if len(places) <= ALL_OF:
        for bits in range(1 << len(places)):
            yield [place for at, place in enumerate(places) if bits >> at & 1]
        return
    yield from ([], places)
    for place in random.sample(places, min(len(places), drawn)):
        yield [place]
        yield [other for other in places if other != place]
    for _ in range(drawn):
        share = random.random()
        yield [place for place in places if random.random() < share]


def rebuilt(history, moment, lost):
    """The disk with what lasted."""
    disk = history.now.copy()
    for number, inode in disk.inodes.items():
        first = history.start.inodes.get(number)
        inode.names = dict(first.names) if first else {}
        inode.data = first.data if first else b"" if inode.kind != "link" else inode.data
        inode.mode = first.mode if first else inode.born
    for place, event in enumerate(history.events[:moment]):
        if isinstance(event, Change):
            how = lost.get(place)
            if how is None:
                disk.apply(event)
            elif how == OLD_NAME:
                disk.apply(Change(names=event.names[1:]))
            elif how != GONE:
                disk.apply(Change(inode=event.inode, data=damaged(event.data, how)))
    return disk


def damaged(data, how):
    """Bytes of which not all came to the disk."""
    return data[: len(data) // 2] if how == HALF else bytes(len(data))
