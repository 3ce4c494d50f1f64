"""What the libraries in Python and JavaScript make of settings, variables and templates.

The exporters lie in `helping`. They put the cases below to their library, each inside
its component, and give the answers as a file.
"""

import json
import pathlib

from outcome import Wrong

HELPING = pathlib.Path(__file__).resolve().parent / "helping"

OWNER = {"type": "string", "description": "Who is asked"}
DEPTH = {"type": "integer", "minimum": 1, "maximum": 9}
SCHEMA = {
    "type": "object",
    "required": ["owner"],
    "properties": {"owner": OWNER, "depth": DEPTH, "colour": {"$ref": "#/$defs/colour"}},
    "allOf": [{"properties": {"more": {"type": "boolean"}}}],
    "$defs": {
        "colour": {"enum": ["red", "blue", 7]},
        "process": {"properties": {"weight": {"type": "integer"}}, "required": ["weight"]},
    },
}
UNREAD = "and no template reads this one"
KNOWN = f"the exporter's settings are `owner`, `depth`, `colour`, `more`, {UNREAD}"
NOTHING_KNOWN = f"the exporter has no settings, {UNREAD}"


def value(schema, given, told=None):
    """A setting `x` of this schema, as JSON, and what is said of it."""
    case = {"schema": {"properties": {"x": schema}}, "given": f'{{"x": {given}}}'}
    return case, told and ["x", told]


def settings(given, told=None, **more):
    return {"schema": SCHEMA, "given": given, **more}, told


