"""There is no system around a component. Python would end without a word where it
looks for one, so what needs one says so instead, and what is printed is lost.
"""

import gc
import io
import posix
import sys
import time

# What they do needs no system.
PURE = ("fspath", "getcwd", "getcwdb", "strerror", "putenv", "unsetenv", "_path_", "_create_")

CALENDAR = {"asctime": 1, "ctime": 1, "gmtime": 1, "localtime": 1, "strftime": 2}
"""What asks the clock only if it is given fewer arguments."""

CONVERTING = ("mktime", "strptime")

REPLACED = []
"""What Python keeps in its caches does not stay by being there."""


class NoFinder:
    """In the place of what looks for modules in files."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        rule = "a component has the modules that were imported while it was built"
        raise ModuleNotFoundError(f"no `{name}`: {rule}; import it at the top of a file", name=name)


class Nowhere(io.TextIOBase):
    """In the place of a terminal."""

    def write(self, text):
        return len(text)

    def readline(self, *_):
        raise RuntimeError("a component has no input when it runs")

    read = readline


def no_files(event, words):
    """Where Python opens files without being asked to, it tells this before."""
    if event == "open":
        rule = "a component has no files when it runs; read it at the top of a file"
        raise FileNotFoundError(f"{words[0]!r} cannot be opened: {rule}")


def refusing(name, rule, function, least=None):
    """In the place of a function that asks the system, at least with few arguments."""

    def refuse(*words, **more):
        if least is not None and len(words) >= least:
            return function(*words, **more)
        raise RuntimeError(f"`{name}`: a component has no {rule} when it runs")

    return refuse


def refusals():
    """What takes the place of which function."""
    found = {}
    for name, function in functions(posix):
        if not name.startswith(PURE):
            found[function] = refusing(f"os.{name}", "system around it", function)
    for name, function in functions(time):
        if name not in CONVERTING:
            found[function] = refusing(f"time.{name}", "clock", function, CALENDAR.get(name))
    return found


def functions(module):
    return [(name, one) for name, one in vars(module).items() if type(one) is type(len)]


def askers():
    """Every name by which a module asks the system, and what takes its place. They are
    looked for while the component is built, since a look at all modules takes a while.
    """
    refused = refusals()
    modules = list(sys.modules.values())
    named = [(vars(module), *one) for module in modules for one in functions(module)]
    found = [(names, name, refused[one]) for names, name, one in named if one in refused]
    if module := sys.modules.get("datetime"):
        # Its class is written in C and asks by itself.
        [methods] = gc.get_referents(vars(module.datetime))
        for name in ("now", "utcnow", "today"):
            refuse = refusing(f"datetime.{name}", "clock", None)
            found.append((methods, name, staticmethod(refuse)))
    return found


def leave(askers):
    """From here on there is none."""
    is_built_in = [finder for finder in sys.meta_path if finder.__name__ != "PathFinder"]
    sys.meta_path[:] = [*is_built_in, NoFinder]
    sys.stdin = sys.stdout = sys.stderr = Nowhere()
    sys.__stdin__ = sys.__stdout__ = sys.__stderr__ = sys.stdout
    sys.addaudithook(no_files)
    for names, name, refuse in askers:
        REPLACED.append(names.get(name))
        names[name] = refuse
    sys._clear_internal_caches()
