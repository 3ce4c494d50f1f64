"""What happens after the start: stops, crashes, logs, secrets.

One application with a process tree, one that ignores the polite signal, one
that crashes at once, and two instances of an ordinary one.
"""

import importlib
import os
import pathlib
import signal
import time

import record
from case import Case
from export import export

# Where a manager's life is not where its cases are run.
RUNNING = {"upstart": "upstart_init"}
# More starts than systemd's own limit of five within ten seconds.
STARTS = {"systemd": 7, "runit": 7, "supervisord": 4, "upstart": 7}


def failures(place, options, manager):
    """How many behaviours there are, how many are wrong, and how."""
    case = application(place, manager)
    place.clear([case])
    exported = export(place, case, manager, ["--timeout", "2"])
    if exported.status:
        return 1, 1, {"export": [exported.stderr]}
    module = importlib.import_module(f"managers.{RUNNING.get(manager, manager)}")
    with module.Running(place, [exported], options) as running:
        checks = [*files(place, exported, manager), *life(place, exported, running, manager)]
    found = {}
    for name, problem in checks:
        if problem:
            found.setdefault(name, []).append(problem)
    return len({name for name, _ in checks}), len(found), found


def application(place, manager):
    """The application."""
    case = Case(
        id=f"behaviour-{manager}",
        procfile={
            "web": "echo to out; echo to err >&2; sh -c 'PROBE_a & PROBE_b & wait' & PROBE_c; wait",
            "stubborn": "trap '' TERM; PROBE; PROBE",
            "worker": "exec PROBE",
        },
        env={"SECRET": f"s3cret-{manager}-'\"-value\n"},
        formation="worker=2",
    )
    crash = f"echo >> {place.records(case)}/crashes; exit 3"
    return case.but(procfile={**case.procfile, "crash": crash})


WANTED = {"web_a": 1, "web_b": 1, "web_c": 1, "stubborn": 1, "worker": 2}


def files(place, exported, manager):
    """Whether the files are as private and as few as they should be."""
    problem = None
    for file in exported.written:
        # systemd tells the variables of its units to everybody, and warns of a
        # unit that others may not read.
        holds = "s3cret" in file.read_text() and manager != "systemd"
        if holds and file.stat().st_mode & 0o077:
            problem = f"{file.name} holds values and has mode {file.stat().st_mode & 0o777:o}"
    yield "files with secrets are private", problem
    case = exported.case.but(id=f"scaled-{manager}")
    more = export(place, case.but(formation="worker=4"), manager).files
    less = export(place, case.but(formation="worker=1"), manager).files
    stale = [file.name for file in less if "worker-2" in str(file)]
    yield "scaling down removes", f"left: {stale}" if stale else None
    yield "scaling down keeps", None if len(less) <= len(more) else "more files than before"


def life(place, exported, running, manager):
    """Start, crash, kill, log, stop, start again."""
    case = exported.case
    folder = place.records(case)
    running.start(exported)
    yield "one start starts all", until(lambda: missing(folder))
    yield "secrets are not on command lines", on_command_lines(f"s3cret-{manager}")
    crashes = folder / "crashes"
    enough = STARTS[manager]
    yield "a crash is restarted, again and again", until(lambda: too_few(crashes, enough), 40)
    # The tree of `web` ends with its shell, whose last command this is.
    for before in record.read(folder).get("worker", []):
        os.kill(host_pid(before), signal.SIGKILL)
    yield "a killed process is started again", until(lambda: missing(folder, {"worker": 4}))
    # The harness keeps no logs.
    for word in ("to out", "to err") if manager != "upstart" else ():
        is_lost = lambda: None if word in running.log(exported, "web-1") else f"`{word}` is not in the log"
        yield "logs land", until(is_lost)
    running.stop(exported)
    yield "stop ends the whole tree", until(lambda: left(folder))
    place.clear([case])
    running.start(exported)
    yield "all start again", until(lambda: missing(folder))
    running.stop(exported)
    yield "stop ends the whole tree again", until(lambda: left(folder))


def until(problem, seconds=15):
    """The problem that is left after so many seconds, or None."""
    deadline = time.monotonic() + seconds
    while (found := problem()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


def missing(folder, wanted=None):
    """Which probes have not come."""
    counts = record.count(folder)
    lacking = [tag for tag, count in (wanted or WANTED).items() if counts.get(tag, 0) < count]
    return f"not started: {', '.join(lacking)}" if lacking else None


def too_few(crashes, enough):
    """Whether there were too few starts."""
    count = len(crashes.read_text()) if crashes.exists() else 0
    return None if count >= enough else f"only {count} starts, not {enough}"


def command_lines():
    """The processes of this machine, containers included."""
    for path in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            yield path, (path / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            pass


def on_command_lines(word):
    """A process with this word in its arguments."""
    found = [line.replace("\0", " ") for _, line in command_lines() if word in line]
    return found[0][:200] if found else None


def left(folder):
    """The processes that still run."""
    found = [line.replace("\0", " ") for _, line in command_lines() if f"{folder}/" in line]
    return f"{len(found)} still run: {found[0][-150:]}" if found else None


def host_pid(before):
    """The number by which a probe in a PID namespace is known outside."""
    for path, line in command_lines():
        status = (path / "status").read_text()
        numbers = next(x for x in status.split("\n") if x.startswith("NSpid:")).split()
        if line.split("\0")[1:2] == [before.argv[1]] and int(numbers[-1]) == before.pid:
            return int(path.name)
    raise ProcessLookupError(before.pid)
