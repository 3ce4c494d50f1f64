"""Runs checks: exports, starts, and hands each check what it needs to see."""

import importlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import record
import reference
from behaviour import left, until
from case import Case
from export import export

# Where a manager's life is not where its cases are run.
RUNNING = {"upstart": "upstart_init"}
# Those that start what they find.
STARTING = ("supervisord", "runit")
# What a user's manager has in its own environment.
USERS_OWN = ("XDG_", "DBUS_", "NOTIFY_SOCKET", "MANAGERPID")
# Writes the time, by the shell alone: a program takes longer, and may be ended.
STAMP = "read -r now rest </proc/uptime; echo $now >>RECORDS/{0}"
# What a manager tells the commands that run after an end.
OF_AN_END = ("EXIT_CODE", "EXIT_STATUS", "SERVICE_RESULT")


@dataclass(frozen=True)
class Check:
    """An application, and what is to be seen of its settings.

    `watch` gives what is wrong. Records are compared with those of `reference`,
    a case that needs no settings. The export warns of what is `warned`.
    """

    case: Case
    watch: Callable
    reference: Case | None = None
    warned: str = ""


class Life:
    """One application of a check, as it runs under a manager."""

    def __init__(self, place, manager, running, exported, expected):
        self.place, self.manager, self.running = place, manager, running
        self.exported, self.expected, self.case = exported, expected, exported.case
        self.folder = place.records(exported.case)
        self.has_started = manager in STARTING

    def start(self):
        """Starts the application, unless the manager has by itself."""
        if not self.has_started:
            self.running.start(self.exported)
        self.has_started = True

    def stop(self):
        """Stops the application, without a wait."""
        self.has_started = False
        self.running.stop(self.exported)

    def lines(self, name):
        """The lines of a file that the processes write."""
        path = self.folder / name
        return path.read_text(errors="replace").splitlines() if path.exists() else []

    def has(self, name, count=1, seconds=20):
        """What is wrong unless a file comes to have so many lines."""
        lack = lambda: len(self.lines(name)) < count  # noqa: E731
        if until(lack, seconds):
            return f"`{name}` has {len(self.lines(name))} lines, not {count}"
        return None

    def is_over(self, seconds=20):
        """What is wrong unless all processes end."""
        return until(lambda: left(self.folder), seconds)

    def came(self):
        """The records that came."""
        return record.read(self.folder)

    def differences(self, tags=None, without=()):
        """What is wrong unless records come as expected, but for some variables."""
        runner = importlib.import_module(f"managers.{self.manager}")
        wanted = {tag: self.expected[tag] for tag in tags or self.expected}
        until(lambda: [tag for tag in wanted if len(self.came().get(tag, [])) < len(wanted[tag])])
        own = USERS_OWN if self.case.settings.get("scope") == "user" else ()
        allowed = (*runner.ALLOWED, *OF_AN_END, *own)
        found = record.compare(self.case, wanted, self.came(), allowed)
        return [problem for problem in found if not any(f"${name}:" in problem for name in without)]

    def unit(self, process, suffix="service"):
        """The name of a process's unit, job or program."""
        return f"{self.case.name}-{process}" + (f".{suffix}" if self.manager == "systemd" else "")

    def text(self, name):
        """The text of an exported file."""
        return (self.exported.folder / name).read_text()


def of_manager(case, manager):
    """The case under a name of its own for each manager."""
    return case.but(id=f"{case.id}-{manager}")


def references(place, checks, managers):
    """The right records, by the name of a case."""
    wanted = [
        of_manager(check.reference, manager)
        for check in checks
        for manager in managers
        if check.reference and manager in check.case.managers
    ]
    found = reference.references(place, wanted)
    return {case.id: records for case, records in found.items()}


def exported_all(place, manager, checks):
    """The exports that were made, by check, and what is wrong with any, by the check's id."""
    exports, found = {}, {}
    for check in checks:
        exported = export(place, of_manager(check.case, manager), manager)
        said = [line for line in exported.stderr.splitlines() if not line.startswith("note:")]
        if exported.status or bool(check.warned) != any(check.warned in line for line in said):
            found[check.case.id] = [f"export, exit {exported.status}: {' | '.join(said)}"]
        if not exported.status:
            exports[check] = exported
    return exports, found


def problems(place, options, manager, checks, expected):
    """What is wrong under a manager, by check."""
    exports, found = exported_all(place, manager, checks)
    place.clear([exported.case for exported in exports.values()])
    module = importlib.import_module(f"managers.{RUNNING.get(manager, manager)}")

    def watch(check):
        exported = exports[check]
        life = Life(place, manager, running, exported, expected.get(exported.case.id))
        said = []
        try:
            said += [problem for problem in check.watch(life) if problem]
        except (LookupError, ValueError, OSError, AttributeError) as error:
            said.append(f"came to nothing: {type(error).__name__}: {error}")
        # What goes on would only be in the way of others.
        life.stop()
        return said

    if exports:
        with module.Running(place, list(exports.values()), options) as running:
            with ThreadPoolExecutor(len(exports)) as pool:
                for check, said in zip(exports, pool.map(watch, exports), strict=True):
                    if said:
                        found.setdefault(check.case.id, []).extend(said)
    return found
