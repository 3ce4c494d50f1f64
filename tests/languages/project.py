"""A project in one language, from nothing to files."""

import json

from outcome import NotRun, Wrong
from program import TOOLCHAIN, run

LANGUAGES = ["rust", "python", "javascript", "c", "zig", "assemblyscript"]

PROCFILE = """\
web: ./serve --port $PORT "a b" 'c' # hard
worker: while :; do work; done
"""

ENV = r"""
GREETING="first line\nit's 100% \$HOME \"so\"\\"
EMPTY=
UMLAUT=Grüße 🚪
SPACES="  a  "
PORT=7000
"""

WARM_RUNS = 5


class Project:
    """Made in a folder of `space`."""

    def __init__(self, language, space):
        self.language = language
        self.space = space
        self.name = f"make-{language}"
        self.directory = space / self.name
        self.component = self.directory / f"dist/{self.name}.wasm"
        self.application = space / "application"
        self.cache = space / "cache"
        self.files = {}
        self.size = self.first = self.warm = 0

    def make(self):
        """new, build, test, export."""
        self.new()
        self.build()
        self.test()
        self.measure()

    def new(self):
        self.expect(0, "new", self.name, self.directory, "--language", self.language)

    def build(self):
        ended = run("build", self.directory, "--json", cache=self.cache)
        if ended.returncode == TOOLCHAIN and "not installed" in ended.stderr:
            raise NotRun(json.loads(ended.stderr)["errors"][0]["message"])
        self.check(ended, 0)
        told = json.loads(ended.stdout)
        if told["imports"] or told["name"] != self.name:
            raise Wrong(f"the component is not as told: {told}")
        self.size = told["bytes"]
        shown = json.loads(self.expect(0, "inspect", self.component, "--json").stdout)
        if shown["imports"] or shown["sha256"] != told["sha256"]:
            raise Wrong(f"the component is another: {shown}")

    def test(self):
        """The case of the starter, if the command can test."""
        ended = run("test", self.directory, cache=self.cache)
        if "unrecognized subcommand" not in ended.stderr:
            self.check(ended, 0)

    def measure(self):
        """The files, and how long they take the first time and the next."""
        self.application.mkdir(exist_ok=True)
        (self.application / "Procfile").write_text(PROCFILE)
        (self.application / ".env").write_text(ENV)
        first = self.export("first", cache=self.space / f"cache-{self.language}")
        self.first = first.milliseconds
        out = self.space / f"first-{self.language}"
        self.files = {
            path.name: (path.read_bytes(), path.stat().st_mode)
            for path in out.iterdir()
            if path.is_file()
        }
        warm = [self.export("warm", cache=self.cache).milliseconds for _ in range(WARM_RUNS)]
        self.warm = sorted(warm)[WARM_RUNS // 2]

    def export(self, place, cache):
        out = self.space / f"{place}-{self.language}"
        words = ["export", self.name, out, "-d", self.application, "-a", "the shop", "-u", "shop"]
        words += ["-c", "web=2", "--exporter", self.component]
        ended = run(*words, cache=cache)
        self.check(ended, 0)
        return ended

    def built_from(self, name, sources):
        """The component of other sources, a text by each path."""
        for path, text in sources.items():
            (self.directory / path).write_text(text)
        component = self.space / f"{name}-{self.language}.wasm"
        self.expect(0, "build", self.directory, "--output", component)
        return component

    def run(self, *words):
        return run(*words, cache=self.cache)

    def expect(self, code, *words):
        ended = self.run(*words)
        self.check(ended, code)
        return ended

    @staticmethod
    def check(ended, code):
        if ended.returncode != code:
            words = " ".join(ended.args[1:])
            told = (ended.stdout + ended.stderr).strip()
            raise Wrong(f"`{words}` ended with {ended.returncode}, not {code}:\n{told}")


def check_same(projects):
    """All projects gave the same files, and more than none."""
    if len(projects) < 2:
        raise NotRun("there are not two languages to compare")
    first = projects[0]
    names = ["Makefile", "web.1.sh", "web.2.sh", "worker.1.sh"]
    if sorted(first.files) != names:
        raise Wrong(f"{first.language} gave {sorted(first.files)}")
    for project in projects[1:]:
        for name in sorted(first.files.keys() | project.files.keys()):
            if first.files.get(name) != project.files.get(name):
                raise Wrong(f"{name} of {project.language} is not that of {first.language}")
