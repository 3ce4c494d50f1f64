// The least that a template needs: values by their names.

import { TemplateError } from "./failures.js";

/** Puts values in the place of `{{ name }}`. Nothing else is replaced. */
export function render(source, values = {}, name = "template") {
  return source.replace(/\{\{([^]*?)\}\}|\{\{/g, (_, word, at) => {
    const line = source.slice(0, at).split("\n").length;
    if (word === undefined) throw new TemplateError(name, line, "`{{` without `}}`");
    const key = word.trim();
    if (!Object.hasOwn(values, key)) {
      const known = names(values);
      throw new TemplateError(name, line, `there is no value \`${key}\`; there are ${known}`);
    }
    const value = values[key];
    if (value === undefined || value === null) {
      throw new TemplateError(name, line, `the value \`${key}\` is ${value}`);
    }
    return String(value);
  });
}

/** The names of an object's members, for people. */
export function names(values) {
  const names = Object.keys(values).map((name) => `\`${name}\``);
  return names.join(", ") || "none";
}
