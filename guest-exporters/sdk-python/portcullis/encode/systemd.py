"""Text in a systemd unit file.

Rules: systemd.syntax(7) for quoting, systemd.unit(5) for specifiers and names,
systemd.service(5) for command lines.
"""

import re

ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "%": "%%"}


def text(text):
    """Free text, such as a description."""
    return text.replace("%", "%%")


def path(path):
    """A path as `WorkingDirectory=` takes it: unquoted, to the end of the line."""
    end = path[-1:]
    needs_guard = end == "\\" or (end.isspace() and not "\x1c" <= end <= "\x1f")
    return path.replace("%", "%%") + ("/." if needs_guard else "")


def unit(name):
    """A part of a unit's name. What a name cannot hold becomes `\\xNN`."""
    escaped = ""
    for index, byte in enumerate(name.encode()):
        is_plain = re.fullmatch(rb"[A-Za-z0-9:_.-]", bytes([byte])) is not None
        is_hidden = index == 0 and byte == ord(".")
        escaped += chr(byte) if is_plain and not is_hidden else f"\\x{byte:02x}"
    return escaped


def exec(word):
    """One word of `ExecStart=`, in double quotes."""
    return '"' + _escape(word).replace("$", "$$") + '"'


def command(shell, command):
    """The value of `ExecStart=`: a command run by a shell."""
    if any(c in shell for c in "'\"\\$"):
        # systemd starts no program with such a path, but passes any argument on.
        script = exec('exec "$0" -c "$1"')
        return f"/bin/sh -c {script} {exec(shell)} {exec(command)}"
    return f"{exec(shell)} -c {exec(command)}"


def env(name, value):
    """One assignment of `Environment=`, in double quotes."""
    return f'"{name}={_escape(value)}"'


def env_file(name, value):
    """One assignment in a file of `EnvironmentFile=`, in double quotes."""
    return name + '="' + re.sub(r'[\\"$`]', r"\\\g<0>", value) + '"'


def word(word):
    """One word of a list of paths, such as that of `ReadWritePaths=`."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("%", "%%") + '"'


def is_noncharacter(c):
    """Whether systemd takes text with this character in it for broken."""
    return 0xFDD0 <= ord(c) <= 0xFDEF or ord(c) & 0xFFFE == 0xFFFE


def _escape(text):
    return "".join(map(_escaped, text))


def _escaped(c):
    if c in ESCAPES:
        return ESCAPES[c]
    if c < " " or c == "\x7f" or is_noncharacter(c):
        return "".join(f"\\x{byte:02x}" for byte in c.encode())
    return c
