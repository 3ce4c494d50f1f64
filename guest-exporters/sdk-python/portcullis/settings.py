"""Settings: a JSON object, checked against the exporter's schema as the host does it."""

import json
import re

from . import schema
from .failures import SettingError
from .nearest import nearest


def parsed(text):
    """The settings that the host gives, as a dict."""
    settings = json.loads(text)
    if not isinstance(settings, dict):
        raise SettingError("", "the settings are not a JSON object")
    return settings


def check(root, settings, templates=()):
    """Refuses a setting that the schema does not know or allow, and the lack of one that
    it requires. What a template reads is known too.
    """
    check_part(root, root, settings, lambda key: reads(templates, key))


def check_process(root, process_type, settings, templates=()):
    """The same for the settings of a process type."""
    part = root.get("$defs", {}).get("process", {})
    prefix = f"process.{process_type}."
    check_part(root, part, settings, lambda key: reads(templates, f"settings.{key}"), prefix)


def check_part(root, part, settings, is_read, prefix=""):
    parts = schema.parts(root, part)
    known = schema.properties(parts)
    for key, value in settings.items():
        message = None
        if key in known:
            message = schema.wrong(root, known[key], value)
        elif not schema.takes_others(parts) and not is_read(key):
            message = unknown(key, known)
        if message:
            raise SettingError(prefix + key, message)
    for key in schema.required(parts):
        if key not in settings:
            raise SettingError(prefix + key, f"it is missing and required: {told(known, key)}")


def reads(templates, name):
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    return bool(name) and any(word.search(source) for source in templates)


def unknown(key, known):
    if not known:
        return "the exporter has no settings, and no template reads this one"
    names = ", ".join(f"`{name}`" for name in known)
    near = nearest(key, known)
    hint = f"; did you mean `{near}`?" if near else ""
    return f"the exporter's settings are {names}, and no template reads this one{hint}"


def told(known, key):
    return known.get(key, {}).get("description", "without a description")
