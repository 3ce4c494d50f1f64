"""Text in a POSIX shell script."""

import re

SAFE = re.compile(r"[A-Za-z0-9_@%+=:,./-]+")


def quote(text):
    """One word, quoted only if it has to be. A newline stays one within the quotes."""
    if SAFE.fullmatch(text):
        return text
    return "'" + text.replace("'", "'\"'\"'") + "'"


def export(name, value):
    """A command that exports a variable, on one line whatever is in the value.

    `printf` makes the line breaks, and a full stop keeps those at the end.
    """
    if "\n" not in value and "\r" not in value:
        return f"export {name}={quote(value)}"
    escaped = value.replace("\\", "\\\\").replace("%", "%%")
    escaped = escaped.replace("\n", "\\n").replace("\r", "\\r")
    return f'{name}="$(printf -- {quote(escaped + ".")})"; export {name}="${{{name}%.}}"'
