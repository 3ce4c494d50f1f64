"""supervisord: one daemon that includes the files of all applications."""

import re
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import record
from place import PATH, NotRun
from sandbox import Sandbox

BATCH = 250
DAEMONS_AT_ONCE = 10
ALLOWED = ("SUPERVISOR_", "LC_CTYPE")

CONFIGURATION = """
[supervisord]
nodaemon=true
user=root
logfile={folder}/supervisord.log
pidfile={folder}/supervisord.pid
childlogdir={folder}
minfds=16384
minprocs=4096

[unix_http_server]
file={folder}/socket

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl=unix://{folder}/socket

[include]
files = {folder}/included/*/*.conf
"""


def run(place, exported, expected, options):
    """Starts the exported files; returns remarks on the files, by case."""
    program = installed(options)
    size = 1 if options.alone else BATCH
    batches = [exported[first : first + size] for first in range(0, len(exported), size)]

    def begin(numbered):
        return start(place, numbered[1], expected, program, f"supervisord-{numbered[0]}")

    with ThreadPoolExecutor(DAEMONS_AT_ONCE if options.alone else 1) as pool:
        found = list(pool.map(begin, enumerate(batches)))
    return {case: remark for remarks in found for case, remark in remarks.items()}


def installed(options):
    """The program, if it is there."""
    if not shutil.which(options.supervisord):
        raise NotRun(f"{options.supervisord} is not installed")
    return options.supervisord


def start(place, batch, expected, program, name):
    """Starts a batch. When the daemon refuses it, the halves are started, so
    that one bad file does not hide the others."""
    log = place.dir / f"{name}.out"
    wanted = {export.case: expected[export.case] for export in batch}
    with Sandbox(place, [program, "-c", str(configure(place, batch, name))], log) as manager:
        ready = lambda: "spawned: " in logged(place, name)  # noqa: E731
        missing = record.await_all(place, wanted, manager.is_alive, ready)
        refused = not manager.is_alive()
    if not refused:
        return {case: [daemon_says(place, case, name)] for case in missing}
    if len(batch) == 1:
        return {batch[0].case: [f"supervisord refuses the file: {log.read_text().strip()[-400:]}"]}
    place.clear(wanted)
    half = len(batch) // 2
    remarks = start(place, batch[:half], expected, program, name)
    remarks.update(start(place, batch[half:], expected, program, name))
    return remarks


def configure(place, batch, name):
    """Installs a batch beside a configuration that includes it."""
    folder = place.folder(name)
    shutil.rmtree(folder)
    included = place.folder(name, "included")
    for index, export in enumerate(batch):
        target = included / f"{index:04}"
        target.mkdir()
        for file in export.files:
            shutil.copy(file, target)
    configuration = folder / "supervisord.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder))
    return configuration


def daemon_says(place, case, name):
    """The last lines of the daemon's log that name a case."""
    lines = logged(place, name).splitlines()
    return "supervisord says: " + " | ".join([line for line in lines if case.name in line][-3:])


def logged(place, name):
    """What the daemon has logged."""
    log = place.dir / name / "supervisord.log"
    return log.read_text(errors="replace") if log.exists() else ""


class Running:
    """Applications under supervisord, each to be stopped and started."""

    def __init__(self, place, exports, options):
        self.configuration = configure(place, exports, "supervisord")
        self.logs = place.dir / "logs" / "supervisord"
        words = [installed(options), "-c", str(self.configuration)]
        self.sandbox = Sandbox(place, words, place.dir / "supervisord.out")

    def __enter__(self):
        self.sandbox.__enter__()
        return self

    def __exit__(self, *reason):
        self.sandbox.__exit__(*reason)

    def control(self, export, verb):
        """Has supervisorctl do something with the group, once the daemon answers."""
        words = ["supervisorctl", "-c", str(self.configuration), verb, f"{export.case.name}:*"]
        for _ in range(50):
            done = subprocess.run(words, capture_output=True, text=True, timeout=60)
            if "no such file" not in done.stdout and "refused" not in done.stdout:
                return
            time.sleep(0.1)

    def start(self, export):
        """Starts the group, which has started by itself the first time."""
        self.control(export, "start")

    def stop(self, export):
        """Stops the group."""
        self.control(export, "stop")

    def log(self, export, process):
        """What a process has written."""
        names = (f"{process}.log", f"{process}.error.log")
        return "".join((self.logs / export.case.id / name).read_text() for name in names)

    def spawned(self):
        """The programs in the order of their starts."""
        log = self.configuration.parent / "supervisord.log"
        return re.findall("spawned: '(.*?)'", log.read_text(errors="replace"))

    def run(self, command):
        """Runs what a crontab would run, where supervisorctl finds its file."""
        words, folder = ["/bin/sh", "-c", command], self.configuration.parent
        env = {"PATH": PATH}
        return subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, timeout=30)
