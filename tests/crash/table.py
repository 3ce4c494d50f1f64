"""The scenarios: exports of every kind, and all that is done to exports later."""

import os
import subprocess

from scenarios import Scenario
from tree import CURRENT

PROCFILE = "web: ./serve --port $PORT\nworker: ./work\n"
ENVIRONMENT = "SECRET='s3cret'\n"
PROJECT = """
[exports.units]
format = "systemd"
location = "loc"

[exports.programs]
format = "supervisord"
location = "loc"
"""

# What the made components export, by name: the text, and `*` for a program.
# From the first to the second, files come, change, get another mode, go, and
# turn into directories, and directories come, go, and turn into files.
SETS = {
    "a": {
        "kept": "the same",
        "changed": "old",
        "program": "text",
        "gone": "going",
        "gone-dir/one": "going",
        "gone-dir/deep/two": "going",
        "swapped": "a file",
        "turned/inner": "in a directory",
    },
    "b": {
        "kept": "the same",
        "changed": "new",
        "program": "*text",
        "fresh": "coming",
        "fresh-dir/deep/one": "coming",
        "swapped/inner": "in a directory",
        "turned": "a file",
    },
    "c": {"kept": "the same", "changed": "newer", "third/one": "coming"},
}


def table(run):
    """All scenarios, made of these words."""
    shared = {"litter": (strangers,), "others": run.systemd("blog", "web=2")}
    old, new = run.systemd("shop", "web=2,worker=1"), run.systemd("shop", "web=1,worker=1", "--user", "other")
    of = ("loc", "--app", "shop")
    return [
        Scenario("first export", run.systemd("shop", "web=1"), is_small=True, is_old=False),
        Scenario("changed export", new, (old,), **shared, is_small=True),
        Scenario("files and directories", run.made("b"), (run.made("a"),), **shared),
        Scenario("and back again", run.made("a"), (run.made("b"),), **shared),
        Scenario("scaling down", run.runit("web=1"), (run.runit("web=2"),), **shared),
        adopting(run),
        Scenario("rollback", ("rollback", *of), (run.made("a"), run.made("b")), **shared),
        Scenario("remove", ("remove", *of), (run.made("a"),), **shared),
        Scenario("two exports", run.project(), (old,), run.parts(), project=PROJECT, **shared),
        *generations(run, of),
    ]


def adopting(run):
    """An export that takes over what others put into its way."""
    litter = (strangers, obstacles)
    return Scenario("adopt", run.made("b", "--adopt"), (run.made("a"),), litter=litter, has_obstacles=True)


def generations(run, of):
    """Those in which a link leads to the files."""
    kept = ("--generations", "2")
    past = (run.made("a", *kept), run.made("b", *kept))
    how = {"through": CURRENT}
    return [
        Scenario("first generation", run.made("a", *kept), is_old=False, **how),
        Scenario("third of two generations", run.made("c", *kept), past, is_small=True, **how),
        Scenario("generation rolled back", ("rollback", *of), past, is_small=True, **how),
        Scenario("generations removed", ("remove", *of), past, is_small=True, **how),
    ]


class Words:
    """Command lines, with the application and the components that they name."""

    def __init__(self, place, probe):
        self.root = place.folder("application")
        (self.root / "Procfile").write_text(PROCFILE)
        (self.root / ".env").write_text(ENVIRONMENT)
        self.components = place.folder("components")
        for name, files in SETS.items():
            pairs = [f"{path}={text}" for path, text in files.items()]
            subprocess.run([probe, "component", self.components / f"{name}.wasm", *pairs], check=True)

    def export(self, exporter, app, *more):
        """An export to `loc`."""
        return ("export", exporter, "loc", "--quiet", "-d", str(self.root), "-a", app, *more)

    def systemd(self, app, formation, *more):
        """An export of units."""
        return self.export("systemd", app, "-c", formation, *more)

    def runit(self, formation):
        """An export of directories."""
        return self.export("runit", "shop", "-c", formation)

    def made(self, name, *more):
        """An export of one of the sets."""
        return self.export("made", "shop", "--exporter", str(self.components / f"{name}.wasm"), *more)

    def project(self, *names):
        """The exports of a project file, or one of them."""
        how = ("--quiet", "-d", str(self.root), "-a", "shop", "-c", "web=1")
        return ("export", *names, *how, "--project", "portcullis.toml")

    def parts(self):
        """The exports of the project file, one after another."""
        return self.project("units"), self.project("programs")


def strangers(location):
    """What other people keep there."""
    (location / "foreign.conf").write_text("not ours\n")
    (location / "foreign.conf").chmod(0o640)
    (location / "foreign").mkdir(mode=0o750)
    (location / "foreign/inner").write_text("not ours either\n")
    os.link(location / "foreign/inner", location / "foreign/other-name")
    (location / "foreign-link").symlink_to("/nonexistent/outside")
    os.mkfifo(location / "foreign-pipe", 0o600)


def obstacles(location):
    """What other people put where files are to go, and an edited file."""
    (location / "fresh").symlink_to("foreign.conf")
    (location / "changed").write_text("edited by hand\n")
    (location / "fresh-dir").mkdir()
    (location / "fresh-dir/inner").write_text("not ours\n")
