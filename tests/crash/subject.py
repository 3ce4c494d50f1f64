"""The command under test: run as it is, watched by strace, or broken by it."""

import contextlib
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass

import calls

# Far more than any run takes: a run that is still there hangs.
SECONDS = 60
ALL = "all"
STOPPED = re.compile(r"(?m)^(\d+) +--- stopped by SIGSTOP ---$")


@dataclass(frozen=True)
class Done:
    """A run that has ended."""

    words: tuple
    # Negative for a signal.
    code: int
    stdout: str
    stderr: str
    log: str = ""

    @property
    def was_killed(self):
        """Whether the injected signal ended it."""
        return "+++ killed by SIGKILL +++" in self.log

    @property
    def was_failed(self):
        """Whether a call was made to fail."""
        return "(INJECTED)" in self.log


class Hangs(Exception):
    """A run that does not end."""


class Subject:
    """The binary, in an environment of its own, and without the calls that fail
    there each time."""

    def __init__(self, binary, home, lacks=()):
        self.lacks, self.lacked = lacks, [call.partition(":")[0] for call in lacks]
        self.binary = str(pathlib.Path(binary).resolve())
        self.home = home
        self.environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_STATE_HOME": str(home / "state"),
            "LC_ALL": "C.UTF-8",
            "NO_COLOR": "1",
        }

    def run(self, words, folder):
        """Runs it undisturbed."""
        how = ["-e", f"trace={known(self.lacked)}", *self.lacking()]
        prefix = ["strace", "-f", "-o", "/dev/null", *how, "--"] if self.lacks else []
        return self.start(prefix, words, folder)

    def watched(self, words, folder, names=ALL, texts=0):
        """Runs it and notes its calls; of texts that it writes, so many bytes."""
        traced = names if names == ALL else known([*names, *self.lacked])
        how = ["-y", "-s", str(texts), "-e", f"trace={traced}"]
        done = self.straced(how, words, folder)
        return done, [call for call in calls.read(done.log) if call.name not in self.lacked]

    def killed(self, words, folder, name, number):
        """Kills it as it enters a call, which then does not take effect."""
        return self.broken(words, folder, name, f"signal=SIGKILL:when={number}")

    def failed(self, words, folder, name, number, error, lasts=False):
        """Has a call fail, and with `lasts` each later one of that name."""
        when = f"{number}+" if lasts else str(number)
        return self.broken(words, folder, name, f"error={error}:when={when}")

    @contextlib.contextmanager
    def paused(self, words, folder, name, number):
        """Stops it as it enters a call, for the time of a `with`; whoever is given
        can then be waited for."""
        log = pathlib.Path(folder, "paused.log")
        how = ["-e", f"trace={name}", "-e", f"inject={name}:signal=SIGSTOP:when={number}"]
        whole = ["strace", "-f", "-o", str(log), *how, "--", self.binary, *map(str, words)]
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with subprocess.Popen(whole, cwd=folder, env=self.environment, text=True, **pipes) as process:
            stopped = wait_for(lambda: log.is_file() and STOPPED.search(log.read_text()))
            try:
                yield process
            finally:
                if stopped:
                    go_on(process, int(stopped[1]))

    def broken(self, words, folder, name, what):
        """Runs it with an injection."""
        how = ["-s", "0", "-e", f"trace={known([name, *self.lacked])}", "-e", f"inject={name}:{what}"]
        return self.straced(how, words, folder)

    def straced(self, how, words, folder):
        """Runs it under strace."""
        handle, log = tempfile.mkstemp(prefix="strace-", dir=self.home)
        os.close(handle)
        try:
            prefix = ["strace", "-f", "-o", log, *how, *self.lacking(), "--"]
            done = self.start(prefix, words, folder)
            text = pathlib.Path(log).read_text(errors="surrogateescape")
        finally:
            os.unlink(log)
        return Done(done.words, done.code, done.stdout, done.stderr, text)

    def lacking(self):
        """What makes strace have calls fail, if it traces them."""
        for call in self.lacks:
            yield from ("-e", f"inject={call}")

    def start(self, prefix, words, folder):
        """Runs it, whatever stands before it."""
        whole = [*prefix, self.binary, *map(str, words)]
        how = {"cwd": folder, "env": self.environment, "stdin": subprocess.DEVNULL, "timeout": SECONDS}
        try:
            done = subprocess.run(whole, capture_output=True, check=False, **how)
        except subprocess.TimeoutExpired:
            raise Hangs(" ".join(whole)) from None
        texts = (text.decode(errors="replace") for text in (done.stdout, done.stderr))
        return Done(tuple(whole), done.returncode, *texts)


def wait_for(ready):
    """What is there in the end, or nothing after a time in which all is."""
    end = time.monotonic() + SECONDS
    while not (found := ready()) and time.monotonic() < end:
        time.sleep(0.005)
    return found


def go_on(process, stopped):
    """Continues a stopped process. strace tells of the stop a little before it lets
    it happen, and what is sent in between is lost: so it is sent until all has ended."""
    end = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(ProcessLookupError):
            os.kill(stopped, signal.SIGCONT)
        time.sleep(0.01)
    # Whoever waits for it is not to wait for ever, and sees how it ended.
    process.kill()


def known(names):
    """The names for strace, which may know some of them not at all."""
    return ",".join(f"?{name}" for name in names)
