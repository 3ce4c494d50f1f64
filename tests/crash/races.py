"""Races against an attacker who renames in the output directory, as root and as
an ordinary user; the example `crash` runs them."""

import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass

from run import Outcome

# A user that owns nothing.
NOBODY = 65534
# Seconds that a race may take, and each of its rounds besides.
A_RACE, A_ROUND = 60, 0.05


@dataclass(frozen=True)
class User:
    """Who exports and who attacks."""

    title: str
    prefix: tuple
    number: int


def outcomes(run):
    """Every race, for every user that can be had."""
    probe = shutil.copy(run.options.probe, run.place.dir / "probe")
    listed = subprocess.run([probe, "races"], capture_output=True, text=True, check=True)
    names = [name for name in listed.stdout.splitlines() if run.options.only in name]
    races = [(user, name) for user in users() for name in names]
    for outcome in run.pool.map(lambda race: at(run, probe, *race), races):
        run.tell(outcome)
        yield outcome
    if os.geteuid() != 0 and names:
        yield Outcome("races as root", "races", not_run="only root can do that")


def users():
    """Root and nobody, or whoever runs this."""
    if os.geteuid() != 0:
        return [User("an ordinary user", (), os.geteuid())]
    words = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--")
    return [User("root", (), 0), User("an ordinary user", words, NOBODY)]


def at(run, probe, user, name):
    """Runs one race."""
    rounds, start = run.options.rounds, time.monotonic()
    with run.place.trial() as trial:
        os.chown(trial.path, user.number, -1)
        words = [*user.prefix, str(probe), "race", name, str(rounds), str(trial.path)]
        limit = A_RACE + A_ROUND * rounds
        try:
            done = subprocess.run(words, capture_output=True, text=True, timeout=limit, cwd="/")
        except subprocess.TimeoutExpired:
            trial.problems = [f"{name}: it hangs"]
        else:
            trial.problems = list(wrong(done, rounds))
        took = time.monotonic() - start
        return Outcome(f"raced: {name}", f"as {user.title}", rounds, rounds, trial.problems, took)


def wrong(done, rounds):
    """What is wrong with a race: what was seen outside, or that there was none."""
    if done.returncode != 0:
        yield f"the race ended with {done.returncode}: {done.stderr.strip()[-500:]}"
        return
    told = json.loads(done.stdout)
    yield from (f"outside of the directory: {event}" for event in told["outside"])
    for what in ("published", "refused"):
        if told[what] == 0:
            yield f"not one export was {what}, which is no race: {told}"
    if told["rounds"] < rounds:
        yield f"only {told['rounds']} rounds were attacked, not {rounds}: {told}"
