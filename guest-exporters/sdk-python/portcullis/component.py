"""What an author writes, and what the interface is given of it."""

from . import system
from .export import Export
from .failures import Rejected, told
from .offer import manifest
from .outputs import begun, output


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


def named(name, exporters):
    found = next((one for one in exporters if one.name == name), None)
    if found is None:
        raise Rejected(f"the component has no exporter `{name}`")
    return found


def component(name, version, exporters):
    """The class that a module must have under the name `Exporting`."""
    offered = manifest(name, version, exporters)
    askers = system.askers()
    # Each call is made on an object of its own, so what runs is kept here.
    outputs = origin = None

    class Exporting:
        def describe(self):
            return offered

        def start(self, exporter, app, overrides):
            nonlocal outputs, origin
            try:
                system.leave(askers)
                found = named(exporter, exporters)
                origin = found.export
                outputs = begun(origin(Export(found, app, overrides)))
            except BaseException as error:
                raise told(error, origin) from None

        def next(self):
            try:
                return output(next(outputs))
            except StopIteration:
                return None
            except BaseException as error:
                raise told(error, outputs, origin) from None

    return Exporting
