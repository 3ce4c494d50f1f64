"""The page docs/crash.md, with the figures of a whole run."""

from errnos import ERRORS, OF_LOOKS, OF_RECOVERIES
from options import REPOSITORY

PAGE = REPOSITORY / "docs/crash.md"

HEAD = """# Crashes, errors, races

What is promised of an export, and how often it was tried to break the promise.
`./justw crash` tries everything, `./justw crash --docs` then renews this page;
`./justw test` tries a part of it each time, every kill of a small export included.

| | promise |
|---|---|
| G1 | every file is whole at every moment, old or new, and never missing while it is replaced |
| G2 | a crash anywhere, and the next use of the directory, give exactly the old or exactly the new set |
| G3 | what nobody planned to change keeps bytes, mode, inode and time |
| G4 | exit code 0 survives the loss of power |
| G5 | the same export twice makes no change |
| G6 | after a recovery nothing is left over, and a second one changes nothing |
| G7 | an error before the commit point changes nothing, and is told with exit code 6 and the place |

## Kills, errors, losses of power

**killed**: strace kills the command as it enters a system call, at each one that
can change something, one after the other until a run makes no more of them. G1
and G3 must hold at once, and all others after `portcullis status`; then the same
export must do its work.

**used next**: after each different state that such a kill leaves comes another use
in its place: the same export, the one before, that of another application, a dry
run, which changes nothing and tells before a recovery what it tells after it.

**in recovery**: from each of these states the recovery is killed in the same way, at each
of its calls.

Each such kill is tried again where `renameat2` always fails, as on file systems that
cannot exchange two names, and where `linkat` does, and an export where both do is
refused.

**at once**: the command is stopped at each of these calls, `portcullis status` comes
in between, and the command goes on.

**errors**: each call that changes something fails: once, and from then on for good,
with {errors}.
So does each that looks at the directory, with {looks},
and each of a recovery that changes something, with {recoveries}.

**power**: the run is replayed on a model of a disk. At each moment it loses changes
that no sync covers: with a journal, the last names and modes, and any bytes; with
no more than POSIX promises, any change alone, in any order. Up to six uncovered
changes are lost in every combination, of more there are samples. A rename is
whole in both, and what became of one name keeps its order. What is left is made
real, and recovered; with no more than POSIX promises, the version before may be
lost, which is kept for a rollback. Where each sync of a run is left out of the
model in turn, the model finds harm. **twice**: the recovery
loses power too.

{scenarios}

## Races

An export runs in a loop while an attacker renames in its directory: once a round
at least, mostly more often. inotify watches the outside, so that even what is
opened there and closed again is seen.

{races}

What cannot be held: a directory that somebody moves out of the output directory
takes with it what is being written into it.
"""

COLUMNS = {
    "killed": ("killed",),
    "used next": ("used next",),
    "in recovery": ("recovery killed",),
    "at once": ("two at once",),
    "refused": ("refused",),
    "errors": ("errors in changes", "errors in looks", "errors in recovery", "no openat2"),
    "power": ("power lost",),
    "twice": ("power lost twice", "a sync left out"),
}
RACE = "raced: "


def write(outcomes):
    """Writes the page."""
    text = HEAD.format(
        errors=", ".join(ERRORS),
        recoveries=", ".join(OF_RECOVERIES),
        looks=", ".join(error for error in ERRORS if error in OF_LOOKS),
        scenarios="\n".join(scenarios(outcomes)),
        races="\n".join(races(outcomes)),
    )
    PAGE.write_text(text)


def scenarios(outcomes):
    """A line for each scenario: how often each thing was tried, what was wrong."""
    yield f"| | {' | '.join(COLUMNS)} | violations |"
    yield f"|---{'|--:' * (len(COLUMNS) + 1)}|"
    mine = [outcome for outcome in outcomes if not outcome.part.startswith(RACE)]
    for name in dict.fromkeys(outcome.scenario for outcome in mine):
        yield line(name, [outcome for outcome in mine if outcome.scenario == name])
    yield line("all", mine)


def line(name, outcomes):
    """One of them."""
    counts = [sum(o.tried for o in outcomes if o.part in parts) for parts in COLUMNS.values()]
    wrong = sum(len(outcome.problems) for outcome in outcomes)
    return f"| {name} | {' | '.join(str(count or '') for count in counts)} | {wrong} |"


def races(outcomes):
    """A line for each race, as each user."""
    yield "| swapped, over and over | as | rounds | violations |"
    yield "|---|---|--:|--:|"
    for race in (outcome for outcome in outcomes if outcome.part.startswith(RACE)):
        user = race.scenario.removeprefix("as ")
        yield f"| {race.part.removeprefix(RACE)} | {user} | {race.tried} | {len(race.problems)} |"
