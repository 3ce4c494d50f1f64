"""What each setting does, seen under the real managers.

Each check is an application of its own. All checks of a manager run at the same
time, under one manager.
"""

import collections

import random_cases
import reference
import trial
from case import MANAGERS
from outcome import under_each
from settings import hooks, limits, order, restarts, run, schedules, scopes, secrets, stops, tables, unable

PARTS = (stops, restarts, limits, hooks, order, schedules, secrets, scopes)
# The managers that can hold variables in files of their own.
WITH_FILES = ("systemd", "runit")


def checks():
    """All checks. Their cases' ids differ."""
    return [check for part in PARTS for check in part.CHECKS]


def cases_to_lint():
    """The applications of all checks."""
    return [check.case for check in checks()]


def outcomes(place, options):
    """Judges every setting under every manager."""
    chosen = [check for check in checks() if options.only in check.case.id]
    expected = run.references(place, chosen, options.managers)

    def judge_one(manager):
        these = [check for check in chosen if manager in check.case.managers]
        found = run.problems(place, options, manager, these, expected)
        # Once more, lest a slow machine be taken for a failure.
        if again := [check for check in these if check.case.id in found]:
            found = run.problems(place, options, manager, again, expected)
        said = unable.problems(place, manager, options.only)
        found.update({name: problems for name, problems in said.items() if problems})
        return len(these) + len(said), len(found), found

    yield from under_each(options.managers, "settings", judge_one, at_once=True)
    at_random = tables.in_files(random_cases.drawn(options))
    yield from of_cases(place, options, "values in files", tables.in_files(tables.values()), WITH_FILES)
    yield from of_cases(place, options, "random values in files", at_random, WITH_FILES, patience=2)
    yield from of_cases(place, options, "commands before a start", tables.before_start(), MANAGERS)


def of_cases(place, options, part, table, managers, patience=5):
    """Judges cases once more, with a setting."""
    table = {case: right for case, right in table.items() if options.only in case.id}
    managers = [manager for manager in options.managers if manager in managers]
    expected = collections.defaultdict(dict)
    for group in zip(*table.values(), strict=True):
        cases_of = dict(zip(group, table, strict=True))
        for right, records in reference.references(place, list(group), patience).items():
            expected[cases_of[right]].update(records)
    table = [case for case in table if case in expected]

    def judge_one(manager):
        failures = trial.failures(place, options, manager, table, expected)
        return len(table), len(failures), {case.id: said for case, said in failures.items()}

    if table and managers:
        yield from under_each(managers, part, judge_one)
