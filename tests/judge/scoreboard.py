#!/usr/bin/env python3
"""How many of the written cases each exporter gets right, as Markdown.

Counted are the cases that a manager can carry. Nobody is held to how the
program calls itself, which name of the process is set, and what PATH is where
the application sets none.
"""

import argparse
import collections
import importlib
import os
import pathlib
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import cases  # noqa: E402
import export  # noqa: E402
import options as judge_options  # noqa: E402
import peers  # noqa: E402
import readme  # noqa: E402
import record  # noqa: E402
import reference  # noqa: E402
import scoreboard_text  # noqa: E402
from place import HERE, NotRun, Place  # noqa: E402

MANAGERS = ("systemd", "supervisord", "runit")
# Not held against anybody.
OWN = ("PS", "HONCHO_PROCESS_NAME")
# Seconds to wait for a case that sends nothing, and for all of a batch. What a
# peer breaks may be started again and again without end.
PATIENCE, LIMIT = 3, 30
REPOSITORY = HERE.parents[1]


def main():
    """Scores, and prints or writes the tables."""
    options = arguments()
    place = Place(options.binary, options.cache)
    place.patience, place.limit = PATIENCE, LIMIT
    try:
        board = score(place, options)
    except NotRun as reason:
        print(f"not run: {reason}")
        return 3
    finally:
        place.remove()
    text = scoreboard_text.document(board, versions(options))
    if not options.docs:
        print(text)
    else:
        (REPOSITORY / "docs/scoreboard.md").write_text(text)
    if options.readme:
        return readme.renew("scoreboard", scoreboard_text.right(board))
    return 0


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, (default, meaning) in judge_options.PLACES.items():
        parser.add_argument(f"--{name}", default=default, help=meaning)
    parser.add_argument("--only", default="", metavar="TEXT", help="cases with this in their id")
    parser.add_argument("--docs", action="store_true", help="write docs/scoreboard.md")
    parser.add_argument("--readme", action="store_true", help="renew the table in README.md")
    return parser.parse_args()


def score(place, options):
    """Which cases each exporter gets wrong, by exporter and manager."""
    table = [case for case in cases.table() if options.only in case.id]
    # Nobody else has settings.
    table = [case for case in table if not case.settings and not case.processes]
    carried = [case for case in table if len(case.refused) < len(case.managers)]
    expected = reference.references(place, carried)
    exporters = {"Portcullis": lambda case, manager: export.export(place, case, manager)}
    for peer in peers.peers(honcho()):
        exporters[peer.name] = lambda case, manager, peer=peer: peer.export(place, case, manager)
    board = SimpleNamespace(counted={}, wrong=collections.defaultdict(dict))
    for manager in MANAGERS:
        these = [c for c in expected if manager in c.managers and manager not in c.refused]
        board.counted[manager] = {case.id for case in these}
        for name, exporter in exporters.items():
            start = time.monotonic()
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                exports = list(pool.map(lambda case: attempt(exporter, case, manager), these))
            right = started_right(place, options, manager, exports, expected)
            board.wrong[name][manager] = board.counted[manager] - right
            took = time.monotonic() - start
            print(f"{manager}: {name}: {len(right)} of {len(these)}, {took:.0f} s", file=sys.stderr)
    return board


def attempt(exporter, case, manager):
    """An export, which is wrong when it does not end."""
    try:
        return exporter(case, manager)
    except subprocess.TimeoutExpired:
        return export.Exported(case, pathlib.Path("/nonexistent"), 1, "")


def started_right(place, options, manager, exports, expected):
    """The ids of the exported cases that come as they should."""
    runner = importlib.import_module(f"managers.{manager}")
    # Some give the programs of all applications the same names, and some write
    # what the manager refuses.
    how = SimpleNamespace(supervisord=options.supervisord, alone=True)
    exports = [e for e in exports if e.status == 0 and e.files]
    place.clear([e.case for e in exports])
    runner.run(place, exports, expected, how)
    return {e.case.id for e in exports if is_right(e.case, place, expected[e.case], runner.ALLOWED)}


def is_right(case, place, wanted, allowed):
    """Whether the records of a case came as they should."""
    came = record.read(place.records(case))
    for start in (start for group in (wanted, came) for starts in group.values() for start in starts):
        start.argv[0] = "probe"
    problems = record.compare(case, wanted, came, allowed)
    forgiven = tuple(f"${name}:" for name in {*OWN, "PATH"} - set(case.env))
    return all(any(word in problem for word in forgiven) for problem in problems)


def honcho():
    """The honcho that the setup installs."""
    folder = os.environ.get("PORTCULLIS_PEERS", REPOSITORY / ".tools/peers")
    return str(pathlib.Path(folder) / "bin/honcho")


def versions(options):
    """What was run, each with its version."""
    asked = {
        "systemd": ["systemctl", "--version"],
        "supervisord": [options.supervisord, "--version"],
        "runit": ["dpkg-query", "--show", "--showformat=${Version}", "runit"],
        "Portcullis": [options.binary, "--version"],
        "honcho": [honcho(), "--version"],
        "foreman": ["foreman", "--version"],
    }
    for name, words in asked.items():
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        number = re.search(r"\d[\w.]*", done.stdout)
        yield name, number[0] if number else "of an unknown version"


if __name__ == "__main__":
    sys.exit(main())
