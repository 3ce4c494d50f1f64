"""The next use of a directory after a kill, whatever it is: it recovers first,
and then does what it was asked to."""

from dataclasses import dataclass

import guarantees
from kill import kill
from tree import Tree

# Pairs of a state and a use, in each scenario of the quick form.
QUICK = 30


# How a dry run that is no export is refused before a recovery.
CUT_OFF, OUTPUT = "failed to look ahead in `loc`", 6


@dataclass(frozen=True)
class Use:
    """A command, and the sets that it may leave; none if it may change nothing."""

    name: str
    words: tuple
    sets: tuple

    def __str__(self):
        return self.name


def outcomes(run, prepared, states):
    """Every use after every different state that a kill left."""
    pairs = [(state.killed_at, use) for state in states for use in uses(prepared)]
    tries = run.sample(pairs, QUICK)
    name = prepared.scenario.name
    yield run.tried("used next", name, tries, lambda pair: at(run, prepared, *pair), len(pairs))


def uses(prepared):
    """What may come next."""
    scenario, last = prepared.scenario, len(prepared.sets) - 1
    if scenario.words[0] != "export":
        yield Use("then a dry run", (*scenario.words, "--dry-run"), ())
    else:
        yield Use("then a dry run", (*scenario.words, "--dry-run", "--json"), ())
        yield Use("then a comparison", (*scenario.words, "--diff"), ())
        yield Use("then the same export", scenario.words, (last,))
    if scenario.others:
        yield Use("then another application's export", scenario.others, tuple(prepared.every))
    if scenario.before and last == 1 and not scenario.has_obstacles:
        yield Use("then the export before", scenario.before[-1], (0,))


def truth(run, prepared, folder, use, told):
    """What is told before a recovery is what is told after it."""
    if not (folder / "loc").is_dir():
        return
    if use.words[0] != "export" and told.code == OUTPUT and CUT_OFF in told.stderr:
        return
    run.subject.run(prepared.scenario.recovery, folder)
    after = run.subject.run(use.words, folder)
    if (after.code, after.stdout) != (told.code, told.stdout):
        was, now = (f"{done.code} {done.stdout} {done.stderr}" for done in (told, after))
        yield f"a dry run tells {was[:200]!r} before a recovery and {now[:200]!r} after it"


def at(run, prepared, call, use):
    """Kills at one call, and goes on with a use."""
    with run.place.trial() as trial:
        before, now, problems = kill(run, prepared, trial.path, call)
        left = now.exactly()
        done = run.subject.run(use.words, trial.path)
        after = Tree(trial.path / "loc")
        if use.sets:
            problems += guarantees.told(done)
            problems += guarantees.exactly(prepared, after, use.sets)
            problems += guarantees.untouched(prepared, before, after)
        elif after.exactly() != left:
            problems.append("G6: a dry run changes something")
        else:
            problems += truth(run, prepared, trial.path, use, done)
        if done.code not in range(8):
            problems.append(f"it ended with {done.code}: {done.stderr.strip()}")
        trial.problems = problems
        return problems
