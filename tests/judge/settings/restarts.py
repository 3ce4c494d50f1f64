"""`restart` and `restart_delay`: whether and when an ended process is started."""

import time

from case import Case
from settings.run import STAMP, Check

ENDS = {"right": "exit 0", "wrong": "exit 3", "killed": "kill -s KILL $$"}
# Who is started again after which end.
AGAIN = {
    "always": {"right", "wrong", "killed"},
    "on-failure": {"wrong", "killed"},
    "never": set(),
}
STARTS = 3
# supervisord waits as it thinks fit.
WITH_DELAY = ("systemd", "runit", "upstart")
WITHOUT_DELAY = ("systemd", "upstart")
STAMPS = f"{STAMP.format('starts')}; {STAMP.format('ends')}; exit 1"
LATER = f"{STAMP.format('starts')}; sleep 1.5; {STAMP.format('ends')}; exit 1"
# What a busy machine may take longer.
SLACK = 8


def starts_again(life):
    """Some are started again and again, and the others once."""
    life.start()
    ends = {name: AGAIN[name.rpartition("-")[0]] for name in life.case.procfile}
    again = {name for name, ends in ends.items() if name.rpartition("-")[2] in ends}
    for name in life.case.procfile:
        yield life.has(name, STARTS if name in again else 1)
    # Were they started again, it would be soon.
    time.sleep(3)
    for name in life.case.procfile.keys() - again:
        if (count := len(life.lines(name))) > 1:
            yield f"{name}: started {count} times"


def waits(seconds):
    """So long between an end and the next start."""

    def watch(life):
        life.start()
        yield life.has("starts", 4, 4 * seconds + 25)
        starts, ends = ([float(line) for line in life.lines(name)] for name in ("starts", "ends"))
        gaps = [start - end for start, end in zip(starts[1:4], ends, strict=False)]
        if not all(seconds - 0.2 <= gap <= seconds + SLACK for gap in gaps):
            yield f"{' '.join(f'{gap:.1f}' for gap in gaps)} s from an end to a start, not {seconds}"

    return watch


def delayed(id, settings, command=STAMPS, managers=WITH_DELAY):
    """A process that fails."""
    return Case(id=id, procfile={"web": command}, settings=settings, managers=managers)


TYPES = {f"{restart}-{end}": how for restart in AGAIN for end, how in ENDS.items()}
RESTARTED = Case(
    id="set-restart",
    procfile={name: f"echo >>RECORDS/{name}; {how}" for name, how in TYPES.items()},
    processes={name: {"restart": name.rpartition("-")[0]} for name in TYPES},
)

CHECKS = [
    Check(RESTARTED, starts_again),
    Check(delayed("set-restart-delay", {"restart_delay": 3}), waits(3)),
    Check(delayed("set-restart-delay-one", {"restart_delay": 1}), waits(1)),
    Check(delayed("set-restart-delay-later", {"restart_delay": 2}, LATER), waits(2)),
    Check(delayed("set-restart-delay-default", {}), waits(1)),
    Check(delayed("set-restart-delay-none", {"restart_delay": 0}, managers=WITHOUT_DELAY), waits(0)),
]
