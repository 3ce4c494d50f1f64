"""Why there is no export, and how an exception is told to the user."""

from componentize_py_types import Err
from wit_world.exports import exporting


class Rejected(Exception):
    """The format cannot carry the application. The text says why."""


class TemplateError(Exception):
    """A template does not render."""

    def __init__(self, template, line, message):
        super().__init__(message)
        self.template, self.line, self.message = template, line, message


class SettingError(Exception):
    """A setting is unknown or has a wrong value."""

    def __init__(self, key, message):
        super().__init__(message)
        self.key, self.message = key, message


def told(error):
    """The error of the interface that an exception becomes."""
    match error:
        case Err():
            return error
        case Rejected():
            return Err(exporting.ExportError_Rejected(str(error)))
        case TemplateError():
            what = exporting.TemplateError(error.template, error.line, error.message)
            return Err(exporting.ExportError_Template(what))
        case SettingError():
            what = exporting.SettingError(error.key, error.message)
            return Err(exporting.ExportError_Setting(what))
    return Err(exporting.ExportError_Rejected(place(error) + summary(error)))


def place(error):
    """The innermost line of the author's own code that was running, if any was."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        file = code.co_filename.rpartition("/")[2]
        # What Python generates, as for a dataclass, lies in no file.
        if "portcullis/" not in code.co_filename and not file.startswith("<"):
            place = f"{file}:{trace.tb_lineno}, in {code.co_name}: "
        trace = trace.tb_next
    return place


def summary(error):
    name = type(error).__name__
    return f"{name}: {error}" if str(error) else name