# Each with what the library has to say: the key and the message, or nothing.
SETTINGS = [
    settings('{"owner": "Ann"}'),
    settings('{"owner": "Ann", "depth": 9, "colour": 7, "more": false}'),
    settings("{}", ["owner", "it is missing and required: Who is asked"]),
    settings('{"owner": "Ann", "dept": 2}', ["dept", f"{KNOWN}; did you mean `depth`?"]),
    settings('{"owner": "Ann", "xyz": 2}', ["xyz", KNOWN]),
    settings(
        '{"owner": "Ann", "Depth-of_water": 2}',
        ["Depth-of_water", f"{KNOWN}; did you mean `depth`?"],
    ),
    settings(
        '{"owner": "Ann", "the_owner": 2}', ["the_owner", f"{KNOWN}; did you mean `owner`?"]
    ),
    settings('{"owner": "Ann", "_": 2}', ["_", KNOWN]),
    settings('{"owner": "Ann", "": 2}', ["", KNOWN]),
    settings('{"owner": "Ann", "toString": 2}', ["toString", KNOWN]),
    settings('{"owner": "Ann", "xyz": 2}', templates=["a {{ xyz }} b"]),
    settings('{"owner": "Ann", "xyz": 2}', ["xyz", KNOWN], templates=["a {{ xyzs }} b"]),
    settings('{"owner": "Ann", "owner": 7}', ["owner", "`7` is not text"]),
    settings("[]", ["", "the settings are not a JSON object"]),
    settings("null", ["", "the settings are not a JSON object"]),
    settings('{"weight": 3}', process="web"),
    settings(
        '{"wieght": 3, "weight": 3}',
        [
            "process.web.wieght",
            f"the exporter's settings are `weight`, {UNREAD}; did you mean `weight`?",
        ],
        process="web",
    ),
    settings(
        "{}",
        ["process.web.weight", "it is missing and required: without a description"],
        process="web",
    ),
    settings('{"weight": 3, "x": 1}', process="web", templates=["{{ settings.x }}"]),
    ({"schema": {}, "given": '{"x": 1}'}, ["x", NOTHING_KNOWN]),
    ({"schema": {"additionalProperties": True}, "given": '{"x": 1}'}, None),
    ({"schema": {"additionalProperties": False}, "given": '{"x": 1}'}, ["x", NOTHING_KNOWN]),
    ({"schema": {}, "given": '{"x": 1}', "process": "web"}, ["process.web.x", NOTHING_KNOWN]),
    value({"type": "integer"}, "3"),
    value({"type": "integer"}, "3.0"),
    value({"type": "integer"}, "-3"),
    value({"type": "integer"}, "3.5", "`3.5` is not a whole number"),
    value({"type": "integer"}, '"3"', "`3` is not a whole number"),
    value({"type": "integer"}, "true", "`true` is not a whole number"),
    value({"type": "integer"}, "null", "`null` is not a whole number"),
    value(DEPTH, "10", "`10` is not a whole number from 1 to 9"),
    value(DEPTH, "0", "`0` is not a whole number from 1 to 9"),
    value(DEPTH, '"deep"', "`deep` is not a whole number from 1 to 9"),
    value({"type": "integer", "minimum": 1}, "0", "`0` is not a whole number from 1 upwards"),
    value({"type": "integer", "maximum": 1}, "2", "`2` is not a whole number up to 1"),
    value({"type": "integer", "multipleOf": 4}, "8"),
    value({"type": "integer", "multipleOf": 4}, "6", "`6` is not a multiple of 4"),
    value({"type": "number"}, "3.5"),
    value({"type": "number"}, '"x"', "`x` is not a number"),
    value({"type": "number", "exclusiveMinimum": 0}, "0", "`0` is not a number above 0"),
    value({"type": "number", "exclusiveMaximum": 2}, "2", "`2` is not a number below 2"),
    value(
        {"type": "number", "exclusiveMinimum": 0, "maximum": 2},
        "3",
        "`3` is not a number above 0 to 2",
    ),
    value({"type": "string"}, '"3"'),
    value({"type": "string"}, "3", "`3` is not text"),
    value(
        {"type": "string", "minLength": 2},
        '"🚪"',
        "it has 1 characters, and at least 2 are needed",
    ),
    value({"type": "string", "maxLength": 1}, '"🚪"'),
    value(
        {"type": "string", "maxLength": 1},
        '"ab"',
        "it has 2 characters, and at most 1 are allowed",
    ),
    value({"type": "string", "pattern": "^a+$"}, '"aa"'),
    value({"type": "string", "pattern": "^a+$"}, '"ab"', "`ab` does not match `^a+$`"),
    value({"type": "boolean"}, "false"),
    value({"type": "boolean"}, "0", "`0` is neither true nor false"),
    value({"type": "boolean"}, '"true"', "`true` is neither true nor false"),
    value({"type": "array"}, '"a"', "`a` is not a list"),
    value({"type": "array", "items": {"type": "string"}}, '["a"]'),
    value({"type": "array", "items": {"type": "string"}}, '["a", 1]', "`1` is not text"),
    value({"type": "array", "minItems": 1}, "[]", "it has 0 items, and at least 1 are needed"),
    value({"type": "array", "maxItems": 1}, "[1, 2]", "it has 2 items, and at most 1 are allowed"),
    value({"type": "object"}, "[]", "`[]` is not an object"),
    value({"type": "object", "required": ["a"]}, "{}", "`a` is missing in it, and required"),
    value(
        {"properties": {"deep": {}}, "additionalProperties": False, "required": ["deep"]},
        '{"depe": 1}',
        "`depe` is unknown in it, which has `deep`; did you mean `deep`?",
    ),
    value(
        {"properties": {"a": {"type": "string"}}},
        '{"a": {"b": 1}}',
        '`a` in it: `{"b":1}` is not text',
    ),
    value({"additionalProperties": False}, '{"a": 1}', "`a` is unknown in it"),
    value(
        {"properties": {"deep": {}, "x": {}}, "additionalProperties": False},
        '{"depe": 1}',
        "`depe` is unknown in it, which has `deep`, `x`; did you mean `deep`?",
    ),
    value({"additionalProperties": {"type": "string"}}, '{"a": 1}', "`a` in it: `1` is not text"),
    value({"type": "null"}, "0", "`0` is not a number"),
    value({"type": ["string", "null"]}, "null"),
    value({"type": ["string", "null"]}, "0", "`0` is of none of the types string, null"),
    value({"enum": ["a", 1]}, "1"),
    value({"enum": ["a", 1]}, '"b"', "`b` is none of `a`, `1`"),
    value({"enum": ["a", 1]}, '"1"', "`1` is none of `a`, `1`"),
    value({"enum": ["a", 1]}, "true", "`true` is none of `a`, `1`"),
    value({"const": "a"}, '"b"', "`b` is not `a`"),
    value({"allOf": [{"minimum": 1}, {"maximum": 3}]}, "4", "`4` is not a number up to 3"),
    value({"$ref": "#/properties/x"}, "4"),
    value({"type": "nonsense"}, "4"),
    value(False, "4", "`4` is not allowed"),
    value(True, "4"),
]

# The shared variables, those of the process, and what both are together.
VARIABLES = [
    ([], [], []),
    ([["A", "1"], ["B", "2"]], [], [["A", "1"], ["B", "2"]]),
    ([], [["A", "1"]], [["A", "1"]]),
    (
        [["A", "1"], ["PORT", "7000"], ["B", ""]],
        [["PS", "web.1"], ["PORT", "5000"]],
        [["A", "1"], ["PORT", "5000"], ["B", ""], ["PS", "web.1"]],
    ),
    (
        [["A", "1"]],
        [["PORT", "1"], ["HONCHO_PROCESS_NAME", "web.1"]],
        [["HONCHO_PROCESS_NAME", "web.1"], ["A", "1"], ["PORT", "1"]],
    ),
    (
        [["A", "1"], ["HONCHO_PROCESS_NAME", "mine"]],
        [["HONCHO_PROCESS_NAME", "web.1"], ["PORT", "1"]],
        [["A", "1"], ["HONCHO_PROCESS_NAME", "web.1"], ["PORT", "1"]],
    ),
    ([["constructor", "1"], ["__proto__", "2"]], [["1", "x"], ["0", "y"]], None),
]

