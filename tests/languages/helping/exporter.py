"""Asks each part of the library what `cases` names, inside a component."""

import json
from pathlib import Path
from types import SimpleNamespace

from portcullis import Exporter, File, SettingError, TemplateError, component
from portcullis import merged_env, render, settings

CASES = json.loads(Path(__file__).with_name("cases.json").read_text())


class Helping(Exporter):
    name = "helping"
    summary = "Answers of the library"
    templates = CASES["own"]["templates"]
    settings = CASES["own"]["schema"]

    def export(self, export):
        answers = {
            "settings": [checked(**case) for case in CASES["settings"]],
            "variables": [merged(**case) for case in CASES["variables"]],
            "templates": [rendered(**case) for case in CASES["templates"]],
            "given": export.settings,
            "of": {one.name: export.settings_of(one) for one in export.app.processes},
            "env": {one.name: export.env_of(one) for one in export.app.processes},
            "page": export.render("page", name="x"),
        }
        yield File("answers", json.dumps(answers))


def checked(schema, given, templates=(), process=None):
    try:
        if process is None:
            settings.check(schema, settings.parsed(given), templates)
        else:
            settings.check_process(schema, process, settings.parsed(given), templates)
    except SettingError as error:
        return [error.key, error.message]
    return None


def merged(shared, own):
    def variables(pairs):
        return [SimpleNamespace(name=name, value=value) for name, value in pairs]

    app, process = (SimpleNamespace(env=variables(pairs)) for pairs in (shared, own))
    return merged_env(app, process)


def rendered(source, values):
    try:
        return render(source, values, "page")
    except TemplateError as error:
        return [error.template, error.line, error.message]


Exporting = component("helping", "0.1.0", [Helping()])
