"""`instances` and `requires`: how many there are, and which come first."""

from case import MANAGERS, Case
from settings.run import STAMP, Check

STARTED = STAMP + "; exec sleep 900"
# Each requires the next, and the Procfile has them the other way round.
CHAIN = ("web", "api", "db")
# Between a start and what it does first, in seconds.
OVERTAKING = 0.1
# What a manager that waits for a start waits for.
SLOW = {"before_start": ["sleep 1.5"]}


def all_come(life):
    """As many as a formation of so many would give."""
    life.start()
    yield from life.differences()
    counts = {tag: len(found) for tag, found in life.came().items()}
    if counts != (wanted := {tag: len(found) for tag, found in life.expected.items()}):
        yield f"{counts} came, not {wanted}"


def in_order(life):
    """Each starts after what it requires."""
    life.start()
    for name in CHAIN:
        yield life.has(name)
    if life.manager == "supervisord":
        # It starts all within a moment, in which they may overtake each other.
        order = [program for program in life.running.spawned() if life.case.name in program]
        if order[: len(CHAIN)] != [life.unit(f"{name}-1") for name in reversed(CHAIN)]:
            yield f"the order was {' '.join(order)}"
        return
    stamps = {name: min(map(float, life.lines(name))) for name in CHAIN}
    for name, needed in zip(CHAIN, CHAIN[1:], strict=False):
        if stamps[needed] > stamps[name] + OVERTAKING:
            yield f"{name} started {stamps[needed] - stamps[name]:.2f} s before {needed}"


def chained(id, **of_last):
    """An application whose process types require each other."""
    needs = {name: {"requires": [after]} for name, after in zip(CHAIN, CHAIN[1:], strict=False)}
    last = {CHAIN[-1]: of_last} if of_last else {}
    return Case(id=id, procfile={name: STARTED.format(name) for name in CHAIN}, processes=needs | last)


MANY = Case(
    id="set-instances",
    procfile={"web": "PROBE $PORT", "worker": "PROBE $PORT", "clock": "PROBE $PORT"},
    processes={"web": {"instances": 3}, "clock": {"instances": 2}},
)

CHECKS = [
    Check(MANY, all_come, MANY.but(processes={}, formation="web=3,clock=2")),
    Check(chained("set-requires"), in_order),
    Check(chained("set-requires-slow", **SLOW).but(managers=("systemd", "upstart")), in_order),
    Check(
        chained("set-requires-many").but(formation="all=2", managers=tuple(set(MANAGERS) - {"supervisord"})),
        in_order,
    ),
]
