"""How each part of the judging went, manager by manager."""

import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from place import NotRun


@dataclass
class Outcome:
    """One part under one manager."""

    part: str
    manager: str
    total: int = 0
    wrong: int = 0
    seconds: float = 0
    not_run: str = ""

    def words(self):
        """What the summary says of it."""
        if self.not_run:
            return f"not run: {self.not_run}"
        return f"{self.total - self.wrong} of {self.total} right"


def under_each(managers, part, judge_one, at_once=False):
    """Judges a part under each manager, which may be `at_once`.

    `judge_one` gives how many there are, how many of them are wrong, and
    problems by name.
    """

    def judge(manager):
        start = time.monotonic()
        try:
            total, wrong, failures = judge_one(manager)
        except NotRun as reason:
            return Outcome(part, manager, not_run=str(reason)), {}
        except Exception:
            # The other managers are judged all the same.
            broken = {"the judge itself": [traceback.format_exc()]}
            return Outcome(part, manager, 1, 1, time.monotonic() - start), broken
        return Outcome(part, manager, total, wrong, time.monotonic() - start), failures

    with ThreadPoolExecutor(len(managers) if at_once else 1) as pool:
        for outcome, failures in pool.map(judge, managers):
            if not outcome.total and not outcome.not_run:
                continue
            for name, problems in failures.items():
                for problem in problems:
                    print(f"{outcome.manager}: {name}: {problem}")
            print(f"{outcome.manager}: {part}: {outcome.words()}, {outcome.seconds:.0f} s", flush=True)
            yield outcome


def summary(outcomes):
    """A table of all outcomes, a line each."""
    seconds = sum(outcome.seconds for outcome in outcomes)
    rows = [("part", "manager", "outcome", "seconds")]
    rows += [(o.part, o.manager, o.words(), f"{o.seconds:.0f}") for o in outcomes]
    rows.append(("all", "", "", f"{seconds:.0f}"))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        *words, last = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        yield "  ".join([*words, last.strip().rjust(widths[-1])])


def status(outcomes, is_ci):
    """The exit code: 1 if something is wrong, 3 if something did not run. In CI
    that is wrong as well."""
    not_run = any(outcome.not_run for outcome in outcomes)
    if any(outcome.wrong for outcome in outcomes) or (is_ci and not_run):
        return 1
    return 3 if not_run else 0
