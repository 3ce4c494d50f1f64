#!/usr/bin/env python3
"""Starts exported applications under the real managers and compares.

A process must get the arguments, variables, directory and user that
`sh -c COMMAND` in the application's root has. Exit codes: 0 all are right,
1 something is wrong, 3 nothing is wrong but something could not run.
"""

import os
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import behaviour  # noqa: E402
import bless  # noqa: E402
import cases  # noqa: E402
import ejected  # noqa: E402
import lint  # noqa: E402
import random_cases  # noqa: E402
import reference  # noqa: E402
import refusals  # noqa: E402
import settings  # noqa: E402
import trial  # noqa: E402
from case import MANAGERS  # noqa: E402
from options import arguments  # noqa: E402
from outcome import Outcome, status, summary, under_each  # noqa: E402
from place import Place  # noqa: E402
from shrink import shrink, size  # noqa: E402

# Shrinking starts the manager again and again.
MOST_SHRUNK = 4


def main():
    """Judges, and says in the exit code how it went."""
    options = arguments(__doc__)
    if os.geteuid() != 0:
        print("not run: only root can start processes as another user")
        return 1 if options.ci else 3
    place = Place(options.binary, options.cache, options.keep)
    try:
        outcomes = [outcome for part in parts(options) for outcome in part(place, options)]
    finally:
        if options.keep:
            print(f"kept: {place.dir}")
        else:
            place.remove()
    print("", *summary(outcomes), sep="\n")
    return status(outcomes, options.ci)


def parts(options):
    """What is to be judged."""
    if not options.no_table:
        yield written
    if options.random:
        yield at_random
    if not options.no_table:
        yield linted
    if options.ejected:
        yield edited
    if options.behaviour:
        yield behaviours
    if options.settings:
        yield settings.outcomes


def table(options):
    """The written cases."""
    return [case for case in cases.table() if options.only in case.id]


def written(place, options):
    """Judges the table."""
    all_cases = table(options)
    carried = [case for case in all_cases if len(case.refused) < len(case.managers)]
    expected = reference.references(place, carried)
    for case in carried:
        if case not in expected:
            print(f"{case.id}: `sh -c` does not start it either")
            yield Outcome("written cases", "sh", total=1, wrong=1)

    def judge_one(manager):
        return counted(manager, all_cases, trial.failures(place, options, manager, all_cases, expected))

    yield from under_each(options.managers, "written cases", judge_one)
    if not options.only and set(options.managers) == set(MANAGERS):
        yield refusals.outcome(place, all_cases, MANAGERS)


def counted(manager, all_cases, failures):
    """A part's outcome: how many there are, how many are wrong, and how."""
    total = sum(manager in case.managers for case in all_cases)
    return total, len(failures), {case.id: problems for case, problems in failures.items()}


def at_random(place, options):
    """Judges random cases. Those that fail are shrunk."""
    print(f"random cases: --random {options.random} --seed {options.seed}", flush=True)
    tried = random_cases.drawn(options)
    expected = reference.references(place, tried, patience=2)
    tried = [case for case in tried if case in expected][: options.random]

    def judge_one(manager):
        failures = trial.failures(place, options, manager, tried, expected)
        shrunk = {}
        for case in sorted(failures, key=size)[:MOST_SHRUNK]:
            smallest = shrink(case, lambda tried: failing(place, options, manager, tried))
            shrunk.setdefault(smallest.line().partition(", ")[2], smallest)
        for case in shrunk.values():
            print(f"{manager}: shrunk: {case.line()}", flush=True)
            if options.bless:
                bless.add(case, options.seed)
        return counted(manager, tried, failures)

    yield from under_each(options.managers, "random cases", judge_one)


def failing(place, options, manager, tried):
    """Those of the cases that the shell starts and the manager gets wrong."""
    expected = reference.references(place, tried, patience=2)
    failed = [case for case in tried if case in expected]
    # Twice, lest a slow machine be taken for a failure.
    for patience in (2, 6):
        failed = list(trial.failures(place, options, manager, failed, expected, patience))
    return failed


def linted(place, options):
    """Judges every exported file by checkers."""
    files_of = table(options) + random_cases.drawn(options)
    files_of += settings.cases_to_lint() if options.settings else []
    judge_one = lambda manager: lint.failures(place, options, manager, files_of)  # noqa: E731
    yield from under_each(options.managers, "lint", judge_one)


def edited(place, options):
    """Judges the table with templates that were ejected and edited."""
    all_cases = table(options)
    expected = ejected.references(place, all_cases)

    def judge_one(manager):
        return counted(manager, all_cases, ejected.failures(place, options, manager, all_cases, expected))

    yield from under_each(options.managers, "edited templates", judge_one)


def behaviours(place, options):
    """Judges what happens after the start."""
    judge_one = lambda manager: behaviour.failures(place, options, manager)  # noqa: E731
    yield from under_each(options.managers, "behaviours", judge_one, at_once=True)


if __name__ == "__main__":
    sys.exit(main())
