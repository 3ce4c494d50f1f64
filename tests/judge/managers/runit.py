"""runit: `runsvdir` over all service directories, log services included."""

import os
import shutil
import subprocess
import time

import record
from place import NotRun
from sandbox import Sandbox

# `runsvdir` refuses more than a thousand, and each takes four processes.
BATCH = 200
# `cd` in the run script leaves OLDPWD.
ALLOWED = ()


def run(place, exported, expected, options):
    """Starts the exported files; returns remarks on the files, by case."""
    if not shutil.which("runsvdir"):
        raise NotRun("runsvdir is not installed")
    remarks = {}
    for first in range(0, len(exported), BATCH):
        batch = exported[first : first + BATCH]
        services = place.folder("runit")
        shutil.rmtree(services)
        services.mkdir()
        for export in batch:
            for service in export.folder.iterdir():
                shutil.copytree(service, services / service.name)
        wanted = {export.case: expected[export.case] for export in batch}
        with Sandbox(place, ["runsvdir", str(services)], place.dir / "runit.log") as manager:
            record.await_all(place, wanted, alive=manager.is_alive)
        remarks.update(scripts(batch))
    return remarks


def scripts(batch):
    """What `sh -n` says of the exported scripts."""
    remarks = {}
    for export in batch:
        for file in export.files:
            done = subprocess.run(["sh", "-n", str(file)], capture_output=True, text=True)
            if done.stderr or done.returncode:
                remarks.setdefault(export.case, []).append(f"sh -n: {done.stderr.strip()}")
    return remarks


class Running:
    """One application under runsvdir, to be stopped and started."""

    def __init__(self, place, export, options):
        self.services = place.folder("runit")
        shutil.rmtree(self.services)
        shutil.copytree(export.folder, self.services)
        self.log_folder = place.dir / "logs" / "runit" / export.case.id
        words = ["runsvdir", str(self.services)]
        self.sandbox = Sandbox(place, words, place.dir / "runit.log")

    def __enter__(self):
        self.sandbox.__enter__()
        return self

    def __exit__(self, *reason):
        self.sandbox.__exit__(*reason)

    def control(self, verb):
        """Has sv do something with all services, once they are supervised."""
        services = sorted(str(path) for path in self.services.iterdir())
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and not all(map(is_supervised, services)):
            time.sleep(0.1)
        subprocess.run(["sv", "-w", "4", verb, *services], capture_output=True, timeout=60)

    def start(self):
        """Starts all services, which have started by themselves the first time."""
        self.control("start")

    def stop(self):
        """Stops all services, with force in the end, as a shutdown does."""
        self.control("force-stop")

    def log(self, process):
        """What a process has written."""
        return (self.log_folder / process.replace(".", "-") / "current").read_text()


def is_supervised(service):
    """Whether runsv has a service."""
    return os.path.exists(service + "/supervise/ok")
