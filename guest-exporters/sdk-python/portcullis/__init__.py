"""Write an exporter in a screen of Python.

A subclass of `Exporter` says what it is called and yields files; `component` makes
of such classes what the interface in wit/exporter.wit asks for. An exception that
nobody catches becomes an error that names file and line.
"""

from .component import Exporter, component
from .export import Export
from .failures import Rejected, SettingError, TemplateError
from .outputs import Diagnostic, File
from .templates import render
from .variables import merged_env

__all__ = [
    "Diagnostic",
    "Export",
    "Exporter",
    "File",
    "Rejected",
    "SettingError",
    "TemplateError",
    "component",
    "merged_env",
    "render",
]
