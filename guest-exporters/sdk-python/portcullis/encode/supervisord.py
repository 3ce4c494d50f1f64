"""Text in a supervisord configuration.

An INI file in which ` ;` and ` #` begin a comment anywhere in a line; every value is
then a format string of Python; `environment` is split by a lexer without escapes.
"""

from . import shell

NOTHING = "%(host_node_name).0s"
"""Expands to nothing, and parts what must not be read together."""

EXPORTING = 'while [ "$#" -gt 2 ]; do eval "$1"; shift; done; exec "$1" -c "$2"'
"""Runs every word but the last two, which are a shell and its command."""


def text(text):
    """A value that ends where the text ends."""
    escaped = ""
    before = " "
    for c in text:
        begins_comment = c in ";#" and before.isspace()
        if begins_comment or (c == "(" and before == "%"):
            escaped += NOTHING
        escaped += "%%" if c == "%" else c
        before = c
    return escaped


def path(path):
    """A directory. A final `/.` keeps white space at the end."""
    end = path[-1:]
    needs_guard = end.isspace() and not "\x1c" <= end <= "\x1f"
    return text(path) + ("/." if needs_guard else "")


def logfile(path):
    """The path of a log file, which is expanded twice."""
    return text(path).replace("%%", "%%%%")


def environment(env):
    """The value of `environment`, of pairs: all variables that it can hold. The
    others must go into `command`."""
    carried = [(name, value) for name, value in env if _is_carried(value)]
    quotes = [(name, text(value), "'" if '"' in value else '"') for name, value in carried]
    return ",".join(f"{name}={quote}{value}{quote}" for name, value, quote in quotes)


def command(program, command, env):
    """The value of `command`: the shell with the command. Variables that
    `environment` cannot hold are exported by a shell around it."""
    words = [program, "-c", command]
    if wrapped := exports(env):
        words = ["/bin/sh", "-c", EXPORTING, "sh", *wrapped, program, command]
    return text(" ".join(map(shell.quote, words)))


def exports(env):
    """The words by which `command` exports what `environment` cannot hold."""
    return [shell.export(name, value) for name, value in env if not _is_carried(value)]


def _is_carried(value):
    has_both = '"' in value and "'" in value
    loses_quotes = value[:1] in ("'", '"') or value[-1:] in ("'", '"')
    has_line_break = "\n" in value or "\r" in value
    return not (has_both or loses_quotes or has_line_break)
