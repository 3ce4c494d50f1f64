// Text in a POSIX shell script.

import { expect, isText } from "../expect.js";

/** One word, quoted only if it has to be. A newline stays one within the quotes. */
export function quote(text) {
  // A pattern would take what is missing for the text "undefined".
  expect(isText, text, "only text can be quoted");
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
}

/**
 * A command that exports a variable, on one line whatever is in the value: `printf`
 * makes the line breaks, and a full stop keeps those at the end.
 */
export function exporting(name, value) {
  if (!/[\n\r]/.test(value)) return `export ${name}=${quote(value)}`;
  const escaped = value
    .replaceAll("\\", "\\\\")
    .replaceAll("%", "%%")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r");
  return `${name}="$(printf -- ${quote(`${escaped}.`)})"; export ${name}="\${${name}%.}"`;
}
