"""What is right: `sh -c COMMAND` in the root, as the user, with the variables."""

import os
import re
import signal
import subprocess
import time

import export
import record
from place import PATH, ids

AT_ONCE = 48


def processes(case):
    """Each process's type and the variables that only it has."""
    counts = dict(re.findall(r"([\w-]+)=(\d+)", case.formation))
    base = int(case.env.get("PORT", 5000))
    for index, process_type in enumerate(case.procfile):
        for instance in range(1, int(counts.get(process_type, counts.get("all", 1))) + 1):
            name = f"{process_type}.{instance}"
            port = base + 100 * index + instance - 1
            yield process_type, {"PORT": str(port), "PS": name, "HONCHO_PROCESS_NAME": name}


def start(place, case):
    """Starts the processes of a case."""
    root = export.write_application(place, case)
    uid, gid, further = ids(case.user)
    for process_type, own in processes(case):
        yield subprocess.Popen(
            [place.shell(case), "-c", export.command(place, case, process_type)],
            cwd=root,
            # A name that the file sets wins, but each process has its own port.
            env={"PATH": PATH, **own, **case.env, "PORT": own["PORT"]},
            user=uid,
            group=gid,
            extra_groups=[gid, *further],
            umask=0o022,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def tags(case):
    """How many records a case leaves at least, by the file that the probe is told."""
    found = {}
    for process_type, _ in processes(case):
        for suffix in set(re.findall(r"PROBE(\w*)", case.procfile[process_type])):
            found[process_type + suffix] = found.get(process_type + suffix, 0) + 1
    return found


def references(place, cases, patience=5):
    """The right records of each case. A case that leaves none is left out."""
    found = {}
    for first in range(0, len(cases), AT_ONCE):
        batch = cases[first : first + AT_ONCE]
        place.clear(batch)
        started = {case: list(start(place, case)) for case in batch}
        deadline = time.monotonic() + patience
        waiting = set(batch)
        while waiting and time.monotonic() < deadline:
            time.sleep(0.02)
            waiting = {case for case in waiting if is_to_come(place, case, started[case])}
        for process in (process for all in started.values() for process in all):
            end(process)
        for case in batch:
            records = record.read(place.records(case))
            if records:
                found[case] = records
        place.clear(batch)
    return found


def is_to_come(place, case, processes):
    """Whether a case has not left all its records, and still may."""
    is_alive = any(process.poll() is None for process in processes)
    counts = record.count(place.records(case))
    is_left = all(counts.get(tag, 0) >= wanted for tag, wanted in tags(case).items())
    return is_alive and not is_left


def end(process):
    """Ends a process and its group."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
