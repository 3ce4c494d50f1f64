"""One run of the harness: it tries a list of things on all processors and
counts what is wrong."""

import os
import random
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

# Problems that are printed of a part. More of them only say the same.
MOST_SHOWN = 12
LONGEST = 500


@dataclass
class Outcome:
    """How one part of a scenario went."""

    part: str
    scenario: str
    tried: int = 0
    # How many there are, of which `tried` may be a sample.
    of: int = 0
    problems: list = field(default_factory=list)
    seconds: float = 0
    not_run: str = ""


class Run:
    """What every part needs."""

    def __init__(self, place, subject, options):
        self.place, self.subject, self.options = place, subject, options
        self.pool = ThreadPoolExecutor(options.jobs or os.cpu_count())

    def random(self, *of):
        """A source of numbers that depends on the seed and on what it is for."""
        return random.Random(f"{self.options.seed} {of}")

    def sample(self, things, most):
        """All of them, or so many in the quick form."""
        if not self.options.quick or len(things) <= most:
            return things
        return self.random("sample", len(things)).sample(things, most)

    def tried(self, part, scenario, things, try_one, of=None):
        """Tries each of the things, which gives its problems."""
        start = time.monotonic()
        outcome = Outcome(part, scenario, len(things), len(things) if of is None else of)
        for thing, problems in zip(things, self.pool.map(guarded(try_one), things), strict=True):
            outcome.problems += [f"{called(thing)}: {problem}" for problem in problems]
        outcome.seconds = time.monotonic() - start
        self.tell(outcome)
        return outcome

    def tell(self, outcome):
        """Says at once what is wrong, and how far it is."""
        for problem in outcome.problems[:MOST_SHOWN]:
            print(f"  {problem[:LONGEST]}")
        if len(outcome.problems) > MOST_SHOWN:
            print(f"  and {len(outcome.problems) - MOST_SHOWN} more")
        found = f"{outcome.tried} tried, {len(outcome.problems)} violations"
        print(f"{outcome.scenario}: {outcome.part}: {found}, {outcome.seconds:.0f} s", flush=True)


def guarded(try_one):
    """What a trial gives, or how the harness itself broke."""

    def guard(thing):
        try:
            return list(try_one(thing) or ())
        except Exception:
            return [traceback.format_exc()]

    return guard


def called(thing):
    """A thing in words."""
    return " ".join(map(str, thing)) if isinstance(thing, tuple) else str(thing)
