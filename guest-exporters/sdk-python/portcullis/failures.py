"""Why there is no export, and how an exception is told to the user."""

from componentize_py_types import Err
from wit_world.exports import exporting

from .outputs import expect

# The author's own files lie beside this library.
LIBRARY = __file__.rpartition("/")[0] + "/"
PROJECT = LIBRARY.removesuffix("portcullis/")

LONGEST = 2000
"""An exception whose text is longer is cut, so that its place is told at all."""


class Rejected(Exception):
    """The format cannot carry the application. The text says why."""


class TemplateError(Exception):
    """A template does not render."""

    def __init__(self, template, line, message):
        super().__init__(message)
        expect(template, str, "the name of a template is text")
        expect(line, int, "the line of a template is a number")
        if not 0 <= line < 2**32:
            raise ValueError(f"the line of a template is a number from 0 upwards, not {line:.0e}")
        expect(message, str, "the message of an error is text")
        self.template, self.line, self.message = template, line, message


class SettingError(Exception):
    """A setting is unknown or has a wrong value."""

    def __init__(self, key, message):
        super().__init__(message)
        expect(key, str, "the key of a setting is text")
        expect(message, str, "the message of an error is text")
        self.key, self.message = key, message


def told(error, *running):
    """The error of the interface that an exception becomes. Where no line of the author's
    was being run, the place is where the first of `running` stands that has one.
    """
    meant = on_purpose(error)
    if meant is None:
        # A generator ends in an exception of its own where it meets a StopIteration.
        places = (place(error), place(error.__cause__), *map(standing, running))
        where = next(filter(None, places), "")
        meant = exporting.ExportError_Rejected(where + legible(summary(error)))
    return Err(meant)


def on_purpose(error):
    """What an author raised on purpose, unless it was changed until it means nothing."""
    try:
        match error:
            case Rejected() if text := str(error):
                return exporting.ExportError_Rejected(legible(text))
            case TemplateError():
                same = TemplateError(error.template, error.line, error.message)
                what = exporting.TemplateError(same.template, same.line, same.message)
                return exporting.ExportError_Template(what)
            case SettingError():
                same = SettingError(error.key, error.message)
                return exporting.ExportError_Setting(exporting.SettingError(same.key, same.message))
    except BaseException:
        pass
    return None


def place(error):
    """The innermost line of the author's own code that was running, if any was."""
    place = ""
    trace = getattr(error, "__traceback__", None)
    while trace is not None:
        if is_own(trace.tb_frame.f_code):
            place = at(trace.tb_frame.f_code, trace.tb_lineno)
        trace = trace.tb_next
    return place


def standing(running):
    """The line of a generator that has yielded, or of a function that has returned."""
    place = ""
    while (frame := getattr(running, "gi_frame", None)) is not None:
        if is_own(frame.f_code):
            place = at(frame.f_code, frame.f_lineno)
        running = running.gi_yieldfrom
    code = getattr(running, "__code__", None)
    if code is not None and is_own(code):
        place = at(code, code.co_firstlineno)
    return place


def is_own(code):
    # What Python generates, as for a dataclass, lies in no file.
    return code.co_filename.startswith(PROJECT) and not code.co_filename.startswith(LIBRARY)


def at(code, line):
    return f"{code.co_filename.removeprefix(PROJECT)}:{line}, in {code.co_name}: "


def summary(error):
    name = type(error).__name__
    try:
        text = str(error)
    except BaseException as why:
        text = f"its text cannot be made, which ended in {type(why).__name__}"
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]}… (of {len(text)} characters)"
    return f"{name}: {text}" if text else name


def legible(text):
    """Without what has no bytes in UTF-8."""
    return text.encode(errors="backslashreplace").decode()
