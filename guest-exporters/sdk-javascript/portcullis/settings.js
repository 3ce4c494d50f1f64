// Settings: a JSON object, checked against the exporter's schema as the host does it.

import { isObject } from "./expect.js";
import { SettingError } from "./failures.js";
import { nearest } from "./nearest.js";
import { parts, properties, required, takesOthers, wrong } from "./schema.js";

/** The settings that the host gives, as an object. */
export function parsed(text) {
  const settings = JSON.parse(text);
  if (!isObject(settings)) throw new SettingError("", "the settings are not a JSON object");
  return settings;
}

/**
 * Refuses a setting that the schema does not know or allow, and the lack of one that it
 * requires. What a template reads is known too.
 */
export function check(root, settings, templates = []) {
  checkPart(root, root, settings, (key) => reads(templates, key));
}

/** The same for the settings of a process type. */
export function checkProcess(root, processType, settings, templates = []) {
  const part = root.$defs?.process ?? {};
  const isRead = (key) => reads(templates, `settings.${key}`);
  checkPart(root, part, settings, isRead, `process.${processType}.`);
}

function checkPart(root, part, settings, isRead, prefix = "") {
  const all = parts(root, part);
  const known = properties(all);
  for (const [key, value] of Object.entries(settings)) {
    let message;
    if (Object.hasOwn(known, key)) message = wrong(root, known[key], value);
    else if (!takesOthers(all) && !isRead(key)) message = unknown(key, known);
    if (message) throw new SettingError(prefix + key, message);
  }
  const missing = required(all).find((key) => !Object.hasOwn(settings, key));
  if (missing === undefined) return;
  const told = known[missing]?.description ?? "without a description";
  throw new SettingError(prefix + missing, `it is missing and required: ${told}`);
}

function reads(templates, name) {
  const escaped = name.replace(/[^A-Za-z0-9_]/gu, (c) => `\\u{${c.codePointAt(0).toString(16)}}`);
  const letter = "[\\p{L}\\p{N}_]";
  const word = new RegExp(`(?<!${letter})${escaped}(?!${letter})`, "u");
  return name !== "" && templates.some((source) => word.test(source));
}

function unknown(key, known) {
  const all = Object.keys(known);
  if (all.length === 0) return "the exporter has no settings, and no template reads this one";
  const names = all.map((name) => `\`${name}\``).join(", ");
  const near = nearest(key, all);
  const hint = near === undefined ? "" : `; did you mean \`${near}\`?`;
  return `the exporter's settings are ${names}, and no template reads this one${hint}`;
}
