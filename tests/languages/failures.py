"""What goes wrong in an exporter is told with its place, where the language knows it.

The exporters that fail lie in `failing`. A comment at the end of a line names what
fails there.
"""

import pathlib
import re

from outcome import Wrong
from program import run
from project import Project

FAILING = pathlib.Path(__file__).resolve().parent / "failing"

LIMIT = "exceeds [0-9]+ (units of fuel|milliseconds|bytes of memory|bytes of stack)"

STEPS = "`export` has to yield each File and Diagnostic, or return a list of them"

# What is to be told of each, as a pattern. Its place comes before it, if it has one.
PYTHON = {
    "raise_": "KeyError: 'key'",
    "nested": "KeyError: 'absent'",
    "loop": LIMIT,
    "memory": f"{LIMIT}|in memory: MemoryError",
    "recurse": f"{LIMIT}|RecursionError",
    "rubbish": "TypeError: an exporter yields File and Diagnostic, not int",
    "path": "TypeError: the path of a file is text, not int",
    "content": "TypeError: the content of a file is text or bytes, not NoneType",
    "half": "UnicodeEncodeError: .*surrogates not allowed",
    "flag": "TypeError: `executable` is True or False, not str",
    "changed": "FrozenInstanceError: cannot assign to field 'path'",
    "said": "TypeError: the message of a diagnostic is text, not int",
    "none": f"TypeError: {STEPS}, not NoneType",
    "awaited": f"TypeError: {STEPS}, not async_generator",
    "listed": "TypeError: an exporter yields File and Diagnostic, not int",
    "module": "ModuleNotFoundError: no `absent`: .*; import it at the top of a file",
    "file": "FileNotFoundError: 'target.mk' cannot be opened: .*; read it at the top of a file",
    "leave": "SystemExit: 3",
    "end": "RuntimeError: `os._exit`: a component has no system around it when it runs",
    "listing": "RuntimeError: `os.listdir`: a component has no system around it",
    "exists": "RuntimeError: `os.stat`: a component has no system around it",
    "clock": "RuntimeError: `datetime.now`: a component has no clock when it runs",
    "now": "RuntimeError: `time.time`: a component has no clock when it runs",
    "day": "RuntimeError: `time.time`: a component has no clock when it runs",
    "answer": "RuntimeError: a component has no input when it runs",
    "syntax": r"SyntaxError: invalid syntax \(<string>, line 1\)",
    "stopped": "RuntimeError: generator raised StopIteration",
    "unchecked": "TypeError: the content of a file is text or bytes, not int",
    "far": r"ValueError: the line of a template is a number from 0 upwards, not 1e\+12",
    "spoiled": "SettingError: too deep",
    "unmade": "Own",
    "wrong_reason": "Own: its text cannot be made, which ended in TypeError",
    "leaving": "Own: its text cannot be made, which ended in SystemExit",
    "foreign": "Err: 7",
    "reason": "Rejected",
    "wordless": "Wordless: its text cannot be made, which ended in OSError",
    "long": r"ValueError: x{2000}… \(of 100000 characters\)",
    "setting": "setting `depth`: too deep",
    "template": "template `page`, line 2: `{{` without `}}`",
    "value": "template `page`, line 1: there is no value `a`; there are `b`",
    "no_template": "LookupError: there is no template `pages`; there are `page`",
}

THROWN = "was thrown, and only an Error knows its place"

# A generator does not tell its line, so that of the function has to do.
AT_EXPORT = r"exporter\.js:[0-9]+, in export: "
YIELDS = r"TypeError: `export` of failing yields file\(…\) and diagnostic\(…\)"
HAS_TO = r"TypeError: `export` of failing has to yield each file\(…\) and diagnostic\(…\)"

