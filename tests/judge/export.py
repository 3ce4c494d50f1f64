"""Writes the application of a case and has it exported."""

import json
import os
import pathlib
import subprocess

ESCAPES = {"\n": r"\n", "\t": r"\t", "\r": r"\r", '"': r"\"", "\\": r"\\", "$": r"\$"}

# The folder in which Portcullis keeps lists of what it wrote.
LISTS = ".portcullis"
PROJECT = "portcullis.toml"


class Exported:
    """What became of an export: files, or a refusal."""

    def __init__(self, case, folder, status, stderr):
        self.case, self.folder, self.status, self.stderr = case, folder, status, stderr

    @property
    def files(self):
        """The exported files, by path within the folder."""
        own = self.folder / LISTS
        return [path for path in self.written if own not in path.parents]

    @property
    def written(self):
        """All files, with those in which Portcullis lists the others."""
        paths = (pathlib.Path(top, name) for top, _, names in os.walk(self.folder) for name in names)
        return sorted(paths)

    @property
    def folders(self):
        """The folders in which the exported files lie."""
        return [path for path in self.folder.iterdir() if path.name != LISTS]

    def problem(self, manager):
        """What is wrong with it before anything is started, or None."""
        word = self.case.refused.get(manager)
        if word is None:
            return self.status and f"not exported, exit {self.status}: {self.stderr.strip()}"
        if self.status == 0:
            return f"exported, should be refused with `{word}`"
        # The exporter refuses with 5, the policy of file names with 6.
        if self.status not in (5, 6) or word not in self.stderr:
            return f"refused with exit {self.status} and not `{word}`: {self.stderr.strip()}"
        return "refused, but files were written" if self.written else None


def write_application(place, case):
    """Writes Procfile and .env into the application's root."""
    root = place.root(case)
    with open(root + "/Procfile", "w", newline="") as file:
        for name in case.procfile:
            file.write(f"{name}: {command(place, case, name)}\n")
    with open(root + "/.env", "w", newline="") as file:
        for name, value in case.env.items():
            text = "".join(ESCAPES.get(c, c) for c in value)
            file.write(f'{name}="{text}"\n')
    # Nobody but root reads it: the values must come out of the exported files.
    os.chmod(root + "/.env", 0o600)
    write_project(place, case, pathlib.Path(root, PROJECT))
    return root


def write_project(place, case, path):
    """Writes the project file of a case that has settings."""
    tables = {"settings": ("settings", case.settings)} if case.settings else {}
    for process_type, settings in case.processes.items():
        tables[f"process.{process_type}"] = (process_type, settings)
    lines = []
    for title, (tag, settings) in tables.items():
        lines.append(f"[{title}]")
        for key, value in settings.items():
            # A JSON text of these values is a TOML one too.
            written = json.dumps(value, ensure_ascii=False)
            lines.append(f"{key} = {filled(place, case, tag, written)}")
    if lines:
        path.write_text("\n".join(lines) + "\n")


def command(place, case, process_type):
    """The command with the probe put in."""
    return filled(place, case, process_type, case.procfile[process_type])


def filled(place, case, tag, text):
    """A text with the probe and the folder of its records put in."""
    folder = place.records(case)
    text = text.replace("PROBE", f"{place.probe} {folder}/{tag}")
    return text.replace("ONCE", f"{place.probe}-once {folder}/{tag}").replace("RECORDS", str(folder))


def export(place, case, manager, extra=()):
    """Exports a case for a manager."""
    root = write_application(place, case)
    folder = place.folder("exports", manager) / case.id
    log = filled(place, case, "", case.log) or str(place.folder("logs", manager) / case.id)
    os.makedirs(log, exist_ok=True)
    words = [str(place.binary), "export", manager, str(folder), "--quiet"]
    words += ["--app", case.name, "--user", case.user, "--shell", place.shell(case)]
    words += ["--app-root", root, "--log", log, *extra]
    if case.formation:
        words += ["--formation", case.formation]
    done = subprocess.run(words, capture_output=True, text=True, cwd="/", timeout=60)
    # A command that looks around in the root must find there what others find.
    pathlib.Path(root, PROJECT).unlink(missing_ok=True)
    return Exported(case, folder, done.returncode, done.stderr)
