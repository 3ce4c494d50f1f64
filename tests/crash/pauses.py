"""Two at once: a command is stopped at a call, another one comes, the first goes
on. Neither may take the other's stage for a dead one's, or mix the sets."""

import subprocess
import time

import guarantees
from scenarios import NOT_AS_EXPORTED
from subject import SECONDS
from tree import Tree

# Calls at which it is stopped, in each scenario of the quick form.
QUICK = 4
# Seconds that the second command has to do harm before the first goes on.
A_WHILE = 0.2


def outcomes(run, prepared):
    """Stops at every call that can change something."""
    name = prepared.scenario.name
    tries = run.sample(prepared.points, QUICK)
    yield run.tried("two at once", name, tries, lambda call: at(run, prepared, call), len(prepared.points))


def at(run, prepared, call):
    """Stops at one call."""
    with run.place.trial() as trial:
        before = prepared.lay(trial.path)
        words = prepared.scenario.recovery
        how = {"cwd": trial.path, "env": run.subject.environment, "text": True}
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        paused = run.subject.paused(prepared.scenario.words, trial.path, call.name, call.number)
        with paused as first:
            was_there = (trial.path / "loc").is_dir()
            second = subprocess.Popen([run.subject.binary, *words], **how, **pipes)
            time.sleep(A_WHILE)
        trial.problems = [p for who in (first, second) for p in ended(who, who is first or was_there)]
        last = [len(prepared.sets) - 1]
        trial.problems += guarantees.recovered(prepared, run.subject, trial.path, before, last)
        return trial.problems


def ended(process, must_succeed):
    """How one of the two ended."""
    try:
        _, stderr = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        yield f"`{' '.join(process.args)}` does not end"
        return
    if must_succeed and process.returncode not in (0, NOT_AS_EXPORTED):
        yield f"`{' '.join(process.args)}` ended with {process.returncode}: {stderr.strip()}"
