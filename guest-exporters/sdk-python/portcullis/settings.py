"""Settings: a JSON object, checked against the exporter's schema."""

import json

from .failures import SettingError

TYPES = {"integer": int, "string": str, "boolean": bool, "array": list, "object": dict}


def parsed(text):
    settings = json.loads(text)
    if not isinstance(settings, dict):
        raise SettingError("", "the settings are not a JSON object")
    return settings


def check(schema, settings, prefix=""):
    """Refuses a setting that the schema does not know or allow."""
    known = properties(schema)
    for key, value in settings.items():
        if key not in known:
            raise SettingError(prefix + key, unknown(known))
        if message := wrong(known[key], value):
            raise SettingError(prefix + key, message)


def check_process(schema, process_type, settings):
    """The same for the settings of a process type."""
    of_process = schema.get("$defs", {}).get("process", {})
    check(of_process, settings, f"process.{process_type}.")


def properties(schema):
    known = dict(schema.get("properties", {}))
    for part in schema.get("allOf", []):
        known.update(part.get("properties", {}))
    return known


def unknown(known):
    if not known:
        return "the exporter has no such setting"
    return "the exporter's settings are " + ", ".join(f"`{key}`" for key in known)


def wrong(schema, value):
    """What is wrong with a value, as a lowercase fragment; nothing if it is right."""
    if "enum" in schema and value not in schema["enum"]:
        return f"{shown(value)} is none of {', '.join(map(shown, schema['enum']))}"
    kind = schema.get("type")
    is_of_kind = isinstance(value, TYPES.get(kind, object))
    if not is_of_kind or (kind == "integer" and isinstance(value, bool)):
        return f"{shown(value)} is not of the type {kind}"
    if kind == "integer":
        least, most = schema.get("minimum", value), schema.get("maximum", value)
        if not least <= value <= most:
            return f"{shown(value)} is out of range"
    if kind == "array":
        items = (wrong(schema.get("items", {}), item) for item in value)
        return next(filter(None, items), None)
    return None


def shown(value):
    return f"`{value if isinstance(value, str) else json.dumps(value)}`"
