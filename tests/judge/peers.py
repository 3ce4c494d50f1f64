"""honcho and foreman, exporting the same applications. They are only run."""

import os
import shlex
import shutil
import subprocess

import export
from place import NotRun


def honcho_line(name, value):
    """A variable as honcho's .env has it. It reads `\\n` as a line break."""
    quoted = shlex.quote(value).replace("\n", "\\n")
    return f"{name}={quoted}\n"


def foreman_line(name, value):
    """A variable as foreman's .env has it: a line break only in double quotes."""
    if "\n" not in value:
        return f"{name}='{value}'\n"
    escaped = value.replace("\\", "\\\\").replace("\n", "\\n")
    return f'{name}="{escaped}"\n'


class Peer:
    """A peer: how it is called, and how its .env is written."""

    def __init__(self, name, program, line, words):
        self.name, self.program, self.line, self.words = name, program, line, words

    def export(self, place, case, manager):
        """Exports a case, as its users would."""
        root = export.write_application(place, case)
        with open(root + "/.env.peer", "w", newline="") as file:
            file.writelines(self.line(*pair) for pair in case.env.items())
        folder = place.folder("exports", f"{self.name}-{manager}", case.id)
        log = place.folder("logs", self.name) / case.id
        os.makedirs(log, exist_ok=True)
        words = [self.program, "export", manager, str(folder)]
        words += ["-a", case.name, "-u", case.user, "-l", str(log), "-e", ".env.peer"]
        words += self.words(place, case)
        if self.name == "foreman":
            words[words.index(".env.peer")] = root + "/.env.peer"
        done = subprocess.run(words, capture_output=True, cwd=root, timeout=60)
        return export.Exported(case, folder, done.returncode, done.stderr.decode(errors="replace"))


def honcho_words(place, case):
    """What only honcho is told."""
    formation = ["-c", counts(case)] if case.formation else []
    return ["-s", place.shell(case), *formation]


def foreman_words(place, case):
    """What only foreman is told. It knows no shell."""
    return ["-f", "Procfile", "-d", place.root(case), "-m", counts(case)]


def counts(case):
    """The formation, with a count for each process type."""
    if "all=" not in case.formation and case.formation:
        return case.formation
    count = case.formation.removeprefix("all=") or "1"
    return ",".join(f"{name}={count}" for name in case.procfile)


def peers(honcho):
    """The peers that are installed."""
    found = [
        Peer("honcho", honcho, honcho_line, honcho_words),
        Peer("foreman", "foreman", foreman_line, foreman_words),
    ]
    missing = [peer.name for peer in found if not shutil.which(peer.program)]
    if missing:
        raise NotRun(f"{' and '.join(missing)} not installed")
    return found
