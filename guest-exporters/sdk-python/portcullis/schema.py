"""What a JSON Schema says of a value, as far as the host looks at it too."""

import json
import re

from .nearest import nearest

MOST_REFERENCES = 16
"""How many references are followed before a schema is taken to go in circles."""

TYPES = {
    "integer": lambda value: is_number(value) and (isinstance(value, int) or value.is_integer()),
    "number": lambda value: is_number(value),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "null": lambda value: value is None,
}

NOT = {
    "string": "is not text",
    "boolean": "is neither true nor false",
    "array": "is not a list",
    "object": "is not an object",
}


def parts(root, schema):
    """The schema of an object and those in its `allOf`."""
    whole = resolved(root, schema)
    return [whole, *(resolved(root, part) for part in whole.get("allOf", []))]


def properties(parts):
    """By their names; what is said first of one counts."""
    known = {}
    for part in parts:
        for name, schema in part.get("properties", {}).items():
            known.setdefault(name, schema)
    return known


def required(parts):
    return [key for part in parts for key in part.get("required", [])]


def takes_others(parts):
    return any(part.get("additionalProperties", False) is not False for part in parts)


def resolved(root, schema):
    """Follows references within the document; what leads nowhere says nothing."""
    for _ in range(MOST_REFERENCES):
        if not isinstance(schema, dict):
            return schema
        if "$ref" not in schema:
            return schema
        target = root
        for name in schema["$ref"].removeprefix("#").split("/")[1:]:
            name = name.replace("~1", "/").replace("~0", "~")
            target = target.get(name, {}) if isinstance(target, dict) else {}
        schema = target
    return {}


def wrong(root, schema, value):
    """What is wrong with a value, as a lowercase fragment; nothing if it is right."""
    schema = resolved(root, schema)
    if schema is False:
        return f"{shown(value)} is not allowed"
    if not isinstance(schema, dict):
        return None
    checks = [choice, of_type, bounds, length, of_items, of_fields]
    found = (check(root, schema, value) for check in checks)
    more = (wrong(root, part, value) for part in schema.get("allOf", []))
    return next(filter(None, found), None) or next(filter(None, more), None)


def choice(_, schema, value):
    if "enum" in schema and written(value) not in map(written, schema["enum"]):
        return f"{shown(value)} is none of {', '.join(map(shown, schema['enum']))}"
    if "const" in schema and written(value) != written(schema["const"]):
        return f"{shown(value)} is not {shown(schema['const'])}"
    return None


def of_type(_, schema, value):
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if not kinds or any(TYPES.get(kind, lambda _: True)(value) for kind in kinds):
        return None
    if len(kinds) > 1:
        return f"{shown(value)} is of none of the types {', '.join(kinds)}"
    return f"{shown(value)} {NOT.get(kinds[0]) or not_a_number(schema)}"


def bounds(_, schema, value):
    if not is_number(value):
        return None
    least, most = schema.get("minimum", value), schema.get("maximum", value)
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    is_within = (above is None or value > above) and (below is None or value < below)
    if not (least <= value <= most and is_within):
        return f"{shown(value)} {not_a_number(schema)}"
    block = schema.get("multipleOf")
    return f"{shown(value)} is not a multiple of {block}" if block and value % block else None


def not_a_number(schema):
    kind = "is not a whole number" if schema.get("type") == "integer" else "is not a number"
    least, most = schema.get("minimum"), schema.get("maximum")
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    has_least, has_most = not least is above is None, not most is below is None
    begin = f" from {least}" if least is not None else f" above {above}" if has_least else ""
    if not has_most:
        return kind + begin + (" upwards" if least is not None else "")
    end = f" below {below}" if most is None else f" to {most}" if has_least else f" up to {most}"
    return kind + begin + end


def length(_, schema, value):
    keys = {str: ("minLength", "maxLength"), list: ("minItems", "maxItems")}.get(type(value))
    if keys is None:
        return None
    least, most = schema.get(keys[0], 0), schema.get(keys[1], len(value))
    what = "characters" if isinstance(value, str) else "items"
    if len(value) < least:
        return f"it has {len(value)} {what}, and at least {least} are needed"
    if len(value) > most:
        return f"it has {len(value)} {what}, and at most {most} are allowed"
    pattern = schema.get("pattern") if isinstance(value, str) else None
    if pattern and not re.search(pattern, value):
        return f"{shown(value)} does not match `{pattern}`"
    return None


def of_items(root, schema, value):
    if not isinstance(value, list) or "items" not in schema:
        return None
    found = (wrong(root, schema["items"], item) for item in value)
    return next(filter(None, found), None)


def of_fields(root, schema, value):
    if not isinstance(value, dict):
        return None
    others = schema.get("additionalProperties", True)
    for key, field in value.items():
        of = schema.get("properties", {}).get(key, others)
        if of is False:
            return unknown(key, schema.get("properties", {}))
        if message := wrong(root, of, field):
            return f"`{key}` in it: {message}"
    # What is misspelt is missing too, and the slip tells more.
    for key in schema.get("required", []):
        if key not in value:
            return f"`{key}` is missing in it, and required"
    return None


def unknown(key, known):
    if not known:
        return f"`{key}` is unknown in it"
    near = nearest(key, known)
    hint = f"; did you mean `{near}`?" if near else ""
    return f"`{key}` is unknown in it, which has {', '.join(f'`{name}`' for name in known)}{hint}"


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def written(value):
    """As JSON, in which true is not 1."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, sort_keys=True)


def shown(value):
    return f"`{value if isinstance(value, str) else written(value)}`"
