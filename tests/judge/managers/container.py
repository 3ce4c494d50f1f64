"""The container in which systemd boots, and what it is asked within."""

import os
import pathlib
import shutil
import subprocess
import threading
import time

from place import NotRun

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


# A user's own manager, without the session that a login would make for it.
USER = "judge"
RUNTIME = "/run/user/61234"
USER_UNIT = f"""
[Unit]
Description=The manager of the user {USER}

[Service]
Type=notify
User={USER}
RuntimeDirectory=user/61234
Environment=XDG_RUNTIME_DIR={RUNTIME} HOME=/nonexistent
Delegate=yes
ExecStart=/lib/systemd/systemd --user
"""


def systemctl(scope):
    """The command that reaches the system's manager, or the user's."""
    if scope == "system":
        return "systemctl"
    return f"runuser -u {USER} -- env XDG_RUNTIME_DIR={RUNTIME} systemctl --user"


def prepare(place):
    """Makes the folders that become the container's own."""
    folder = place.folder("systemd")
    shutil.rmtree(folder)
    units = place.folder("systemd", "system")
    place.folder("systemd", "user")
    wants = place.folder("systemd", "system", "multi-user.target.wants")
    for name, text in (("judge", JUDGE_UNIT.format(folder=folder)), ("judge-user", USER_UNIT)):
        (units / f"{name}.service").write_text(text)
        (wants / f"{name}.service").symlink_to(f"../{name}.service")
    (folder / "inside").write_text(INSIDE.format(folder=folder))
    return folder


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


class Container:
    """A booted container. Nothing is written to its root, all is forgotten."""

    def __init__(self, place, root):
        self.folder = place.folder("systemd")
        # One question at a time.
        self.lock = threading.Lock()
        passwd, group = place.accounts(root)
        self.log = open(place.dir / "systemd.log", "wb")
        words = ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--boot"]
        words += ["--volatile=overlay", "--private-network", "--link-journal=no"]
        words += ["--kill-signal=SIGKILL", "--resolv-conf=off", "--timezone=off"]
        words += [f"--directory={root}", f"--bind={place.dir}"]
        words += [f"--bind-ro={passwd}:/etc/passwd", f"--bind-ro={group}:/etc/group"]
        for scope in ("system", "user"):
            words.append(f"--bind-ro={self.folder}/{scope}:/etc/systemd/{scope}")
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
        with self.lock:
            return self.answer(script, seconds)

    def answer(self, script, seconds):
        """Asks, and waits for the answer."""
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
