"""Errors of the system, in the place of every call that changes something or
looks at the output directory."""

import re
from dataclasses import dataclass

import calls
import guarantees
import kills
from guarantees import REWRITTEN
from kill import kill
from scenarios import NOT_AS_EXPORTED
from tree import Tree

# What a system may say, whether it says so of this call or not.
ERRORS = "ENOSPC EIO EDQUOT EROFS EACCES EPERM EMFILE ENFILE ENOMEM EINTR ENOSYS EINVAL".split()

# These are tried again for as long as they come, which is right of a single one.
AGAIN = {"EINTR"}

# Those of calls that only look: once, and for good.
OF_LOOKS = {"EIO", "EACCES", "EMFILE", "ENOMEM", "EINTR", "ENOSYS"}
OF_LOOKS_FOR_GOOD = {"EIO", "EMFILE"}

# Those of the calls of a recovery, which are many: from each state that a kill leaves.
OF_RECOVERIES = ("ENOSPC", "EIO", "EACCES")

# Errors tried in each scenario of the quick form.
QUICK = 60

DOCUMENTED = range(1, 8)
OUTPUT = 6
PANIC = "panicked at"
WRITING = ("write", "writev")
STREAM = re.compile(r"[12](<|,)")

# How an error is told; that of an export which the project file lists names LOCATION.
TOLD = re.compile(r'(error: |"message": ")(in `loc`: )?failed to ')


@dataclass(frozen=True)
class Fault:
    """One call that fails."""

    call: calls.Call
    place: int
    error: str
    # Whether every later call of that name fails too.
    lasts: bool

    def __str__(self):
        return f"{self.error}{' for good' if self.lasts else ''} at {self.call}"


def outcomes(run, prepared):
    """Every error at every call, once and for good."""
    name = prepared.scenario.name
    for what, those in (("errors in changes", prepared.points), ("errors in looks", prepared.looks)):
        faults = list(every_fault(prepared, those))
        tries = run.sample(faults, QUICK)
        yield run.tried(what, name, tries, lambda fault: at(run, prepared, fault), len(faults))
    faults = [(state, fault) for state in kills.left(run, prepared) for fault in of_recovery(state)]
    tries = run.sample(faults, QUICK)
    yield run.tried("errors in recovery", name, tries, lambda two: recovering(run, prepared, *two), len(faults))


def every_fault(prepared, those):
    """Every error of each of the calls."""
    for call in those:
        place = prepared.calls.index(call)
        for error in ERRORS:
            if call.changes or error in OF_LOOKS:
                yield Fault(call, place, error, False)
            if error not in AGAIN and (call.changes or error in OF_LOOKS_FOR_GOOD):
                yield Fault(call, place, error, True)


def of_recovery(state):
    """Errors at each call of the recovery from a state, once and for good."""
    for call in state.points:
        for error in OF_RECOVERIES:
            yield from (Fault(call, 0, error, lasts) for lasts in (False, True))


def recovering(run, prepared, state, fault):
    """Kills, has a call of the recovery fail, then recovers."""
    with run.place.trial() as trial:
        before, _, problems = kill(run, prepared, trial.path, state.killed_at)
        call, words = fault.call, prepared.scenario.recovery
        done = run.subject.failed(words, trial.path, call.name, call.number, fault.error, fault.lasts)
        now = Tree(trial.path / "loc")
        problems += [] if done.was_failed else [f"nothing failed: it ended with {done.code}"]
        problems += guarantees.whole(prepared, now)
        problems += guarantees.untouched(prepared, before, now, REWRITTEN)
        problems += [] if done.code == NOT_AS_EXPORTED else said(fault, done)
        every = prepared.every
        problems += guarantees.recovered(prepared, run.subject, trial.path, before, every, REWRITTEN)
        trial.problems = problems
        return problems


def at(run, prepared, fault):
    """Has one call fail, then recovers."""
    with run.place.trial() as trial:
        before = prepared.lay(trial.path)
        call = fault.call
        words = prepared.scenario.words
        done = run.subject.failed(words, trial.path, call.name, call.number, fault.error, fault.lasts)
        now = Tree(trial.path / "loc")
        problems = [] if done.was_failed else [f"nothing failed: it ended with {done.code}"]
        problems += guarantees.whole(prepared, now)
        problems += guarantees.untouched(prepared, before, now, REWRITTEN)
        problems += said(fault, done)
        problems += left(prepared, fault, done, now)
        sets = allowed(prepared, fault, done)
        problems += guarantees.recovered(prepared, run.subject, trial.path, before, sets, REWRITTEN)
        trial.problems = problems
        return problems


def said(fault, done):
    """How a failed run must end: documented, and with words for it."""
    if done.code == 0:
        return
    if PANIC in done.stderr or done.code not in DOCUMENTED:
        yield f"G7: it ended with {done.code}: {done.stderr.strip()[:300]}"
        return
    # Where nothing more can be written, nothing can be said either.
    if fault.call.name in WRITING and (fault.lasts or STREAM.match(fault.call.text)):
        return
    if done.code != OUTPUT:
        yield f"G7: exit code {done.code}, not {OUTPUT}: {done.stderr.strip()[:300]}"
    if not TOLD.search(done.stderr) or "`" not in done.stderr:
        yield f"G7: the error names no place: {done.stderr.strip()[:300]}"


def left(prepared, fault, done, now):
    """G7: before the commit point, an error changes nothing. Where calls fail
    for good, what is left may need a recovery, but is not visible."""
    files = now.files(prepared.scenario.through)
    if done.code == 0:
        yield from guarantees.exactly(prepared, now, [len(prepared.sets) - 1])
    elif is_before(prepared, fault):
        if files != prepared.sets[0]:
            yield "G7: an error before the commit point changed something"
        if not fault.lasts and now.own() != prepared.own[0]:
            more = sorted({*now.own()} ^ {*prepared.own[0]})
            yield f"G7: an error before the commit point left something: {more}"


def allowed(prepared, fault, done):
    """The sets that a recovery may give."""
    last = len(prepared.sets) - 1
    if done.code == 0:
        return [last]
    if is_before(prepared, fault):
        return [0]
    if last == 1 and fault.place > prepared.commit:
        return [last]
    return prepared.every


def is_before(prepared, fault):
    """Whether what fails lies before the commit point alone: of calls that fail
    for good, a later one may be what ended the run."""
    later = prepared.calls[prepared.commit :] if fault.lasts else ()
    is_beyond = any(call.name == fault.call.name for call in later)
    return fault.place < prepared.commit and not is_beyond
