"""What an exporter yields, and what the interface is given of it."""

from dataclasses import dataclass

from wit_world.exports import exporting

# What is wrong is said where a file is made, since the author's own line can be
# named there. So nothing changes afterwards.


@dataclass(frozen=True)
class File:
    """One file. Its content is text or bytes."""

    path: str
    content: str | bytes
    executable: bool = False
    private: bool = False

    def __post_init__(self):
        expect(self.path, str, "the path of a file is text")
        expect(self.content, (str, bytes, bytearray), "the content of a file is text or bytes")
        expect(self.executable, bool, "`executable` is True or False")
        expect(self.private, bool, "`private` is True or False")


@dataclass(frozen=True)
class Diagnostic:
    """Something that the user should know."""

    message: str
    is_warning: bool = False
    process: str | None = None

    def __post_init__(self):
        expect(self.message, str, "the message of a diagnostic is text")
        expect(self.is_warning, bool, "`is_warning` is True or False")
        expect(self.process, (str, type(None)), "the process of a diagnostic is its name, or None")


def expect(value, kinds, rule):
    """Refuses what has another type; and text that is none, which has no bytes."""
    if not isinstance(value, kinds):
        raise TypeError(f"{rule}, not {type(value).__name__}")
    if isinstance(value, str) and not value.isascii():
        value.encode()


def begun(export):
    """The steps of an export, if it has any."""
    try:
        return iter(export)
    except TypeError:
        rule = "`export` has to yield each File and Diagnostic, or return a list of them"
        raise TypeError(f"{rule}, not {type(export).__name__}") from None


def output(given):
    match given:
        case File(path, content, executable, private):
            # A class of the author's may have looked at nothing.
            File.__post_init__(given)
            content = content.encode() if isinstance(content, str) else bytes(content)
            return exporting.Output_File(exporting.File(path, content, executable, private))
        case Diagnostic(message, is_warning, process):
            Diagnostic.__post_init__(given)
            severity = exporting.Severity
            severity = severity.WARNING if is_warning else severity.NOTE
            return exporting.Output_Diagnostic(exporting.Diagnostic(severity, message, process))
    raise TypeError(f"an exporter yields File and Diagnostic, not {type(given).__name__}")
