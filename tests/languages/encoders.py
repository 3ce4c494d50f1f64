"""The encoders of the libraries in Python and JavaScript give what ours do in Rust.

Each text is a variable of an application. A template of a built-in exporter encodes it
by the filters, and an exporter in the other language by its library; both as
components.
"""

import json

from outcome import Wrong

TEXTS = [
    "",
    "plain",
    "a b",
    " at the ends ",
    "it's",
    'it\'s "so"',
    '"quoted"',
    "'quoted'",
    "line\nline\n",
    "carriage\rreturn",
    "tab\ttab",
    "back\\slash\\",
    "50% %h %(here)s %%",
    "$HOME ${x} $$ `id`",
    "a ;b #c;d",
    "\t;x",
    "-n",
    "a=b,c:d@e/f+g.h",
    ".hidden",
    "Grüße",
    "🚪 ;x",
    "\u00a0;x\u00a0",
    "\u3000",
    "\u0085;x\u0085",
    "\ufeff;x\ufeff",
    "\u2028;x",
    "\ufdd0\uffff\U0001ffff",
    "~!*?[]{}()<>|&^",
]

# By the names of the filters.
TEMPLATE = """\
{% for process in processes %}{% for name, value in process.env.items() %}{{ {
"name": name,
"shellquote": value | shellquote,
"shell_export": value | shell_export(name),
"systemd_text": value | systemd_text,
"systemd_path": value | systemd_path,
"systemd_unit": value | systemd_unit,
"systemd_exec": value | systemd_exec,
"systemd_command": value | systemd_command("/bin/sh"),
"systemd_command_of": "x" | systemd_command(value),
"systemd_env": value | systemd_env(name),
"systemd_env_file": value | systemd_env_file(name),
"systemd_word": value | systemd_word,
"supervisord_text": value | supervisord_text,
"supervisord_path": value | supervisord_path,
"supervisord_logfile": value | supervisord_logfile,
"supervisord_env": {name: value} | supervisord_env,
"supervisord_command": value | supervisord_command("/bin/sh", {name: value}),
} | tojson }}
{% endfor %}{% endfor %}
"""

PYTHON = '''\
import json

from portcullis import Exporter, File, component
from portcullis.encode import shell, supervisord, systemd


class Encoding(Exporter):
    name = "encoding"
    summary = "Each variable by each encoder"

    def export(self, export):
        env = export.env_of(export.app.processes[0])
        yield File("encoded", "".join(json.dumps(encoded(*one)) + "\\n" for one in env))


def encoded(name, value):
    return {
        "name": name,
        "shellquote": shell.quote(value),
        "shell_export": shell.export(name, value),
        "systemd_text": systemd.text(value),
        "systemd_path": systemd.path(value),
        "systemd_unit": systemd.unit(value),
        "systemd_exec": systemd.exec(value),
        "systemd_command": systemd.command("/bin/sh", value),
        "systemd_command_of": systemd.command(value, "x"),
        "systemd_env": systemd.env(name, value),
        "systemd_env_file": systemd.env_file(name, value),
        "systemd_word": systemd.word(value),
        "supervisord_text": supervisord.text(value),
        "supervisord_path": supervisord.path(value),
        "supervisord_logfile": supervisord.logfile(value),
        "supervisord_env": supervisord.environment([(name, value)]),
        "supervisord_command": supervisord.command("/bin/sh", value, [(name, value)]),
    }


Exporting = component("encoding", "0.1.0", [Encoding()])
'''

JAVASCRIPT = """\
import { component, file, shell, supervisord, systemd } from "./portcullis/index.js";

const encoded = ([name, value]) => ({
  name,
  shellquote: shell.quote(value),
  shell_export: shell.exporting(name, value),
  systemd_text: systemd.text(value),
  systemd_path: systemd.path(value),
  systemd_unit: systemd.unit(value),
  systemd_exec: systemd.exec(value),
  systemd_command: systemd.command("/bin/sh", value),
  systemd_command_of: systemd.command(value, "x"),
  systemd_env: systemd.env(name, value),
  systemd_env_file: systemd.envFile(name, value),
  systemd_word: systemd.word(value),
  supervisord_text: supervisord.text(value),
  supervisord_path: supervisord.path(value),
  supervisord_logfile: supervisord.logfile(value),
  supervisord_env: supervisord.environment([[name, value]]),
  supervisord_command: supervisord.command("/bin/sh", value, [[name, value]]),
});

const encoding = {
  name: "encoding",
  summary: "Each variable by each encoder",
  *export(e) {
    const lines = e.envOf(e.app.processes[0]).map((one) => JSON.stringify(encoded(one)));
    yield file("encoded", lines.join("\\n"));
  },
};

export const exporting = component("encoding", "0.1.0", [encoding]);
"""


def checks(projects):
    """A check for each of the two languages that was built."""
    sources = {"python": ("exporter.py", PYTHON), "javascript": ("exporter.js", JAVASCRIPT)}
    for language in sources.keys() & projects.keys():
        encoding = Encoding(projects[language], *sources[language])
        yield f"encoders in {language}", encoding.check


class Encoding:
    """A project whose exporter encodes."""

    def __init__(self, project, file, source):
        self.project, self.file, self.source = project, file, source
        self.application = project.space / "encoded-application"

    def check(self):
        self.write_application()
        component = self.project.built_from("encoding", {self.file: self.source})
        ours = self.export("supervisord", "shop.conf", "--template-dir", self.application)
        theirs = self.export("encoding", "encoded", "--exporter", component)
        for name in ours.keys() | theirs.keys():
            self.compare(ours.get(name, {}), theirs.get(name, {}))
        if len(ours) < len(TEXTS):
            raise Wrong(f"only {len(ours)} texts were encoded")

    def write_application(self):
        self.application.mkdir(exist_ok=True)
        (self.application / "Procfile").write_text("web: x\n")
        (self.application / "supervisord.conf").write_text(TEMPLATE)
        lines = [f'T{index}="{escaped(text)}"\n' for index, text in enumerate(TEXTS)]
        (self.application / ".env").write_text("".join(lines))

    def export(self, exporter, file, *words):
        out = self.project.space / f"encoded-{self.project.language}-{exporter}"
        words = ["-d", self.application, "-a", "shop", *words]
        self.project.expect(0, "export", exporter, out, *words)
        lines = (out / file).read_text().split("\n")
        encoded = (json.loads(line) for line in lines if line)
        return {one["name"]: one for one in encoded}

    @staticmethod
    def compare(ours, theirs):
        for encoder in ours.keys() | theirs.keys():
            if ours.get(encoder) != theirs.get(encoder):
                raise Wrong(f"{encoder}: {theirs.get(encoder)!r}, and ours {ours.get(encoder)!r}")


def escaped(text):
    """As a value between double quotes in an .env file."""
    for c, escape in [("\\", "\\\\"), ('"', '\\"'), ("$", "\\$")]:
        text = text.replace(c, escape)
    for c, escape in [("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")]:
        text = text.replace(c, escape)
    return text
