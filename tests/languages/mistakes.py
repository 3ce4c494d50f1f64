"""What is wrong with an exporter before it ever runs is told when it is built: by the
compiler, by the library, or by what looks at the component.
"""

import re

from outcome import Wrong
from project import Project

PYTHON_OFFER = """\
from portcullis import Exporter, component


class Offering(Exporter):
    name = "offering"
    summary = "Offers something"


"""

# A name, the exit code, what is told as a pattern, and the sources.
PYTHON = [
    ("syntax", 9, r'exporter\.py", line 2\n', {"exporter.py": "x = 1\ndef f(:\n"}),
    (
        "syntax of another file",
        9,
        r'deeper\.py", line 1\n',
        {"exporter.py": "import deeper\n", "deeper.py": "x = = 1\n"},
    ),
    (
        "module",
        9,
        r"""exporter\.py", line 1, .*\n.*\nModuleNotFoundError: No module named 'absent'""",
        {"exporter.py": "import absent\n"},
    ),
    (
        "exception",
        9,
        r'exporter\.py", line 2, .*\n[^"]*ZeroDivisionError',
        {"exporter.py": "x = 1\ny = x / 0\n"},
    ),
    ("no Exporting", 9, "no attribute 'Exporting'", {"exporter.py": "x = 1\n"}),
] + [
    (
        call,
        9,
        rf'exporter\.py", line 9, in <module>\n[^"]*"[^"]*"[^$]*{told}',
        {"exporter.py": PYTHON_OFFER + call},
    )
    for call, told in [
        ('Exporting = component("x", "0.1.0", [Offering])', r"TypeError: `Offering` is a class"),
        ('Exporting = component("x", "0.1.0", Offering())', "are a list, not Offering"),
        ('Exporting = component("x", 1, [Offering()])', "version of a component is text, not int"),
        ('Exporting = component("x", "0.1.0", [7])', "an exporter has a method `export`"),
    ]
]

JAVASCRIPT_OFFER = 'import { component } from "./portcullis/index.js";\n'

JAVASCRIPT = [
    ("syntax", 9, r"at /exporter\.js:2:", {"exporter.js": "const x = 1;\nconst y = ;\n"}),
    (
        "syntax of another file",
        9,
        r"at /deeper\.js:1:",
        {"exporter.js": 'import "./deeper.js";\n', "deeper.js": "const x = ;\n"},
    ),
    ("module", 9, r'"\./absent\.js" from .*exporter\.js', {"exporter.js": 'import "./absent.js";'}),
    (
        "name",
        9,
        r"export 'nope' in module '/portcullis/index\.js'",
        {"exporter.js": 'import { nope } from "./portcullis/index.js";\nnope();\n'},
    ),
    (
        "error",
        9,
        r"property 'y' of undefined\n +at .*/exporter\.js:2:",
        {"exporter.js": "const x = 1;\nconst y = undefined.y;\n"},
    ),
    ("no exporting", 5, r"hint: .*exporter\.js exports", {"exporter.js": "export const x = 1;\n"}),
] + [
    (call, 9, told, {"exporter.js": f"{JAVASCRIPT_OFFER}export const exporting = {call};\n"})
    for call, told in [
        ('component("x", "0.1.0", { name: "x" })', "are an array, not an object of Object"),
        ('component("x", "0.1.0", [{}])', "the name of an exporter is text, not undefined"),
        (
            'component("x", "0.1.0", [{ name: "x", summary: "X" }])',
            r"`export` of x is a generator, not undefined[^$]*exporter\.js:2:",
        ),
    ]
]

MISTAKES = {"python": PYTHON, "javascript": JAVASCRIPT}


def checks(projects):
    for language in MISTAKES.keys() & projects.keys():
        yield f"mistakes in {language}", lambda language=language: check(projects[language])


def check(project):
    for number, (name, code, told, sources) in enumerate(MISTAKES[project.language]):
        directory = project.space / f"mistaken-{project.language}-{number}"
        project.expect(0, "new", "mistaken", directory, "--language", project.language)
        for path, text in sources.items():
            (directory / path).write_text(text)
        ended = project.run("build", directory)
        Project.check(ended, code)
        if not re.search(told, ended.stderr):
            raise Wrong(f"{name} is told as: {ended.stderr.strip()}")
        if "stack backtrace" in ended.stderr:
            raise Wrong(f"{name} is told with the compiler's own stack: {ended.stderr.strip()}")
