"""Kills once more, on file systems that lack what publishing uses first: then one
step becomes several, and each may be the last."""

import copy
import dataclasses

import guarantees
import kills
from scenarios import prepare
from subject import Subject
from tree import Tree

LACKS = {"no exchange": ("renameat2:error=EINVAL",), "no links": ("linkat:error=EPERM",)}
NEITHER = sum(LACKS.values(), ())
OUTPUT = 6


def outcomes(run, prepared):
    """All of a scenario, without each in turn, and without both."""
    if prepared.scenario.through and run.options.quick:
        return
    for name, lacks in LACKS.items():
        there = on(run, lacks)
        scenario = dataclasses.replace(prepared.scenario, name=f"{prepared.scenario.name}, {name}")
        yield from kills.outcomes(there, prepare(run.place, there.subject, scenario))
    if not prepared.scenario.through:
        yield run.tried("refused", f"{prepared.scenario.name}, neither", [NEITHER], lambda _: refused(run, prepared))


def on(run, lacks):
    """The run on a file system that lacks something."""
    there = copy.copy(run)
    there.subject = Subject(run.subject.binary, run.subject.home, lacks)
    return there


def refused(run, prepared):
    """Where nothing can be done unharmed, nothing is."""
    with run.place.trial() as trial:
        before = prepared.lay(trial.path)
        done = on(run, NEITHER).subject.run(prepared.scenario.words, trial.path)
        after = Tree(trial.path / "loc")
        if done.code != OUTPUT or "its file system has neither" not in done.stderr:
            yield f"it ended with {done.code}: {done.stderr.strip()}"
        if after.files() != before.files() or after.own() != before.own():
            yield "G7: something was changed"
        yield from guarantees.untouched(prepared, before, after)
