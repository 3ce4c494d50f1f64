"""What goes wrong in an exporter is told with its place, where the language knows it."""

import re

from outcome import Wrong
from program import run
from project import Project

PYTHON = '''\
from portcullis import Exporter, File, component


class Failing(Exporter):
    name = "failing"
    summary = "Fails as the name of the application says"

    def export(self, export):
        yield from globals()[export.app.name]()


def raise_():
    yield {}["key"]


def loop():
    while True:
        yield from ()


def memory():
    everything = []
    while True:
        everything.append(bytearray(1 << 20))
        yield from ()


def recurse():
    return recurse()


def rubbish():
    yield 7


def path():
    yield File(7, "text")


Exporting = component("failing", "0.1.0", [Failing()])
'''

JAVASCRIPT = """\
import { component, file } from "./portcullis/index.js";

const kinds = {
  *raise_() {
    yield undefined.key;
  },
  *loop() {
    for (;;);
  },
  *memory() {
    const everything = [];
    for (;;) everything.push(new Uint8Array(1 << 20));
  },
  *recurse() {
    const recurse = () => recurse() + 1;
    yield recurse();
  },
  *rubbish() {
    yield 7;
  },
  *path() {
    yield file(7, "text");
  },
};

const failing = {
  name: "failing",
  summary: "Fails as the name of the application says",
  *export(e) {
    yield* kinds[e.app.name]();
  },
};

export const exporting = component("failing", "0.1.0", [failing]);
"""

LIMIT = "exceeds [0-9]+ (units of fuel|milliseconds|bytes of memory|bytes of stack)"

# What is to be told of each, as a pattern.
PYTHON_TELLS = {
    "raise_": r"exporter\.py:13, in raise_: KeyError: 'key'",
    "loop": LIMIT,
    "memory": rf"{LIMIT}|exporter\.py:2\d, in memory: MemoryError",
    "recurse": rf"{LIMIT}|exporter\.py:29, in recurse: RecursionError",
    "rubbish": "TypeError: an exporter yields File and Diagnostic, not int",
    "path": r"exporter\.py:37, in path: TypeError: the path of a file is text, not int",
}

JAVASCRIPT_TELLS = {
    "raise_": r"exporter\.js:5, in raise_: TypeError: cannot read property 'key' of undefined",
    "loop": LIMIT,
    "memory": rf"{LIMIT}|out of memory",
    "recurse": rf"{LIMIT}|stack",
    "rubbish": r"TypeError: an exporter yields file\(…\) and diagnostic\(…\)",
    "path": r"exporter\.js:22, in path: TypeError: the path of a file is text",
}


def checks(projects):
    """A check for each of the two languages that was built."""
    sources = {
        "python": ("exporter.py", PYTHON, PYTHON_TELLS),
        "javascript": ("exporter.js", JAVASCRIPT, JAVASCRIPT_TELLS),
    }
    for language in sources.keys() & projects.keys():
        failing = Failing(projects[language], *sources[language])
        yield f"failures in {language}", failing.check


class Failing:
    """A project whose exporter fails as it is told to."""

    def __init__(self, project, file, source, tells):
        self.project, self.file, self.source, self.tells = project, file, source, tells

    def check(self):
        (self.project.directory / self.file).write_text(self.source)
        component = self.project.space / f"failing-{self.project.language}.wasm"
        self.project.expect(0, "build", self.project.directory, "--output", component)
        for kind, pattern in self.tells.items():
            ended = self.export(kind, component)
            Project.check(ended, 5)
            if not re.search(pattern, ended.stderr):
                raise Wrong(f"{kind} is told as: {ended.stderr.strip()}")
            if (self.project.space / "failed").exists():
                raise Wrong(f"{kind} wrote something")

    def export(self, kind, component):
        words = ["export", "failing", self.project.space / "failed", "--exporter", component]
        words += ["-a", kind, "-u", "shop", "-d", self.project.application]
        # What is allowed for everybody takes a while to be used up.
        words += ["--limit", "fuel=500000000"]
        return run(*words, cache=self.project.cache)
