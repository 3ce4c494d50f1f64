"""There is no system around a component. Python would end without a word where it
looks for one, so what needs files says so instead, and what is printed is lost.
"""

import builtins
import io
import sys


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


def no_files(file, *_, **__):
    rule = "a component has no files when it runs"
    raise FileNotFoundError(f"{file!r} cannot be opened: {rule}; read it at the top of a file")


def leave():
    """From here on there is none."""
    is_built_in = [finder for finder in sys.meta_path if finder.__name__ != "PathFinder"]
    sys.meta_path[:] = [*is_built_in, NoFinder]
    sys.stdout = sys.stderr = Nowhere()
    builtins.open = io.open = no_files
