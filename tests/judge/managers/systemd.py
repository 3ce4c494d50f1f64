"""systemd: a real one, booted in a container, with all units installed."""

import shutil

import record
from managers.container import USER, Container, debian, prepare, systemctl
from place import ids

BATCH = 400
ALLOWED = (
    *("HOME", "LOGNAME", "USER", "SHELL", "LANG"),
    *("INVOCATION_ID", "JOURNAL_STREAM", "SYSTEMD_EXEC_PID"),
)


def run(place, exported, expected, options):
    """Starts the exported files; returns remarks on the files, by case."""
    root = debian(place.cache)
    found = {}
    for first in range(0, len(exported), BATCH):
        found.update(boot(place, root, exported[first : first + BATCH], expected, options))
    return found


def boot(place, root, batch, expected, options):
    """Boots once, with a batch of cases; returns remarks on the files."""
    install(place, batch)
    wanted = {export.case: expected[export.case] for export in batch}
    with Container(place, root) as container:
        targets = "\n".join(target(export) for export in batch)
        # With a name that is wrong, systemctl starts none of those it is given.
        each = "xargs -d '\\n' -n 1 -P 4" if options.alone else "xargs -d '\\n'"
        said = container.ask(f"{each} systemctl start --no-block -- <<'END'\n{targets}\nEND")
        missing = record.await_all(place, wanted, alive=container.is_alive)
        journal = container.ask("journalctl --boot --output=short-monotonic") if missing else []
    return remarks(batch, said, missing, journal)


def install(place, batch):
    """Puts the units of a batch into folders that become the container's own."""
    folder = prepare(place)
    for export in batch:
        for file in export.files:
            path = folder / scope(export) / file.relative_to(export.folder)
            path.parent.mkdir(exist_ok=True)
            shutil.copy(file, path)
            if scope(export) == "user":
                for own in (path, path.parent):
                    shutil.chown(own, *ids(USER)[:2])


def scope(export):
    """Whose units they are: the system's, or a user's."""
    return export.case.settings.get("scope", "system")


def units(export):
    """The files that are units."""
    return [file for file in export.files if file.suffix in (".target", ".service", ".timer")]


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


class Running:
    """Applications under systemd, each to be stopped and started."""

    def __init__(self, place, exports, options):
        install(place, exports)
        self.container = Container(place, debian(place.cache))

    def __enter__(self):
        self.container.__enter__()
        return self

    def __exit__(self, *reason):
        self.container.__exit__(*reason)

    def control(self, export, verb):
        """Has systemctl do something with the one target."""
        self.container.ask(f"{systemctl(scope(export))} --no-block {verb} {target(export)}")

    def start(self, export):
        """Starts the one target."""
        self.control(export, "start")

    def stop(self, export):
        """Stops the one target."""
        self.control(export, "stop")

    def log(self, export, process):
        """What a process has written."""
        unit = target(export).replace(".target", f"-{process}.service")
        return "\n".join(self.container.ask(f"journalctl --output=cat --unit={unit}"))

    def run(self, command):
        """Runs something in the container, and gives its lines."""
        return self.container.ask(command)
