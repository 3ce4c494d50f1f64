"""`before_start` and `after_stop`: commands around each start."""

import time

from case import Case
from settings.run import Check

# As hard as any command: it is quoted once more than the process's own.
HARD = "PROBE_hook 'a  b' \"$V\" \"it's\" $PORT '%n %(here)s %' '$V' \\\\ '; # x' \"$(printf '%s' x)\""
ENV = {"V": "a \"b\" 'c' $d % \\ ;#", "NEWLINE": "a\nb"}
WITH_AFTER = ("systemd", "runit", "upstart")


def before_runs(life):
    """All run before the process, as it does."""
    life.start()
    yield from life.differences()
    if life.lines("order") != ["second", "main"]:
        yield f"the order was {life.lines('order')}"


def failing_prevents(life):
    """One that fails keeps the process, and all that follow, from starting."""
    life.start()
    yield life.has("tried")
    time.sleep(3)
    if life.lines("second") or life.came():
        yield "started, though a command before it had failed"


def alternate(life):
    """They run around every start."""
    life.start()
    yield life.has("steps", 9)
    wanted = life.case.env["STEPS"].split()
    steps = life.lines("steps")[:9]
    if steps != (wanted * 9)[:9]:
        yield f"the order was {' '.join(steps)}"


def after_runs(life):
    """All run after the process was stopped, as it did."""
    life.start()
    yield life.has("ready")
    if life.came() or life.lines("order"):
        yield "ran before the end"
    life.stop()
    yield life.has("order", 2)
    yield from life.differences()
    if life.lines("order") != ["main", "second"]:
        yield f"the order was {life.lines('order')}"


def once(command):
    """A command with a probe that does not wait."""
    return command.replace("PROBE", "ONCE")


def case(id, command, before=(), after=(), **fields):
    """An application of one process."""
    settings = {"before_start": list(before), "after_stop": list(after)}
    settings = {name: commands for name, commands in settings.items() if commands}
    fields.setdefault("env", ENV)
    return Case(id=id, procfile={"web": command}, settings=settings, **fields)


def hard(id, command, watch, **fields):
    """A check of a hard command, which runs as the process itself would."""
    this = case(id, command, **fields)
    this = this.but(settings={}, processes={"web": this.settings})
    named = {key: getattr(this, key) for key in ("user", "shell", "root")}
    plain = f"{HARD} & PROBE" if "PROBE" in command else HARD
    return Check(this, watch, Case(id=id, procfile={"web": plain}, env=ENV, **named))


BEFORE = [once(HARD), "echo second >>RECORDS/order"]
MAIN = "echo main >>RECORDS/order; exec PROBE"
AFTER = [once(HARD), "echo second >>RECORDS/order"]
STOPPED = "trap 'echo main >>RECORDS/order; exit 0' TERM; echo >RECORDS/ready; while :; do sleep 0.1; done"
AGAIN = "echo main >>RECORDS/steps; exit 1"
BEFORE_STEP, AFTER_STEP = ["echo before >>RECORDS/steps"], ["echo after >>RECORDS/steps"]

CHECKS = [
    hard("set-before-start", MAIN, before_runs, before=BEFORE),
    hard("set-before-start-bash", MAIN, before_runs, before=BEFORE, shell="/bin/bash"),
    hard("set-before-start-member", MAIN, before_runs, before=BEFORE, user="member", root="a % b'c"),
    Check(
        case("set-before-start-fails", "PROBE", ["echo >>RECORDS/tried; false", "echo >>RECORDS/second"]),
        failing_prevents,
    ),
    Check(case("set-before-start-exits", "PROBE", ["echo >>RECORDS/tried; exit 7"]), failing_prevents),
    Check(
        case("set-before-start-again", AGAIN, BEFORE_STEP, env={"STEPS": "before main"}),
        alternate,
    ),
    hard("set-after-stop", STOPPED, after_runs, after=AFTER, managers=WITH_AFTER),
    hard(
        "set-after-stop-member",
        *(STOPPED, after_runs),
        **{"after": AFTER, "managers": WITH_AFTER, "user": "member", "root": "a % b'c"},
    ),
    Check(
        case(
            *("set-after-stop-again", AGAIN),
            **{"after": AFTER_STEP, "env": {"STEPS": "main after"}, "managers": WITH_AFTER},
        ),
        alternate,
    ),
    Check(
        case(
            *("set-hooks-again", AGAIN.replace("exit 1", "kill -s KILL $$"), BEFORE_STEP, AFTER_STEP),
            **{"env": {"STEPS": "before main after"}, "managers": WITH_AFTER},
        ),
        alternate,
    ),
]
