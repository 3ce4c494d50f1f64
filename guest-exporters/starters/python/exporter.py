"""Your exporter: makes a Makefile that starts an application's processes by hand, and
beside it a script for each of them.
"""

from pathlib import Path

from portcullis import Exporter, File, Rejected, component
from portcullis.encode import shell

# Read while the component is built; it has no files when it runs.
TARGET = Path(__file__).with_name("target.mk").read_text()


class Makefiles(Exporter):
    name = "starter"
    summary = "A Makefile with a target for each process"
    templates = {"target.mk": TARGET}

    def export(self, export):
        app = export.app
        if "\n" in app.root:
            raise Rejected("the root has a line break in it, which a Makefile cannot carry")
        # The values in it may be secrets.
        yield File("Makefile", makefile(export), private=True)
        for process in app.processes:
            yield File(f"{process.name}.sh", script(process), executable=True)


def makefile(export):
    app = export.app
    first = app.processes[0].name
    targets = [f"# The processes of {app.name}: `make {first}` starts one.\n\n"]
    for process in app.processes:
        exports = [shell.export(name, value) + "; " for name, value in export.env_of(process)]
        target = export.render(
            "target.mk",
            name=process.name,
            root=make_escape(shell.quote(app.root)),
            exports=make_escape("".join(exports)),
            shell=make_escape(shell.quote(app.shell)),
            command=make_escape(shell.quote(process.command)),
        )
        targets.append(target)
    return "".join(targets)


def script(process):
    name = process.name
    return f'#!/bin/sh\n# Starts {name}.\nexec make --file "$(dirname "$0")/Makefile" -- {name}\n'


def make_escape(recipe):
    return recipe.replace("$", "$$")


Exporting = component("starter", "0.1.0", [Makefiles()])
