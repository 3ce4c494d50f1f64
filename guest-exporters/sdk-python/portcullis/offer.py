"""What a component says of itself. It is made while the component is built, so that
what is wrong with it is told there, with the author's own line.
"""

import json

from wit_world.exports import exporting

from .outputs import expect


def manifest(name, version, exporters):
    expect(name, str, "the name of a component is text")
    expect(version, str, "the version of a component is text")
    expect(exporters, (list, tuple), "the exporters of a component are a list")
    return exporting.Manifest(name, version, [info(exporter) for exporter in exporters])


def info(exporter):
    if isinstance(exporter, type):
        name = exporter.__name__
        raise TypeError(f"`{name}` is a class, and an exporter is an object of one: `{name}()`")
    if not callable(getattr(exporter, "export", None)):
        raise TypeError(f"an exporter has a method `export`, and {exporter!r} has none")
    expect(exporter.name, str, "the name of an exporter is text")
    expect(exporter.summary, str, "the summary of an exporter is text")
    expect(exporter.templates, dict, "the templates of an exporter are a dict")
    expect(exporter.settings, dict, "the settings of an exporter are the dict of a schema")
    for name, source in exporter.templates.items():
        expect(name, str, "the name of a template is text")
        expect(source, str, f"the template `{name}` is text")
    profile = exporting.PathProfile
    return exporting.ExporterInfo(
        exporter.name,
        exporter.summary,
        [exporting.Template(name, source) for name, source in exporter.templates.items()],
        json.dumps(exporter.settings),
        profile.POSIX_UNIT if exporter.needs_unit_names else profile.PORTABLE,
    )
