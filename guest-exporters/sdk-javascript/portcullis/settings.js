// Settings: a JSON object, checked against the exporter's schema.

import { SettingError } from "./failures.js";

const IS_OF_TYPE = {
  integer: Number.isInteger,
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  array: Array.isArray,
};

export function parsed(text) {
  const settings = JSON.parse(text);
  if (settings === null || typeof settings !== "object" || Array.isArray(settings)) {
    throw new SettingError("", "the settings are not a JSON object");
  }
  return settings;
}

/** Refuses a setting that the schema does not know or allow. */
export function check(schema, settings, prefix = "") {
  const known = properties(schema);
  for (const [key, value] of Object.entries(settings)) {
    const message = Object.hasOwn(known, key) ? wrong(known[key], value) : unknown(known);
    if (message) throw new SettingError(prefix + key, message);
  }
}

/** The same for the settings of a process type. */
export function checkProcess(schema, processType, settings) {
  check(schema.$defs?.process ?? {}, settings, `process.${processType}.`);
}

function properties(schema) {
  const parts = [schema, ...(schema.allOf ?? [])];
  return Object.assign({}, ...parts.map((part) => part.properties ?? {}));
}

function unknown(known) {
  const names = Object.keys(known).map((key) => `\`${key}\``);
  if (names.length === 0) return "the exporter has no such setting";
  return `the exporter's settings are ${names.join(", ")}`;
}

/** What is wrong with a value, as a lowercase fragment; nothing if it is right. */
function wrong(schema, value) {
  if (schema.enum && !schema.enum.includes(value)) {
    return `${shown(value)} is none of ${schema.enum.map(shown).join(", ")}`;
  }
  const isOfType = IS_OF_TYPE[schema.type] ?? (() => true);
  if (!isOfType(value)) return `${shown(value)} is not of the type ${schema.type}`;
  const { minimum = value, maximum = value } = schema;
  if (schema.type === "integer" && (value < minimum || value > maximum)) {
    return `${shown(value)} is out of range`;
  }
  if (schema.type !== "array") return undefined;
  return value.map((item) => wrong(schema.items ?? {}, item)).find(Boolean);
}

const shown = (value) => `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
