"""What the managers' own checkers and shellcheck say of every exported file.

Nothing is right: any line of any of them is a failure. One file has a fault
that was planted there, about which they must say something.
"""

import collections
import importlib

from case import Case
from export import export

# For what a checker says of no file in particular.
NO_FILE = "no file in particular"

PLANTED = Case(id="planted", procfile={"web": "PROBE"})
FAULTS = {
    "systemd": ("planted-web-1.service", "[Service]\nNoSuchKey=1\n"),
    "supervisord": ("planted.conf", "[program:planted-web-1]\nnosuchkey=1\n"),
    "runit": ("planted-web-1/run", "#!/bin/sh\ncd $1\n"),
    "upstart": ("planted-web-1.conf", "script\n  cd $1\nend script\n"),
}


def failures(place, options, manager, cases):
    """How many files there are, how many are wrong, and by file what is said.

    A remark that many files get is told once, with the number of files.
    """
    checker = importlib.import_module(f"lint.{manager}")
    exports = [export(place, case, manager) for case in cases if manager in case.managers]
    exports = [exported for exported in exports if exported.files]
    files = sum(len(exported.files) for exported in exports)
    planted = export(place, PLANTED, manager)
    name, fault = FAULTS[manager]
    (planted.folder / name).write_text(fault)
    kinds = collections.defaultdict(dict)
    for file, kind, text in checker.remarks(place, options, [*exports, planted]):
        kinds[kind if "/planted/" not in str(file) else PLANTED].setdefault(str(file), text)
    found = {}
    if not kinds.pop(PLANTED, None):
        found[name] = ["the checker passes over a fault"]
    wrong = {file for files in kinds.values() for file in files}
    return files, len(wrong) + len(found), {**found, **told(kinds)}


def told(kinds):
    """What is told of each kind of remark, by the first file that got it."""
    found = collections.defaultdict(list)
    for files in kinds.values():
        file, text = next(iter(files.items()))
        count = f" (and {len(files) - 1} more files)" if len(files) > 1 else ""
        found[file.partition("/exports/")[2] or file].append(f"{text}{count}")
    return dict(found)
