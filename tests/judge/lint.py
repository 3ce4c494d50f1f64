"""What shellcheck says of the exported scripts: nothing is right."""

import re
import shutil
import subprocess

from export import export
from place import NotRun

# Beyond this, shellcheck takes long, and there is nothing new to see.
LONGEST = 20_000
REMARK = re.compile(r"(.*?):\d+:\d+: (.*) \[(SC\d+)\]")


def failures(place, manager, cases):
    """How many scripts there are, and a script for each kind of remark."""
    if manager != "runit":
        return 0, {}
    if not shutil.which("shellcheck"):
        raise NotRun("shellcheck is not installed")
    files = [file for case in cases for file in export(place, case, manager).files]
    files = [str(file) for file in files if file.stat().st_size < LONGEST]
    words = ["shellcheck", "--format=gcc", *files]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300)
    kinds = {}
    for line in done.stdout.splitlines():
        if remark := REMARK.fullmatch(line):
            kinds.setdefault(remark[3], []).append(f"{remark[1].split('/exports/')[1]}: {remark[2]}")
    found = {code: [f"{len(lines)} times, as in {lines[0]}"] for code, lines in kinds.items()}
    return len(files), found
