"""`stop_signal` and `timeout`: how a process is asked to end, and when it must."""

from case import Case
from settings.run import STAMP, Check

SIGNALS = ("TERM", "INT", "QUIT", "HUP", "USR1", "USR2")
# Writes which signal came, of all that may be asked for.
LISTEN = (
    "for s in HUP INT QUIT USR1 USR2 TERM; do trap \"echo $s >>RECORDS/{0}; exit 0\" $s; done; "
    "echo >RECORDS/{0}.ready; while :; do sleep 0.1; done"
)
# Tells when it was asked to end, and that it is still there.
STUBBORN = (
    f"trap '{STAMP.format('asked')}' HUP INT QUIT USR1 USR2 TERM; "
    f"while :; do {STAMP.format('alive')}; sleep 0.2; done"
)
# What a busy machine may take longer.
SLACK = 1.5


def ends_by_signal(life):
    """Each process is sent its own signal, and no other."""
    life.start()
    wanted = dict(zip(life.case.procfile, (*SIGNALS, "USR2"), strict=True))
    for name in wanted:
        yield life.has(f"{name}.ready")
    life.stop()
    for name, signal in wanted.items():
        yield life.has(name)
        if (came := set(life.lines(name))) != {signal}:
            yield f"{name}: {' '.join(came) or 'nothing'} came, not {signal}"
    yield life.is_over()


def ends_at_once(life):
    """A process that is killed has no time to write anything."""
    life.start()
    yield life.has("web.ready")
    life.stop()
    yield life.is_over(4)
    if life.lines("web"):
        yield f"{life.lines('web')} came before SIGKILL"


def ends_after(seconds):
    """A process that ignores the signal ends after so long, and not before."""

    def watch(life):
        life.start()
        yield life.has("alive")
        life.stop()
        yield life.has("asked")
        yield life.is_over(seconds + 10)
        asked, alive = (float(life.lines(name)[at]) for name, at in (("asked", 0), ("alive", -1)))
        took = alive - asked
        if not seconds - 1 <= took <= seconds + SLACK:
            yield f"ended after {took:.1f} s, not {seconds}"

    return watch


def ends_now(life):
    """A process that is given no time ends all the same."""
    life.start()
    yield life.has("alive")
    life.stop()
    yield life.is_over(6)


def stubborn(id, settings, **fields):
    """A process that ignores every polite signal."""
    return Case(id=id, procfile={"web": STUBBORN}, settings=settings, **fields)


OTHER = {"other": LISTEN.format("other")}
SIGNALLED = Case(
    id="set-stop-signal",
    procfile={s.lower(): LISTEN.format(s.lower()) for s in SIGNALS} | OTHER,
    settings={"stop_signal": "USR2"},
    processes={s.lower(): {"stop_signal": s} for s in SIGNALS},
)
KILLED = Case(
    id="set-stop-signal-kill",
    procfile={"web": LISTEN.format("web")},
    settings={"stop_signal": "KILL", "timeout": 30},
)

CHECKS = [
    Check(SIGNALLED, ends_by_signal),
    Check(KILLED, ends_at_once),
    Check(stubborn("set-timeout-default", {}), ends_after(5)),
    Check(stubborn("set-timeout", {"timeout": 2}), ends_after(2)),
    Check(stubborn("set-timeout-none", {"timeout": 0}), ends_now),
    Check(
        stubborn("set-timeout-of-type", {"timeout": 30}, processes={"web": {"timeout": 3}}),
        ends_after(3),
    ),
    Check(stubborn("set-timeout-signal", {"timeout": 2, "stop_signal": "INT"}), ends_after(2)),
]
