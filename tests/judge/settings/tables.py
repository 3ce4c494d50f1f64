"""Written cases, judged once more with a setting.

Each table gives, by case, cases without the setting whose records it must have
together.
"""

import cases
from case import MANAGERS

# A command that never ends, or fails, keeps all that follows from starting, and a
# very long one is long in another way among others.
UNFIT = {"command-while", "command-end-script"}
LONGEST = 20_000


def values():
    """The cases of values."""
    parts = [part for title, part in cases.PARTS.items() if "values" in title or "variables" in title]
    return [case for part in parts for case in part]


def in_files(of_values):
    """Values, in files."""
    found = {}
    for case in of_values:
        if len(case.refused) < len(MANAGERS):
            plain = case.but(id=f"file-{case.id}")
            found[plain.but(settings={"secrets": "file"})] = (plain,)
    return found


def before_start():
    """Commands, before a start."""
    found = {}
    for title, part in cases.PARTS.items():
        for case in part if "commands" in title else []:
            command = case.procfile["web"]
            if case.id in UNFIT or len(command) > LONGEST:
                continue
            main = case.but(id=f"before-{case.id}", procfile={"web": "PROBE"})
            before = {"before_start": [command.replace("PROBE", "ONCE_before")]}
            right = main.but(procfile={"web": command.replace("PROBE", "PROBE_before")})
            found[main.but(processes={"web": before})] = (main, right)
    return found
