"""What upstart does with jobs, by its cookbook: events, respawns, stops.

Only as far as jobs here need it. A `starting` or `stopping` event holds a job
back until the jobs that it concerns have followed; a respawned job goes through
its post-stop and pre-start again; signals go to the process group.
"""

import os
import shlex
import signal
import subprocess
import threading

from managers import upstart, upstart_job
from place import NotRun

DEFAULT_KILL_TIMEOUT = 5


class Life:
    """One job as it runs."""

    def __init__(self, init, job):
        self.init, self.job = init, job
        self.is_wanted = False
        self.is_running = threading.Event()
        self.is_over = threading.Event()
        self.is_over.set()
        # Started by a wait for it, ended by the thread that runs it.
        self.process = None

    def start(self):
        """Starts the job and waits until it runs, or has failed to."""
        if self.is_wanted:
            return
        self.is_over.wait()
        self.is_wanted = True
        self.is_running.clear()
        self.is_over.clear()
        threading.Thread(target=self.live, daemon=True).start()
        self.is_running.wait()

    def live(self):
        """Start, respawn, end."""
        while self.is_wanted:
            self.init.emit("starting", self.job.name)
            if self.run("pre-start") != 0:
                self.is_wanted = False
            elif self.is_wanted:
                self.main()
            self.init.emit("stopping", self.job.name)
            self.run("post-stop")
        self.is_running.set()
        self.is_over.set()
        self.init.emit("stopped", self.job.name)

    def main(self):
        """Runs the main process to its end, after which the job may not be wanted."""
        is_process = "main" in self.job.scripts
        self.process = upstart.start(self.job, "main", self.init.folder) if is_process else None
        self.is_running.set()
        self.init.emit("started", self.job.name)
        if not is_process:
            self.init.wait_while(lambda: self.is_wanted)
            return
        status = self.process.wait()
        name = signal.Signals(-status).name.removeprefix("SIG") if status < 0 else str(status)
        is_normal = name in self.job.stanzas.get("normal exit", "").split()
        is_done = status == 0 and "task" in self.job.stanzas
        self.is_wanted &= "respawn" in self.job.stanzas and not is_normal and not is_done

    def run(self, process):
        """Runs one of the other processes to its end."""
        if process not in self.job.scripts:
            return 0
        return upstart.start(self.job, process, self.init.folder).wait()

    def stop(self):
        """Stops the job and waits until it has ended."""
        if not self.is_wanted:
            return
        self.is_wanted = False
        self.init.wake()
        if self.process and self.process.poll() is None:
            self.kill(getattr(signal, "SIG" + self.job.stanzas.get("kill signal", "TERM")))
            try:
                self.process.wait(int(self.job.stanzas.get("kill timeout", DEFAULT_KILL_TIMEOUT)))
            except subprocess.TimeoutExpired:
                self.kill(signal.SIGKILL)
        self.is_over.wait()

    def kill(self, number):
        """Signals the process group."""
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass


class Running:
    """Applications under the harness, each to be stopped and started."""

    def __init__(self, place, exports, options):
        if os.geteuid() != 0:
            raise NotRun("only root can start processes as another user")
        self.folder = place.folder("upstart")
        self.change = threading.Condition()
        self.came = set()
        jobs = [job for export in exports for _, job in upstart.jobs(export)]
        self.lives = {job.name: Life(self, job) for job in jobs}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for life in self.lives.values():
            life.is_wanted = False
            if life.process:
                life.kill(signal.SIGKILL)
        self.wake()

    def wait_while(self, holds):
        """Waits for a change after which this no longer holds."""
        with self.change:
            self.change.wait_for(lambda: not holds())

    def wake(self):
        """Has all that wait look again."""
        with self.change:
            self.change.notify_all()

    def emit(self, event, name):
        """Starts and stops the jobs that wait for an event."""
        this = f"{event} {name}"
        with self.change:
            self.came.add(this)
        for verb in ("stop", "start"):
            for life in list(self.lives.values()):
                condition = life.job.stanzas.get(verb, "")
                if this in upstart_job.events(condition) and upstart_job.holds(condition, self.came):
                    getattr(life, verb)()
        if event == "stopped":
            with self.change:
                self.came -= {come for come in self.came if come.endswith(f" {name}")}

    def start(self, export):
        """Starts the job of the application."""
        self.lives[export.case.name].start()

    def stop(self, export):
        """Stops it, without a wait."""
        threading.Thread(target=self.lives[export.case.name].stop, daemon=True).start()

    def run(self, command):
        """Runs what a crontab would run, of which only `start JOB` is known."""
        verb, name = shlex.split(command.removesuffix(" >/dev/null"))
        assert verb == "start", command
        self.lives[name].start()
