"""One kill, as the command enters one call."""

import guarantees
from tree import Tree


def kill(run, prepared, folder, call):
    """Kills at one call. G1 and G3 hold at once."""
    before = prepared.lay(folder)
    done = run.subject.killed(prepared.scenario.words, folder, call.name, call.number)
    now = Tree(folder / "loc")
    problems = [] if done.was_killed else [f"not killed at {call}, ended with {done.code}: {done.stderr}"]
    problems += guarantees.whole(prepared, now)
    problems += guarantees.untouched(prepared, before, now)
    return before, now, problems
