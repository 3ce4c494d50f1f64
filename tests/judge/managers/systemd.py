"""systemd: a real one, booted in a container, with all units installed."""

import os
import pathlib
import shutil
import subprocess
import time

import record
from place import NotRun

BATCH = 400
ALLOWED = (
    *("HOME", "LOGNAME", "USER", "SHELL", "LANG"),
    *("INVOCATION_ID", "JOURNAL_STREAM", "SYSTEMD_EXEC_PID"),
)
PACKAGES = "systemd,systemd-sysv,dbus"

JUDGE_UNIT = """
[Unit]
Description=Does what the judge asks for
After=basic.target

[Service]
Type=exec
ExecStart=/bin/sh {folder}/inside
StandardOutput=null
StandardError=null
"""

# Runs within the container: does what the judge outside asks for.
INSIDE = """
cd /etc/systemd/system
while sleep 0.05; do
    [ -e {folder}/ask ] || continue
    sh {folder}/ask >{folder}/answer.partial 2>&1
    rm {folder}/ask
    mv {folder}/answer.partial {folder}/answer
done
"""


def debian(cache):
    """The root of a Debian with systemd, made once and kept in the cache."""
    if os.geteuid() != 0 or not shutil.which("systemd-nspawn"):
        raise NotRun("systemd-nspawn is not installed, or this is not root")
    root = cache / "bookworm"
    if (root / "ready").exists():
        return root
    if not shutil.which("debootstrap"):
        raise NotRun("debootstrap is not installed")
    shutil.rmtree(root, ignore_errors=True)
    cache.mkdir(parents=True, exist_ok=True)
    words = ["debootstrap", "--variant=minbase", f"--include={PACKAGES}", "bookworm", str(root)]
    with open(cache / "debootstrap.log", "wb") as log:
        done = subprocess.run(words, stdout=log, stderr=log, timeout=900)
    if done.returncode:
        raise NotRun(f"debootstrap failed, see {cache}/debootstrap.log")
    (root / "ready").touch()
    return root


def run(place, exported, expected, options):
    """Starts the exported files; returns remarks on the files, by case."""
    root = debian(place.cache)
    found = {}
    for first in range(0, len(exported), BATCH):
        found.update(boot(place, root, exported[first : first + BATCH], expected))
    return found


def boot(place, root, batch, expected):
    """Boots once, with a batch of cases; returns remarks on the files."""
    install(place, batch)
    wanted = {export.case: expected[export.case] for export in batch}
    with Container(place, root) as container:
        targets = "\n".join(target(export) for export in batch)
        said = container.ask(f"xargs -d '\\n' systemctl start --no-block -- <<'END'\n{targets}\nEND")
        missing = record.await_all(place, wanted, alive=container.is_alive)
        names = "\n".join(file.name for export in batch for file in export.files)
        verify = "xargs -d '\\n' systemd-analyze verify --man=no --"
        said += container.ask(f"cd /etc/systemd/system; {verify} <<'END'\n{names}\nEND")
        journal = container.ask("journalctl --boot --output=short-monotonic") if missing else []
    return remarks(batch, said, missing, journal)


def install(place, batch):
    """Puts the units of a batch into a folder that becomes the container's own."""
    folder = place.folder("systemd")
    shutil.rmtree(folder)
    units = place.folder("systemd", "units")
    wants = place.folder("systemd", "units", "multi-user.target.wants")
    for export in batch:
        for file in export.files:
            shutil.copy(file, units / file.name)
    (units / "judge.service").write_text(JUDGE_UNIT.format(folder=folder))
    (wants / "judge.service").symlink_to("../judge.service")
    (folder / "inside").write_text(INSIDE.format(folder=folder))


def target(export):
    """The target of an application: the one that all others begin with."""
    targets = [file.name for file in export.files if file.suffix == ".target"]
    return min(targets, key=len, default="none.target")


def remarks(batch, said, missing, journal):
    """What systemd said of the units: nothing is right."""
    found = {}
    for export in batch:
        names = {file.name for file in export.files}
        about = [line for line in said if any(name in line for name in names)]
        if export.case in missing:
            lines = [line for line in journal if any(name in line for name in names)]
            about += [f"journal: {line}" for line in lines[-4:]]
        if about:
            found[export.case] = about
    return found


class Container:
    """A booted container. Nothing is written to its root, all is forgotten."""

    def __init__(self, place, root):
        self.folder = place.folder("systemd")
        passwd, group = place.accounts(root)
        self.log = open(place.dir / "systemd.log", "wb")
        words = ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--boot"]
        words += ["--volatile=overlay", "--private-network", "--link-journal=no"]
        words += ["--kill-signal=SIGKILL", "--resolv-conf=off", "--timezone=off"]
        words += [f"--directory={root}", f"--bind={place.dir}"]
        words += [f"--bind-ro={passwd}:/etc/passwd", f"--bind-ro={group}:/etc/group"]
        words += [f"--bind-ro={self.folder}/units:/etc/systemd/system"]
        self.process = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def is_alive(self):
        """Whether the container still runs."""
        return self.process.poll() is None

    def ask(self, script, seconds=60):
        """The lines that a script within the container prints."""
        answer = self.folder / "answer"
        answer.unlink(missing_ok=True)
        (self.folder / "ask.partial").write_text(script)
        (self.folder / "ask.partial").rename(self.folder / "ask")
        deadline = time.monotonic() + seconds
        while not answer.exists():
            if time.monotonic() > deadline or not self.is_alive():
                log = pathlib.Path(self.log.name).read_text(errors="replace").strip()
                raise NotRun(f"the container does not answer: {log[-300:]}")
            time.sleep(0.05)
        return answer.read_text(errors="replace").splitlines()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        # nspawn passes this on as a SIGKILL to the container's first process,
        # and everything in it ends. Were nspawn killed, the container would stay.
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


class Running:
    """One application under systemd, to be stopped and started."""

    def __init__(self, place, export, options):
        install(place, [export])
        self.target = target(export)
        self.container = Container(place, debian(place.cache))

    def __enter__(self):
        self.container.__enter__()
        return self

    def __exit__(self, *reason):
        self.container.__exit__(*reason)

    def start(self):
        """Starts the one target."""
        self.container.ask(f"systemctl start {self.target}")

    def stop(self):
        """Stops the one target."""
        self.container.ask(f"systemctl stop {self.target}")

    def log(self, process):
        """What a process has written."""
        unit = self.target.replace(".target", f"-{process}.service")
        return "\n".join(self.container.ask(f"journalctl --output=cat --unit={unit}"))
