"""What must hold after a crash: G1 to G7, each as the problems that are found.

G1  every owned path is whole, old or new, and never missing while replaced
G2  a crash and a recovery give exactly the old or exactly the new set
G3  what nobody planned to change keeps bytes, mode, inode and time
G4  what exit code 0 promised survives the loss of power
G5  the same export twice makes no change
G6  nothing is left over after a recovery, and a second one changes nothing
G7  an error before the commit point changes nothing
"""

from tree import CURRENT, Tree

# What is forgiven. Where a call fails, a file of ours that cannot be read may be
# written once more; where names are lost in any order, the version before may be
# lost, which is kept for a rollback.
REWRITTEN, PREVIOUS = "rewritten", "previous"

# The bit of the mode that a directory has until it is finished.
MARK = 0o1000


def whole(prepared, now):
    """G1: what a reader sees at this very moment."""
    files = now.files(prepared.scenario.through)
    if prepared.scenario.through and only_behind(files) not in map(only_behind, prepared.sets):
        yield f"G1: `{CURRENT}` is neither the old nor the new set"
    for path in sorted(set(files).union(*prepared.sets)):
        allowed = {state.get(path) for state in prepared.sets}
        if len({found[0] for found in allowed if found}) > 1:
            # No name can be a file and a directory, or turn into the other, at once.
            allowed.add(None)
        found = files.get(path)
        if found not in allowed and not is_young(found, allowed):
            yield f"G1: `{path}` is {shown(found)}, not {' or '.join(sorted(map(shown, allowed)))}"


def only_behind(files):
    """The part of a set that one link leads to."""
    return {path: seen for path, seen in files.items() if path.split("/")[0] == CURRENT}


def is_young(found, allowed):
    """Whether it is a directory whose mode the umask still restricts, or which is
    still marked as unfinished."""
    same = (seen for seen in allowed if seen and found and seen[0] == found[0] == "directory")
    return any(found[1] & ~(seen[1] | MARK) == 0 and found[2] == seen[2] for seen in same)


def untouched(prepared, before, now, forgiven=()):
    """G3: what is the same in the old and in the new set."""
    changed = {path for path in set().union(*prepared.sets) if differs(prepared, path)}
    busy = {path.rpartition("/")[0] for path in changed}
    for path in before.files():
        if path in changed or path.startswith(CURRENT) and prepared.scenario.through:
            continue
        if REWRITTEN in forgiven and path in prepared.owned:
            continue
        was, found = before.nodes[path], now.nodes.get(path)
        if found is None or (found.seen, found.inode) != (was.seen, was.inode):
            yield f"G3: `{path}` was {was} and is {found}"
        elif path not in busy and found.times[0] != was.times[0]:
            yield f"G3: the time of `{path}` changed"


def differs(prepared, path):
    """Whether a path is not the same in all sets."""
    return len({state.get(path) for state in prepared.sets}) > 1


def exactly(prepared, now, allowed):
    """G2: which of the sets is there, as the number of it, or a problem."""
    files = now.files(prepared.scenario.through)
    if any(files == prepared.sets[number] for number in allowed):
        return []
    if files in prepared.sets:
        number = prepared.sets.index(files)
        return [f"G2: the set is number {number} of {len(prepared.sets) - 1}, not of {list(allowed)}"]
    sets = [prepared.sets[number] for number in allowed]
    nearest = min(sets, key=lambda state: len(odd(state, files)))
    wrong = odd(nearest, files)[:4]
    words = (f"`{path}` is {shown(files.get(path))}, not {shown(nearest.get(path))}" for path in wrong)
    return [f"G2: a mixed set: {'; '.join(words)}"]


def odd(one, other):
    """The paths in which two sets differ."""
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


def clean(prepared, now, forgiven=()):
    """G6: Portcullis keeps what it keeps after an undisturbed run, and no more."""
    own, states = now.own(), prepared.own
    if PREVIOUS in forgiven:
        own, *states = map(without_previous, (own, *states))
    if own not in states:
        nearest = min(states, key=lambda state: len({*state} ^ {*own}))
        more, less = sorted({*own} - {*nearest}), sorted({*nearest} - {*own})
        yield f"G6: left over: {more}, missing: {less}"


def without_previous(own):
    """All but the version before."""
    return [path for path in own if ".previous" not in path]


def recovered(prepared, subject, folder, before, allowed, forgiven=()):
    """G2, G3 and G6 after the next use of a directory."""
    words = prepared.scenario.recovery
    location = folder / "loc"
    done = subject.run(words, folder) if location.is_dir() else None
    after = Tree(location)
    yield from told(done, prepared)
    yield from exactly(prepared, after, allowed)
    yield from untouched(prepared, before, after, forgiven)
    yield from clean(prepared, after, forgiven)
    if done is None:
        return
    again = subject.run(words, folder)
    if Tree(location).exactly() != after.exactly():
        yield "G6: a second recovery changes something"
    yield from told(again, prepared)
    is_told = (again.code, again.stdout) in prepared.statuses or PREVIOUS in forgiven
    if not is_told:
        yield f"G6: `{' '.join(words)}` tells what it tells of neither set"


def told(done, prepared=None):
    """What a recovery must not end with."""
    told = prepared.statuses if prepared else ()
    if done and done.code not in {0, *(code for code, _ in told)}:
        yield f"G2: `{' '.join(done.words[1:])}` ends with {done.code}: {done.stderr.strip()}"


def shown(seen):
    """A state in words."""
    if not seen:
        return "missing"
    kind, *rest = seen
    return f"{kind} {rest[0]:04o} {rest[2][:8]}".strip() if len(rest) == 3 else str(seen)
