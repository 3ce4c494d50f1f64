"""`limit_…`: what a process may use."""

from case import Case
from settings.run import Check

# The setting, the name that the kernel shows, and a value that nothing else has.
RESOURCES = {
    "limit_open_files": ("Max open files", 777),
    "limit_processes": ("Max processes", 3_999),
    "limit_core_size": ("Max core file size", 1_048_576),
    "limit_file_size": ("Max file size", 805_306_368),
    "limit_address_space": ("Max address space", 3_221_225_472),
}
GROUPS = {"limit_memory": 104_857_600, "limit_cpu": 150, "limit_tasks": 77}
PROPERTIES = {
    "MemoryMax": "104857600",
    "CPUQuotaPerSecUSec": "1.500000s",
    "TasksMax": "77",
}
# Where the kernel has them, if the container is given these controllers.
FILES = {"memory.max": "104857600", "cpu.max": "150000 100000", "pids.max": "77"}
SHOW = "cat /proc/self/limits >RECORDS/limits; exec PROBE"


def limits_hold(life):
    """Each limit holds, and can not be raised."""
    life.start()
    yield from life.differences()
    lines = life.lines("limits")
    for setting, (name, _) in RESOURCES.items():
        value = str({**life.case.settings, **life.case.processes.get("web", {})}[setting])
        line = next((line for line in lines if line.startswith(name)), "")
        # Both the limit and what it may be raised to.
        if line.removeprefix(name).split()[:2] != [value] * 2:
            yield f"{setting}: `{line}`, not {value}"


def groups_hold(life):
    """systemd has the limits, and so has the kernel."""
    life.start()
    yield from life.differences()
    unit = life.unit("web-1")
    names = " ".join(f"--property={name}" for name in PROPERTIES)
    shown = dict(line.split("=") for line in life.running.run(f"systemctl show {names} {unit}"))
    if shown != PROPERTIES:
        yield f"systemd has {shown}, not {PROPERTIES}"
    group = f"/sys/fs/cgroup$(systemctl show --value --property=ControlGroup {unit})"
    for file, value in FILES.items():
        found = life.running.run(f"cat {group}/{file} 2>/dev/null")
        if found and found != [value]:
            yield f"{file} is {found}, not {value}"


VALUES = {setting: value for setting, (_, value) in RESOURCES.items()}
PLAIN = Case(id="set-limits", procfile={"web": "exec PROBE"}, env={"V": "a 'b' %"})


def limited(id, **fields):
    """A check of limits on resources."""
    case = PLAIN.but(id=id, procfile={"web": SHOW}, **fields)
    return Check(case, limits_hold, PLAIN.but(id=id, shell=case.shell))


GROUPED = PLAIN.but(id="set-limits-of-group", settings=GROUPS, managers=("systemd",))

CHECKS = [
    limited("set-limits", settings=VALUES),
    limited("set-limits-of-type", settings={"limit_open_files": 99}, processes={"web": VALUES}),
    limited("set-limits-none", settings={**VALUES, "limit_core_size": 0}),
    limited("set-limits-bash", settings=VALUES, shell="/bin/bash"),
    Check(GROUPED, groups_hold, PLAIN.but(id=GROUPED.id)),
]
