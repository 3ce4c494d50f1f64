"""Upstart: no Debian has it, so a small harness follows its cookbook.

It reads a job as upstart's parser does, refuses stanzas that upstart does not
know, and starts each process as upstart would: `/bin/sh -e` on a descriptor, as
the user of `setuid`, in `/`. No upstart runs.
"""

import os
import resource
import subprocess

import record
import reference
from managers.upstart_job import Job
from place import PATH, NotRun, ids

BATCH = 100
ALLOWED = ("UPSTART_", "TERM")


def run(place, exported, expected, options):
    """Starts the processes of all jobs; there are no remarks."""
    if os.geteuid() != 0:
        raise NotRun("only root can start processes as another user")
    folder = place.folder("upstart")
    for first in range(0, len(exported), BATCH):
        batch = exported[first : first + BATCH]
        started = []
        try:
            for job in (job for export in batch for _, job in jobs(export)):
                if "main" in job.scripts and is_prepared(job, folder):
                    started.append(start(job, "main", folder))
            record.await_all(place, {export.case: expected[export.case] for export in batch})
        finally:
            for process in started:
                reference.end(process)
    return {}


def is_prepared(job, folder):
    """Whether what must come before the main process came to a good end."""
    return "pre-start" not in job.scripts or start(job, "pre-start", folder).wait(20) == 0


def jobs(export):
    """The jobs of an application, each with its file."""
    for file in export.files:
        if file.suffix == ".conf":
            with open(file, newline="") as text:
                yield file, Job(file.stem, text.read())


def start(job, process, folder):
    """Starts one of a job's processes."""
    uid, gid, further = ids(job.stanzas.get("setuid", "root"))
    path = folder / f"{job.name}.{process}"
    path.write_text(job.scripts[process], newline="")
    path.chmod(0o644)
    # Where upstart has its pipe, we have a file; the shell sees the same.
    inner = 'exec 9<"$1"; exec /bin/sh -e /proc/self/fd/9'
    return subprocess.Popen(
        ["/bin/sh", "-c", inner, "sh", str(path)],
        cwd=job.stanzas.get("chdir", "/"),
        env={
            **{"PATH": PATH, "TERM": "linux", "UPSTART_JOB": job.name},
            **{"UPSTART_INSTANCE": "", "UPSTART_EVENTS": "starting"},
            **dict(pair.split("=", 1) for pair in job.env),
        },
        user=uid,
        group=gid,
        extra_groups=[gid, *further],
        umask=int(job.stanzas.get("umask", "022"), 8),
        preexec_fn=lambda: limit(job),
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def limit(job):
    """Sets the limits of a job."""
    for name, bounds in job.limits.items():
        number = getattr(resource, f"RLIMIT_{name.upper()}")
        values = [resource.RLIM_INFINITY if x == "unlimited" else int(x) for x in bounds]
        resource.setrlimit(number, tuple(values))
