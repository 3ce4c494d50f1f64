"""Kills, at every call that can change something, and at every call of the
recovery that follows."""

import guarantees
import uses
from kill import kill
from tree import Tree

# Kills of a recovery, in each scenario of the quick form.
NESTED = 40


def outcomes(run, prepared):
    """Both, for one scenario."""
    name = prepared.scenario.name
    states = {}
    yield run.tried("killed", name, prepared.points, lambda call: at(run, prepared, call, states))
    names = sorted({call.name for call in prepared.points})
    yield run.tried("no call left out", name, names, lambda call: beyond(run, prepared, call))
    yield from uses.outcomes(run, prepared, states.values())
    nested = [(state, call) for state in states.values() for call in state.points]
    tries = run.sample(nested, NESTED)
    yield run.tried("recovery killed", name, tries, lambda one: again(run, prepared, *one), len(nested))


class State:
    """What a kill left, and the calls of the recovery from it."""

    def __init__(self, killed_at, points):
        self.killed_at, self.points = killed_at, points

    def __str__(self):
        return f"killed at {self.killed_at}, then at"


def left(run, prepared):
    """Every different state that a kill leaves."""
    states = {}
    list(run.pool.map(lambda call: seen(run, prepared, call, states), prepared.points))
    return list(states.values())


def seen(run, prepared, call, states):
    """Kills at one call, and notes the state if it is a new one."""
    with run.place.trial() as trial:
        _, now, _ = kill(run, prepared, trial.path, call)
        note(run, prepared, call, now, states)


def note(run, prepared, call, now, states):
    """Notes a state if it is a new one."""
    key = str((now.files(), now.own()))
    if key not in states:
        states[key] = State(call, [])
        states[key].points = recovery(run, prepared, call)


def at(run, prepared, call, states):
    """Kills at one call, then recovers. Notes the state if it is a new one."""
    with run.place.trial() as trial:
        before, now, problems = kill(run, prepared, trial.path, call)
        note(run, prepared, call, now, states)
        problems += guarantees.recovered(prepared, run.subject, trial.path, before, prepared.every)
        problems += proceeds(run, prepared, trial.path)
        trial.problems = problems
        return problems


def recovery(run, prepared, call):
    """The calls of the recovery after a kill."""
    with run.place.trial() as trial:
        kill(run, prepared, trial.path, call)
        if not (trial.path / "loc").is_dir():
            return []
        _, made = run.subject.watched(prepared.scenario.recovery, trial.path)
        inside = f"{trial.path}/loc"
        return [point for point in made if point.changes and (inside in point.text or not writes(point))]


def writes(call):
    """Whether it only writes, which to standard output is no change."""
    return call.name in ("write", "writev")


def again(run, prepared, state, call):
    """Kills, kills the recovery too, then recovers."""
    with run.place.trial() as trial:
        before, _, problems = kill(run, prepared, trial.path, state.killed_at)
        done = run.subject.killed(prepared.scenario.recovery, trial.path, call.name, call.number)
        if not done.was_killed:
            problems.append(f"the recovery is not killed at {call}, ended with {done.code}: {done.stderr}")
        now = Tree(trial.path / "loc")
        problems += guarantees.whole(prepared, now)
        problems += guarantees.untouched(prepared, before, now)
        problems += guarantees.recovered(prepared, run.subject, trial.path, before, prepared.every)
        trial.problems = problems
        return problems


def proceeds(run, prepared, folder):
    """After the recovery the same command does its work, if it is an export."""
    if prepared.scenario.words[0] != "export":
        return
    done = run.subject.run(prepared.scenario.words, folder)
    if done.code != 0:
        yield f"G2: after the recovery the export ends with {done.code}: {done.stderr.strip()}"
        return
    now = Tree(folder / "loc")
    yield from guarantees.exactly(prepared, now, [len(prepared.sets) - 1])
    run.subject.run(prepared.scenario.words, folder)
    if Tree(folder / "loc").exactly() != now.exactly():
        yield "G5: the same export twice makes a change"


def beyond(run, prepared, name):
    """Kills at a call that a run no longer makes: the proof that none before it
    was left out."""
    made = made_by(run, prepared, name)
    with run.place.trial() as trial:
        prepared.lay(trial.path)
        done = run.subject.killed(prepared.scenario.words, trial.path, name, made + 1)
        if done.code != 0:
            return [f"{name} {made + 1}: a run that makes {made} of them ended with {done.code}"]
        return guarantees.exactly(prepared, Tree(trial.path / "loc"), [len(prepared.sets) - 1])


def made_by(run, prepared, name):
    """How many calls of a name a run makes."""
    with run.place.trial() as trial:
        prepared.lay(trial.path)
        _, made = run.subject.watched(prepared.scenario.words, trial.path, [name])
        return len([call for call in made if call.name == name])
