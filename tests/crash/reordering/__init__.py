"""Losses of power: what a disk may hold after one, and the recovery from it."""

import copy

import guarantees
from guarantees import PREVIOUS
from reordering import losses
from reordering.disk import Disk
from reordering.history import WHOLE, History, Sync
from tree import Tree

# States tried in each scenario of the quick form, of a loss and of a second one.
QUICK, QUICK_SECOND = 150, 30
# In the full form: states from which a recovery is begun that loses power too,
# and states that each of these leaves.
SECOND_FROM, SECOND_EACH = 40, 30


def outcomes(run, prepared):
    """Losses in a run, and in the recovery from such a loss."""
    name = prepared.scenario.name
    history = watched(run, prepared)
    states = list(losses.states(history, run.random(name)))
    tries = run.sample(states, QUICK)
    yield run.tried("power lost", name, tries, lambda state: at(run, prepared, state), len(states))
    if prepared.scenario.is_small and not prepared.scenario.through:
        syncs = [event for event in history.events if isinstance(event, Sync)]
        yield run.tried("a sync left out", name, syncs, lambda sync: without(run, prepared, history, sync))
    second = list(again(run, prepared, states))
    tries = run.sample(second, QUICK_SECOND)
    yield run.tried("power lost twice", name, tries, lambda two: after(run, prepared, *two), len(second))


def watched(run, prepared):
    """The history of an undisturbed run."""
    with run.place.trial() as trial:
        prepared.lay(trial.path)
        start = Disk.of(trial.path)
        _, made = run.subject.watched(prepared.scenario.words, trial.path, texts=WHOLE)
        history = History(trial.path, start, made)
        return checked(history, trial.path)


def checked(history, folder):
    """The model must come to what is there, or it proves nothing."""
    model = {path: found for path, *found in history.now.listed()}
    real = {path: found for path, *found in Disk.of(folder).listed()}
    if model != real:
        odd = [path for path in {**model, **real} if model.get(path) != real.get(path)]
        raise ValueError(f"the model of the disk is wrong: {odd[:5]}")
    return history


def at(run, prepared, state):
    """Makes what a loss left real, and recovers."""
    with run.place.trial() as trial:
        trial.problems = judged(run, prepared, trial.path, state.is_after_the_end, state)
        return trial.problems


def laid(disk, folder):
    """Makes a disk real."""
    disk.write(folder)
    return Tree(folder / "loc")


def judged(run, prepared, folder, has_ended, *losses_so_far):
    """What is wrong after the last of some losses: G1 at once, the rest after a
    recovery. G4: when the run had ended, the set is the new one."""
    before = laid(losses_so_far[-1].disk, folder)
    forgiven = PREVIOUS if any(loss.kind == "POSIX" for loss in losses_so_far) else ()
    last = len(prepared.sets) - 1
    problems = list(guarantees.whole(prepared, before))
    allowed = [last] if has_ended else prepared.every
    if has_ended:
        problems += [p.replace("G2", "G4") for p in guarantees.exactly(prepared, before, allowed)]
    return problems + list(guarantees.recovered(prepared, run.subject, folder, before, allowed, forgiven))


def without(run, prepared, history, sync):
    """Leaves a sync out, which must be found out: else the model is blind, or the
    sync is for nothing."""
    less = copy.copy(history)
    less.events = [event for event in history.events if event is not sync]
    states = list(losses.states(less, run.random(sync.text)))
    run.random("order", sync.text).shuffle(states)
    if not any(at(run, prepared, state) for state in states):
        yield f"without it, none of {len(states)} losses does harm"


def again(run, prepared, states):
    """For losses that leave something to recover: the states that a second loss
    leaves, in the middle of the recovery."""
    random = run.random("second", prepared.scenario.name)
    few = QUICK_SECOND // 3 if run.options.quick else SECOND_FROM
    for state in random.sample(states, min(len(states), few)):
        with run.place.trial() as trial:
            laid(state.disk, trial.path)
            if not (trial.path / "loc").is_dir():
                continue
            _, made = run.subject.watched(prepared.scenario.recovery, trial.path, texts=WHOLE)
            history = checked(History(trial.path, state.disk, made), trial.path)
        if history.events:
            found = list(losses.states(history, random))
            for second in random.sample(found, min(len(found), SECOND_EACH)):
                yield state, second


def after(run, prepared, first, second):
    """Makes what the second loss left real, and recovers."""
    with run.place.trial() as trial:
        trial.problems = judged(run, prepared, trial.path, first.is_after_the_end, first, second)
        return trial.problems
