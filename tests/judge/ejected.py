"""Templates that were ejected and edited, as a user would edit them.

They prove that a template of one's own is as right as the default one, as long
as it uses the filters.
"""

import json
import subprocess
from functools import partial

import reference
import trial
from export import export

# A variable that only the edited templates set.
NAME, VALUE = "EDITED", "it's 50% of \"$HOME\" \\x ;# {{ x }}\ttab "
WRITTEN = json.dumps(VALUE)
TEMPLATES = {
    "systemd": "process.service",
    "supervisord": "supervisord.conf",
    "runit": "run",
    "upstart": "process.conf",
}
VARIABLE = {
    "systemd": ("ExecStart=", f'Environment={{{{ {WRITTEN} | systemd_env("{NAME}") }}}}\n'),
    "supervisord": ("[program:", f"{{% set edited = dict(process.env, {NAME}={WRITTEN}) -%}}\n"),
    "runit": ("exec ", f"export {NAME}={{{{ {WRITTEN} | shellquote }}}}\n"),
    "upstart": ("  exec ", f'  {{{{ {WRITTEN} | shell_export("{NAME}") }}}}\n'),
}


def references(place, cases):
    """The right records, in which the variable is set."""
    carried = [case for case in cases if len(case.refused) < len(case.managers)]
    edited = {case: case.but(env={**case.env, NAME: VALUE}) for case in carried}
    found = reference.references(place, list(edited.values()))
    return {case: found[edited[case]] for case in carried if edited[case] in found}


def failures(place, options, manager, cases, expected):
    """What is wrong under a manager, by case."""
    folder = place.dir / "templates" / manager
    words = [str(place.binary), "templates", "eject", manager, str(folder)]
    subprocess.run(words, check=True, capture_output=True)
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        text = path.read_text()
        if path.name == TEMPLATES[manager] and path.parent == folder:
            text = with_variable(manager, text)
        path.write_text(with_comment(reordered(described(text))))
    exporter = partial(export, extra=["--template-dir", str(folder)])
    return trial.failures(place, options, manager, cases, expected, exporter=exporter)


def with_variable(manager, text):
    """The template with a variable more, before what must come after it."""
    before, line = VARIABLE[manager]
    at = text.rindex(f"\n{before}") + 1
    text = text[:at] + line + text[at:]
    if manager == "supervisord":
        head, rest = text[: at + len(line)], text[at + len(line) :]
        text = head + rest.replace("process.env", "edited")
    return text


def with_comment(text):
    """The template with a comment: after the first line, which may name a shell."""
    first, rest = text.split("\n", 1)
    return f"{first}\n# edited: it's 100% \"ours\" ; \\\n\n{rest}"


def described(text):
    """The template with another description."""
    for head in ("Description=", 'description "'):
        text = text.replace(head, f"{head}Edited ")
    return text


def reordered(text):
    """The template with all neighbouring lines of plain settings turned round."""
    found, run = [], []
    for line in [*text.split("\n"), ""]:
        name = line.partition("=")[0]
        if "=" in line and name.isalnum() and "{%" not in line:
            run.insert(0, line)
            continue
        found += [*run, line]
        run = []
    return "\n".join(found[:-1])
