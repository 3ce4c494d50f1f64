#!/usr/bin/env python3
"""Starts exported applications under the real managers and compares.

A process must get the arguments, variables, directory and user that
`sh -c COMMAND` in the application's root has. Exit codes: 0 all are right,
1 something is wrong, 3 nothing is wrong but something could not run.
"""

import argparse
import os
import pathlib
import random
import sys
import time

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import behaviour  # noqa: E402
import bless  # noqa: E402
import cases  # noqa: E402
import lint  # noqa: E402
import random_cases  # noqa: E402
import reference  # noqa: E402
import trial  # noqa: E402
from case import MANAGERS  # noqa: E402
from place import NotRun, Place  # noqa: E402
from shrink import shrink, size  # noqa: E402

# Shrinking starts the manager again and again.
MOST_SHRUNK = 4


def main():
    """Judges, and says in the exit code how it went."""
    options = arguments()
    place = Place(options.binary, options.cache)
    try:
        statuses = [status for part in parts(options) for status in part(place, options)]
    finally:
        if options.keep:
            print(f"kept: {place.dir}")
        else:
            place.remove()
    return 1 if 1 in statuses else max(statuses, default=0)


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    binary = os.environ.get("PORTCULLIS_BIN", str(HERE.parents[1] / "target/release/portcullis"))
    parser.add_argument("managers", nargs="*", metavar="MANAGER", help=f"of {', '.join(MANAGERS)}")
    parser.add_argument("--binary", default=binary, help="the portcullis to judge")
    parser.add_argument("--cache", default=cache + "/portcullis-judge", help="keeps the container")
    parser.add_argument("--supervisord", default="supervisord", help="the supervisord to run")
    parser.add_argument("--alone", action="store_true", help="a supervisord for each case")
    parser.add_argument("--only", default="", metavar="TEXT", help="cases with this in their id")
    parser.add_argument("--no-table", action="store_true", help="leave the written cases out")
    parser.add_argument("--random", type=int, default=0, metavar="N", help="judge N random cases")
    parser.add_argument("--seed", type=int, help="what the random cases are made from")
    parser.add_argument("--behaviour", action="store_true", help="judge stops, crashes and logs")
    parser.add_argument("--bless", action="store_true", help="add shrunk failures to the table")
    parser.add_argument("--keep", action="store_true", help="keep the folder of the run")
    return parser.parse_args()


def parts(options):
    """What is to be judged."""
    if not options.no_table:
        yield written
    if options.random:
        yield at_random
    if options.behaviour:
        yield behaviours


def under_each_manager(options, what, judge_one):
    """Judges something under each manager; gives a status for each."""
    for manager in options.managers or MANAGERS:
        start = time.monotonic()
        try:
            total, failures = judge_one(manager)
        except NotRun as reason:
            print(f"{manager}: {what}: not run: {reason}", flush=True)
            yield 3
            continue
        for name, problems in failures.items():
            for problem in problems:
                print(f"{manager}: {name}: {problem}")
        if not total:
            continue
        took = time.monotonic() - start
        right = total - len(failures)
        print(f"{manager}: {what}: {right} of {total} right, {took:.0f} s", flush=True)
        yield 1 if failures else 0


def written(place, options):
    """Judges the table."""
    table = [case for case in cases.table() if options.only in case.id]
    carried = [case for case in table if len(case.refused) < len(MANAGERS)]
    expected = reference.references(place, carried)
    for case in carried:
        if case not in expected:
            print(f"{case.id}: `sh -c` does not start it either")
            yield 1

    def judge_one(manager):
        failures = trial.failures(place, options, manager, table, expected)
        return len(table), {case.id: problems for case, problems in failures.items()}

    yield from under_each_manager(options, "written cases", judge_one)
    judge_scripts = lambda manager: lint.failures(place, manager, table)  # noqa: E731
    yield from under_each_manager(options, "scripts", judge_scripts)


def at_random(place, options):
    """Judges random cases. Those that fail are shrunk."""
    seed = random.randrange(2**32) if options.seed is None else options.seed
    print(f"random cases: --random {options.random} --seed {seed}", flush=True)
    # Some commands are none; there are enough that are.
    drawn = random_cases.cases(options.random * 5 // 4 + 20, seed)
    expected = reference.references(place, drawn, patience=2)
    drawn = [case for case in drawn if case in expected][: options.random]

    def judge_one(manager):
        failures = trial.failures(place, options, manager, drawn, expected)
        shrunk = {}
        for case in sorted(failures, key=size)[:MOST_SHRUNK]:
            smallest = shrink(case, lambda tried: failing(place, options, manager, tried))
            shrunk.setdefault(smallest.line().partition(", ")[2], smallest)
        for case in shrunk.values():
            print(f"{manager}: shrunk: {case.line()}", flush=True)
            if options.bless:
                bless.add(case, seed)
        return len(drawn), {case.id: problems for case, problems in failures.items()}

    yield from under_each_manager(options, "random cases", judge_one)


def failing(place, options, manager, tried):
    """Those of the cases that the shell starts and the manager gets wrong."""
    expected = reference.references(place, tried, patience=2)
    failed = [case for case in tried if case in expected]
    # Twice, lest a slow machine be taken for a failure.
    for patience in (2, 6):
        failed = list(trial.failures(place, options, manager, failed, expected, patience))
    return failed


def behaviours(place, options):
    """Judges what happens after the start."""
    yield from under_each_manager(
        options, "behaviours", lambda manager: behaviour.failures(place, options, manager)
    )


if __name__ == "__main__":
    sys.exit(main())
