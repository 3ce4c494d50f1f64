"""The environment of a process."""

FIRST = "HONCHO_PROCESS_NAME"
"""honcho sets this variable before all others, and so does every exporter."""


def merged_env(app, process):
    """Pairs of name and value, each name once: `FIRST`, the variables that all processes
    share, the process's own in the place of those of the same name, then the rest of its
    own.
    """
    own = {variable.name: variable.value for variable in process.env}
    shared = {variable.name: own.get(variable.name, variable.value) for variable in app.env}
    first = {FIRST: own[FIRST]} if FIRST in own and FIRST not in shared else {}
    return list((first | shared | own).items())
