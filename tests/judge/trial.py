"""One trial: cases are exported, started under a manager, and compared."""

import importlib

import record
from export import export


def failures(place, options, manager, cases, expected, patience=8, exporter=export):
    """What is wrong under a manager, by case."""
    runner = importlib.import_module(f"managers.{manager}")
    place.patience = patience
    exports = [exporter(place, case, manager) for case in cases if manager in case.managers]
    found = {e.case: [e.problem(manager)] for e in exports if e.problem(manager)}
    carried = [e for e in exports if e.status == 0 and manager not in e.case.refused]
    carried = [e for e in carried if e.case in expected]
    place.clear([e.case for e in carried])
    remarks = runner.run(place, carried, expected, options)
    for exported in carried:
        case = exported.case
        came = record.read(place.records(case))
        problems = record.compare(case, expected[case], came, runner.ALLOWED)
        problems += remarks.get(case, [])
        if problems:
            found.setdefault(case, []).extend(problems)
    return found
