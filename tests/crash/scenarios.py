"""What is broken off: commands, each in a directory with a past."""

import json
import os
import pathlib
from dataclasses import dataclass, field

import calls
from tree import CURRENT, Tree, copy

# Nothing that a run may not change is as old as this, in nanoseconds.
LONG_AGO = 1_000_000_000_000_000_000
# What commits when it comes into its place, in `.portcullis`.
JOURNAL = ".journal"
HISTORY = ".generations"
NOT_AS_EXPORTED = 7
STATUS = ("status", "loc", "--json")


@dataclass(frozen=True)
class Scenario:
    """A command, what was run before it, and what else lies there."""

    name: str
    words: tuple
    before: tuple = ()
    # Runs that, one after another, make what `words` makes: each ends in a set
    # that a crash may leave.
    parts: tuple = ()
    # Adds to the directory what nobody exported.
    litter: tuple = ()
    # The link behind which the files lie, if they lie in generations.
    through: str = ""
    # The text of a project file.
    project: str = ""
    recovery: tuple = STATUS
    # An export of another application that was run first, and changes nothing.
    others: tuple = ()
    # Whether an export without `--adopt` is refused.
    has_obstacles: bool = False
    # Whether it is tried in the quick form as well.
    is_small: bool = False
    # Whether the directory is there before.
    is_old: bool = True


    @property
    def past(self):
        """All that was run before."""
        return (self.others, *self.before) if self.others else self.before


@dataclass
class Prepared:
    """A scenario that was run undisturbed: what it starts from and leads to."""

    scenario: Scenario
    template: pathlib.Path
    # The set before, those between, the one after.
    sets: list = field(default_factory=list)
    own: list = field(default_factory=list)
    # What is told of these sets, with the exit code.
    statuses: set = field(default_factory=set)
    # The paths that manifests of the application name.
    owned: set = field(default_factory=set)
    # Each call of the undisturbed run, and which of them commits.
    calls: list = field(default_factory=list)
    commit: int = 0

    @property
    def every(self):
        """The numbers of all sets."""
        return range(len(self.sets))

    @property
    def points(self):
        """The calls that can change something."""
        return [call for call in self.calls if call.changes]

    @property
    def looks(self):
        """The calls that look at the output directory."""
        return [call for call in self.calls if call.name in calls.LOOKING and "loc" in call.where]

    def lay(self, folder):
        """Puts a copy of what was before into a trial, and looks at it."""
        if self.scenario.project:
            (folder / "portcullis.toml").write_text(self.scenario.project)
        if self.template.is_dir():
            copy(self.template, folder / "loc")
        return Tree(folder / "loc")


class Broken(Exception):
    """A scenario that does not even work undisturbed."""


def prepare(place, subject, scenario):
    """Runs a scenario undisturbed."""
    home = place.folder("scenarios", scenario.name)
    prepared = Prepared(scenario, home / "loc")
    if scenario.is_old:
        place.folder("scenarios", scenario.name, "loc")
    for words in scenario.past:
        succeed(subject.run(words, home))
    for add in scenario.litter:
        add(home / "loc")
    age(home / "loc")
    note(prepared, subject, prepared.template)
    with place.trial() as trial:
        prepared.lay(trial.path)
        for words in scenario.parts or (scenario.words,):
            succeed(subject.run(words, trial.path))
            note(prepared, subject, trial.path / "loc")
    with place.trial() as trial:
        prepared.lay(trial.path)
        watch(prepared, subject, trial.path)
    return prepared


def note(prepared, subject, location):
    """Notes a set that is right, and what is told of it."""
    seen = Tree(location)
    prepared.sets.append(seen.files(prepared.scenario.through))
    prepared.own.append(seen.own())
    for manifest in location.glob(".portcullis/shop/*.json"):
        prepared.owned |= {file["path"] for file in json.loads(manifest.read_text())["files"]}
    if not location.is_dir():
        # A directory that was made for an export that did not come is no debris.
        location.mkdir()
        note_status(prepared, subject, location)
        location.rmdir()
    else:
        note_status(prepared, subject, location)


def note_status(prepared, subject, location):
    """Notes what is told of a directory, which must not change it."""
    seen = Tree(location)
    done = subject.run(STATUS, location.parent)
    succeed(done, (0, NOT_AS_EXPORTED))
    if Tree(location).exactly() != seen.exactly():
        raise Broken(f"{prepared.scenario.name}: a status without need changes something")
    prepared.statuses.add((done.code, done.stdout))


def watch(prepared, subject, folder):
    """Notes the calls of an undisturbed run."""
    done, made = subject.watched(prepared.scenario.words, folder)
    succeed(done)
    if unknown := calls.strangers(made):
        raise Broken(f"calls that tests/crash/calls.py does not know: {unknown}")
    if Tree(folder / "loc").files(prepared.scenario.through) != prepared.sets[-1]:
        raise Broken(f"{prepared.scenario.name}: two undisturbed runs differ")
    prepared.calls = made
    if len({call.thread for call in prepared.points}) > 1:
        raise Broken(f"{prepared.scenario.name}: more than one thread changes something")
    prepared.commit = committing(made)


def committing(made):
    """The place of the call that commits: a link to a generation comes into its
    place, or else the journal, or a history, does and is then flushed."""
    flushed, is_written = len(made), False
    for place, call in enumerate(made):
        is_placing = call.name.startswith(("rename", "link")) and call.result >= 0
        to = call.arguments[3].strip('"') if is_placing else ""
        if to == CURRENT:
            return place
        is_written |= to in (JOURNAL, HISTORY)
        if is_written and call.name in calls.FLUSHING:
            flushed = min(flushed, place)
    return flushed


def succeed(done, codes=(0,)):
    """Raises if a run went wrong that nothing disturbed."""
    if done.code not in codes:
        raise Broken(f"{' '.join(done.words)} ends with {done.code}: {done.stderr.strip()}")


def age(folder):
    """Makes everything old, so that whatever is touched shows."""
    for above, folders, files in os.walk(folder, topdown=False):
        for name in folders + files:
            os.utime(os.path.join(above, name), ns=(LONG_AGO, LONG_AGO), follow_symlinks=False)
    if folder.is_dir():
        os.utime(folder, ns=(LONG_AGO, LONG_AGO))