JAVASCRIPT = {
    "raise_": "TypeError: cannot read property 'key' of undefined",
    "nested": "TypeError: cannot read property 'more' of undefined",
    "loop": LIMIT,
    "memory": f"{LIMIT}|out of memory",
    "recurse": f"{LIMIT}|stack",
    "rubbish": f"{YIELDS}, not 7",
    "handmade": f"{AT_EXPORT}{YIELDS}, not an object",
    "path": "TypeError: the path of a file is text, not 7",
    "content": "TypeError: the content of a file is text or a Uint8Array, not undefined",
    "half": "TypeError: only text has bytes in UTF-8, not text with half a character",
    "flag": "TypeError: `executable` is true or false, not `no`",
    "option": "TypeError: the options are `executable` and `isPrivate`, not `exectable`",
    "said": "TypeError: the message of a diagnostic is text, not 7",
    "none": f"{HAS_TO}, not undefined",
    "promise": f"{AT_EXPORT}{HAS_TO}, not an object of Promise",
    "awaited": f"{AT_EXPORT}{HAS_TO}, not an object",
    "listed": f"{AT_EXPORT}{YIELDS}, not 7",
    "text": f"`a text` {THROWN}",
    "undefined": f"{AT_EXPORT}undefined {THROWN}",
    "object": f"{AT_EXPORT}an object {THROWN}",
    "getter": f"{AT_EXPORT}an object {THROWN}",
    "revoked": f"{AT_EXPORT}an object {THROWN}",
    "stackless": f"{AT_EXPORT}Error: why",
    "likeness": "TypeError: the content of a file is text or a Uint8Array, not an object",
    "detached": "TypeError: .*detached",
    "clock": "ReferenceError: a component has no clock when it runs",
    "now": "ReferenceError: a component has no clock when it runs",
    "far": "TypeError: the line is a number, not 1099511627776",
    "spoiled": "Error: too deep",
    "reason": "Rejected",
    "wordless": "an error was thrown whose text cannot be made",
    "long": r"Error: x{1993}… \(of 100007 characters\)",
    "json": "SyntaxError: Expected property name",
    "setting": "setting `depth`: too deep",
    "template": "template `page`, line 2: `{{` without `}}`",
    "value": "template `page`, line 1: there is no value `a`; there are `b`",
    "no_template": "ReferenceError: there is no template `pages`; there are `page`",
    "absent": "TypeError: only text can be quoted, not undefined",
}

TELLS = {"python": ("py", "#", PYTHON), "javascript": ("js", "//", JAVASCRIPT)}


def checks(projects):
    """A check for each of the two languages that was built."""
    for language in TELLS.keys() & projects.keys():
        failing = Failing(projects[language], *TELLS[language])
        yield f"failures in {language}", failing.check


class Failing:
    """A project whose exporter fails as it is told to."""

    def __init__(self, project, ending, comment, tells):
        self.project, self.comment, self.tells = project, comment, tells
        self.sources = {path.name: path.read_text() for path in FAILING.glob(f"*.{ending}")}

    def check(self):
        component = self.project.built_from("failing", self.sources)
        for kind, pattern in self.tells.items():
            ended = self.export(kind, component)
            Project.check(ended, 5)
            # A limit ends the exporter, so that it tells no place.
            if not re.search(f"0.1.0: ({LIMIT}|{self.place(kind)}({pattern}))", ended.stderr):
                raise Wrong(f"{kind} is told as: {ended.stderr.strip()}")
            if LIMIT not in pattern and re.search(LIMIT, ended.stderr):
                raise Wrong(f"{kind} ran into a limit: {ended.stderr.strip()}")
            if (self.project.space / "failed").exists():
                raise Wrong(f"{kind} wrote something")

    def place(self, kind):
        """The beginning of what is told, as a pattern."""
        for name, source in self.sources.items():
            for number, line in enumerate(source.splitlines(), 1):
                _, _, kinds = line.partition(f" {self.comment} ")
                if kind in kinds.split():
                    return rf"{re.escape(name)}:{number}, in \w+: "
        # In the middle of a message, where no line is known.
        return r"(.*: )?"

    def export(self, kind, component):
        words = ["export", "failing", self.project.space / "failed", "--exporter", component]
        words += ["-a", kind, "-u", "shop", "-d", self.project.application]
        # What is allowed for everybody takes a while to be used up.
        words += ["--limit", "fuel=500000000"]
        return run(*words, cache=self.project.cache)
