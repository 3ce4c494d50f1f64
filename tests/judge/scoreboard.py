#!/usr/bin/env python3
"""Prints how many of the written cases each exporter gets right, as Markdown.

Counted are the cases that a manager can carry. It does not count how the
program calls itself, which name of the process is set, and PATH where the
application sets none.
"""

import collections
import importlib
import os
import pathlib
import sys
from concurrent.futures import ThreadPoolExecutor

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import cases  # noqa: E402
import export  # noqa: E402
import judge  # noqa: E402
import peers  # noqa: E402
import record  # noqa: E402
import reference  # noqa: E402
from place import NotRun, Place  # noqa: E402

MANAGERS = ("systemd", "supervisord", "runit")
# Not held against anybody: which name of the process is set, and what a login
# shell makes of PATH.
OWN = ("PS", "HONCHO_PROCESS_NAME")


def main():
    """Prints the table."""
    options = judge.arguments()
    place = Place(options.binary, options.cache)
    try:
        return score(place, options)
    except NotRun as reason:
        print(f"not run: {reason}")
        return 3
    finally:
        place.remove()


def score(place, options):
    """Exports with all, starts all, counts."""
    folder = pathlib.Path(os.environ.get("PORTCULLIS_PEERS", judge.HERE.parents[1] / ".tools/peers"))
    table = [case for case in cases.table() if options.only in case.id]
    expected = reference.references(place, [c for c in table if len(c.refused) < len(judge.MANAGERS)])
    exporters = {"portcullis": lambda case, manager: export.export(place, case, manager)}
    for peer in peers.peers(str(folder / "bin/honcho")):
        exporters[peer.name] = lambda case, manager, peer=peer: peer.export(place, case, manager)
    scores = collections.defaultdict(list)
    totals = []
    for manager in options.managers or MANAGERS:
        carried = [case for case in expected if manager not in case.refused]
        totals.append(len(carried))
        for name, exporter in exporters.items():
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                exports = list(pool.map(lambda case: exporter(case, manager), carried))
            scores[name].append(count_right(place, options, manager, exports, expected, name))
    print(f"| | {' | '.join(options.managers or MANAGERS)} |")
    print("|---" * (len(totals) + 1) + "|")
    for name, counts in scores.items():
        print(f"| {name} | {' | '.join(map(str, counts))} |")
    print(f"| cases | {' | '.join(map(str, totals))} |")
    return 0


def count_right(place, options, manager, exports, expected, name):
    """How many of the exported cases come as they should."""
    runner = importlib.import_module(f"managers.{manager}")
    # Some give the programs of all applications the same names.
    options.alone = True
    place.patience = 3
    exports = [e for e in exports if e.status == 0 and e.files]
    place.clear([e.case for e in exports])
    remarks = runner.run(place, exports, expected, options)
    right = 0
    for case in (e.case for e in exports):
        came = record.read(place.records(case))
        for start in (start for group in (expected[case], came) for starts in group.values() for start in starts):
            start.argv[0] = "probe"
        problems = record.compare(case, expected[case], came, runner.ALLOWED)
        forgiven = tuple(f"${name}:" for name in {*OWN, "PATH"} - set(case.env))
        left = [problem for problem in problems if not any(word in problem for word in forgiven)]
        right += not left
    return right


if __name__ == "__main__":
    sys.exit(main())