# A source, values, and what comes of it: a text, or template, line and message.
TEMPLATES = [
    ("", {}, ""),
    ("no {place} at }} all\n", {}, "no {place} at }} all\n"),
    ("{{a}}{{ a }}{{\n a\n}}", {"a": "1"}, "111"),
    ("{{ a }}", {"a": "{{ b }} $& $1 \\1 \\g<0>"}, "{{ b }} $& $1 \\1 \\g<0>"),
    ("{{ a }} {{ b }}", {"a": 7, "b": ""}, "7 "),
    ("{{ größe }}", {"größe": "🚪"}, "🚪"),
    ("a\nb {{ c }}", {"d": 1, "e": 2}, ["page", 2, "there is no value `c`; there are `d`, `e`"]),
    ("{{ toString }}", {}, ["page", 1, "there is no value `toString`; there are none"]),
    ("{{ }}", {"a": 1}, ["page", 1, "there is no value ``; there are `a`"]),
    ("a\n\n{{ b", {"b": 1}, ["page", 3, "`{{` without `}}`"]),
]

# What the exporter has itself, and what it is given.
OWN = {
    "templates": {"page": "default {{ name }}"},
    "schema": {
        "properties": {"depth": DEPTH, "flags": {"type": "array"}, "who": OWNER},
        "$defs": {"process": {"properties": {"depth": DEPTH}}},
    },
}
PROJECT = 'settings.who = "Grüße 🚪"\n[process.web]\ndepth = 9\n'
ENV = "B=1\nPORT=7000\nA='x y'\n"
GIVEN = {"depth": 3, "flags": ["a", "b"], "who": "Grüße 🚪"}

# A template of a built-in exporter, which tells the variables as ours merge them.
OURS = """\
{% for process in processes %}{% for name, value in process.env.items() %}\
{{ [process.name, name, value] | tojson }}
{% endfor %}{% endfor %}
"""


def checks(projects):
    """A check for each of the two languages that was built."""
    sources = {"python": python, "javascript": javascript}
    for language in sources.keys() & projects.keys():
        helping = Helping(projects[language], sources[language]())
        yield f"settings, variables, templates in {language}", helping.check


def cases():
    return {
        "settings": [case for case, _ in SETTINGS],
        "variables": [{"shared": shared, "own": own} for shared, own, _ in VARIABLES],
        "templates": [{"source": source, "values": values} for source, values, _ in TEMPLATES],
        "own": OWN,
    }


def python():
    source = (HELPING / "exporter.py").read_text()
    return {"exporter.py": source, "cases.json": json.dumps(cases())}


def javascript():
    source = (HELPING / "exporter.js").read_text()
    return {"exporter.js": source, "cases.js": f"export const CASES = {json.dumps(cases())};\n"}


class Helping:
    """A project whose exporter asks its library."""

    def __init__(self, project, sources):
        self.project, self.sources = project, sources
        self.application = project.space / f"helped-{project.language}"

    def check(self):
        self.write_application()
        component = self.project.built_from("helping", self.sources)
        words = ["--exporter", component, "--set", "depth=3", "--set", 'flags=["a","b"]']
        answers = json.loads(self.export("helping", "answers", *words))
        for (case, told), answer in zip(SETTINGS, answers["settings"], strict=True):
            same(case, told, answer)
        for (*case, merged), answer in zip(VARIABLES, answers["variables"], strict=True):
            same(case, case[0] + case[1] if merged is None else merged, answer)
        for (*case, text), answer in zip(TEMPLATES, answers["templates"], strict=True):
            same(case, text, answer)
        same("the settings given", GIVEN, answers["given"])
        same("those of web", {**GIVEN, "depth": 9}, answers["of"]["web.1"])
        same("those of worker", GIVEN, answers["of"]["worker.1"])
        same("the user's template", "the user's x", answers["page"])
        self.check_variables(answers["env"])

    def check_variables(self, theirs):
        """As ours."""
        # Its settings are not those of a built-in exporter.
        (self.application / "portcullis.toml").unlink()
        lines = self.export("supervisord", "shop.conf").splitlines()
        ours = {}
        for process, name, value in (json.loads(line) for line in lines if line):
            ours.setdefault(process, []).append([name, value])
        for process in ours.keys() | theirs.keys():
            same(f"the variables of {process}", ours.get(process), theirs.get(process))
        beginning = [["HONCHO_PROCESS_NAME", "web.1"], ["B", "1"], ["PORT", "7000"]]
        same("their beginning", beginning, theirs["web.1"][:3])

    def write_application(self):
        self.application.mkdir()
        (self.application / "Procfile").write_text("web: x\nworker: y\n")
        (self.application / ".env").write_text(ENV)
        (self.application / "portcullis.toml").write_text(PROJECT)
        templates = self.application / "templates"
        templates.mkdir()
        (templates / "page").write_text("the user's {{ name }}")
        (templates / "supervisord.conf").write_text(OURS)

    def export(self, exporter, file, *words):
        out = self.project.space / f"helped-{self.project.language}-{exporter}"
        words = ["-d", self.application, "-a", "shop", "-u", "shop", *words]
        words += ["--template-dir", self.application / "templates"]
        self.project.expect(0, "export", exporter, out, *words)
        return (out / file).read_text()


def same(what, expected, given):
    if given != expected:
        raise Wrong(f"{what}: {given!r}, and not {expected!r}")
