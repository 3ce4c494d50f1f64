"""The environment of a process."""


def merged_env(app, process):
    """Pairs of name and value, each name once: the variables that all processes
    share, the process's own in the place of those of the same name, then the rest of
    its own.
    """
    own = {variable.name: variable.value for variable in process.env}
    merged = {variable.name: own.get(variable.name, variable.value) for variable in app.env}
    return list((merged | own).items())
