"""What an author writes, and what the interface is given of it."""

import json
from dataclasses import dataclass

from wit_world.exports import exporting

from .export import Export
from .failures import Rejected, told


class Exporter:
    """One format. An implementation holds nothing: it is a pure function."""

    name = ""
    """The format's name: lowercase letters, digits and hyphens."""

    summary = ""
    """One sentence without a final period."""

    templates = {}
    """The default templates, by name. A user can give others in their place."""

    settings = {"type": "object", "properties": {}}
    """A JSON Schema of the settings; `$defs/process` is that of a process type's."""

    needs_unit_names = False
    """Whether paths may hold `@`, `:` and `\\xNN`, as systemd's do."""

    def export(self, export):
        """Yields each `File`, and each `Diagnostic`; `export` is an `Export`."""
        raise NotImplementedError


@dataclass
class File:
    """One file. Its content is text or bytes."""

    path: str
    content: str | bytes
    executable: bool = False
    private: bool = False

    def __post_init__(self):
        # Said here, where the author's own line can be named.
        if not isinstance(self.path, str):
            raise TypeError(f"the path of a file is text, not {type(self.path).__name__}")
        if not isinstance(self.content, (str, bytes, bytearray)):
            kind = type(self.content).__name__
            raise TypeError(f"the content of a file is text or bytes, not {kind}")


@dataclass
class Diagnostic:
    """Something that the user should know."""

    message: str
    is_warning: bool = False
    process: str | None = None


def component(name, version, exporters):
    """The class that a module must have under the name `Exporting`."""
    # Each call is made on an object of its own, so what runs is kept here.
    outputs = iter(())

    class Exporting:
        def describe(self):
            infos = [info(exporter) for exporter in exporters]
            return exporting.Manifest(name, version, infos)

        def start(self, exporter, app, overrides):
            nonlocal outputs
            try:
                found = [one for one in exporters if one.name == exporter]
                if not found:
                    raise Rejected(f"the component has no exporter `{exporter}`")
                export = Export(found[0], app, overrides)
                outputs = iter(found[0].export(export))
            except Exception as error:
                raise told(error) from None

        def next(self):
            try:
                return output(next(outputs))
            except StopIteration:
                return None
            except Exception as error:
                raise told(error) from None

    return Exporting


def info(exporter):
    profile = exporting.PathProfile
    templates = exporter.templates.items()
    return exporting.ExporterInfo(
        exporter.name,
        exporter.summary,
        [exporting.Template(name, source) for name, source in templates],
        json.dumps(exporter.settings),
        profile.POSIX_UNIT if exporter.needs_unit_names else profile.PORTABLE,
    )


def output(given):
    match given:
        case File(path, content, executable, private):
            content = content.encode() if isinstance(content, str) else bytes(content)
            flags = bool(executable), bool(private)
            return exporting.Output_File(exporting.File(path, content, *flags))
        case Diagnostic(message, is_warning, process):
            severity = exporting.Severity
            severity = severity.WARNING if is_warning else severity.NOTE
            told = exporting.Diagnostic(severity, str(message), process)
            return exporting.Output_Diagnostic(told)
    raise TypeError(f"an exporter yields File and Diagnostic, not {type(given).__name__}")
