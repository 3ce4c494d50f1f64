"""What a manager cannot express: a warning names it, and all else is exported.

What only one manager has a word for is refused by the others, by name.
"""

from case import MANAGERS, Case
from export import export

GROUPS = {"limit_memory": 104_857_600, "limit_cpu": 150, "limit_tasks": 77}
WARNED = {
    "supervisord": {**GROUPS, "restart_delay": 3, "after_stop": ["true"]},
    "runit": {**GROUPS, "restart_delay": 0},
    "upstart": GROUPS,
}
SYSTEMD_S = {"scope": "user", "hardening": "strict", "secrets": "credentials"}
REFUSED = {manager: SYSTEMD_S for manager in MANAGERS[1:]}


def problems(place, manager, only):
    """What is wrong, by case."""
    found = {}
    for setting, value in WARNED.get(manager, {}).items():
        for id, tables in (
            (f"warned-{setting}", {"settings": {setting: value}}),
            (f"warned-{setting}-of-type", {"processes": {"web": {setting: value}}}),
        ):
            found[id] = [] if only not in id else warned(place, manager, setting, case(id, manager, tables))
    for setting, value in REFUSED.get(manager, {}).items():
        id = f"refused-{setting}"
        tables = {"settings": {setting: value}}
        found[id] = [] if only not in id else refused(place, manager, setting, case(id, manager, tables))
    return {id: said for id, said in found.items() if only in id}


def case(id, manager, tables):
    """An application with a setting."""
    return Case(id=f"{id}-{manager}", procfile={"web": "PROBE", "worker": "PROBE"}, **tables)


def warned(place, manager, setting, case):
    """What is wrong with the warning."""
    exported = export(place, case, manager)
    lines = [line for line in exported.stderr.splitlines() if line.startswith("warning:")]
    if exported.status or not exported.files:
        return [f"not exported, exit {exported.status}: {exported.stderr.strip()}"]
    if not any(f"`{setting}`" in line for line in lines):
        return [f"no warning names it: {exported.stderr.strip()}"]
    return []


def refused(place, manager, setting, case):
    """What is wrong with the refusal."""
    exported = export(place, case, manager)
    if not exported.status or exported.files:
        return [f"exported, exit {exported.status}: {exported.stderr.strip()}"]
    return [] if f"`{setting}`" in exported.stderr else [f"refused as {exported.stderr.strip()}"]
