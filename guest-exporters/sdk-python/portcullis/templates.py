"""The least that a template needs: values by their names."""

import re

from .failures import TemplateError

PLACE = re.compile(r"\{\{(.*?)\}\}|\{\{", re.DOTALL)


def render(source, values, name="template"):
    """Puts values in the place of `{{ name }}`. Nothing else is replaced; for loops
    and conditions, install Jinja2, which componentize-py takes along.
    """

    def value(found):
        line = source.count("\n", 0, found.start()) + 1
        if found[1] is None:
            raise TemplateError(name, line, "`{{` without `}}`")
        word = found[1].strip()
        if word not in values:
            known = ", ".join(f"`{known}`" for known in values) or "none"
            raise TemplateError(name, line, f"there is no value `{word}`; there are {known}")
        if values[word] is None:
            raise TemplateError(name, line, f"the value `{word}` is None")
        return str(values[word])

    return PLACE.sub(value, source)
