"""runit: `runsvdir` over all service directories, log services included."""

import os
import shutil
import subprocess
import time

import record
from place import PATH, NotRun
from sandbox import Sandbox

# `runsvdir` refuses more than a thousand, and each takes four processes.
BATCH = 200
# `cd` in the run script leaves OLDPWD.
ALLOWED = ()


def run(place, exported, expected, options):
    """Starts the exported files; there are no remarks."""
    check()
    for first in range(0, len(exported), BATCH):
        batch = exported[first : first + BATCH]
        services = place.folder("runit")
        shutil.rmtree(services)
        services.mkdir()
        for export in batch:
            for service in export.folders:
                shutil.copytree(service, services / service.name)
        wanted = {export.case: expected[export.case] for export in batch}
        with Sandbox(place, ["runsvdir", str(services)], place.dir / "runit.log") as manager:
            record.await_all(place, wanted, alive=manager.is_alive)
    return {}


def check():
    """Whether runit is here."""
    if not shutil.which("runsvdir"):
        raise NotRun("runsvdir is not installed")


class Running:
    """Applications under runsvdir, each to be stopped and started."""

    def __init__(self, place, exports, options):
        check()
        self.services = place.folder("runit")
        shutil.rmtree(self.services)
        self.services.mkdir()
        for export in exports:
            for service in export.folders:
                shutil.copytree(service, self.services / service.name)
        self.logs = place.dir / "logs" / "runit"
        words = ["runsvdir", str(self.services)]
        self.sandbox = Sandbox(place, words, place.dir / "runit.log")

    def __enter__(self):
        self.sandbox.__enter__()
        return self

    def __exit__(self, *reason):
        self.sandbox.__exit__(*reason)

    def control(self, export, verb):
        """Has sv do something with all services, once they are supervised."""
        services = [self.services / path.name for path in export.folders]
        # One that has a schedule is started by that alone.
        services = sorted(str(path) for path in services if not (path / "down").exists())
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and not all(map(is_supervised, services)):
            time.sleep(0.1)
        subprocess.run(["sv", "-w", "0", verb, *services], capture_output=True, timeout=60)

    def start(self, export):
        """Starts all services, which have started by themselves the first time."""
        self.control(export, "up")

    def stop(self, export):
        """Stops all services."""
        self.control(export, "down")

    def log(self, export, process):
        """What a process has written."""
        return (self.logs / export.case.id / process / "current").read_text()

    def run(self, command):
        """Runs what a crontab would run."""
        env = {"SVDIR": str(self.services), "PATH": PATH}
        return subprocess.run(["/bin/sh", "-c", command], env=env, capture_output=True, text=True, timeout=30)


def is_supervised(service):
    """Whether runsv has a service."""
    return os.path.exists(service + "/supervise/ok")
