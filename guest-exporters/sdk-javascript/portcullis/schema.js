// What a JSON Schema says of a value, as far as the host looks at it too.

import { isObject } from "./expect.js";
import { nearest } from "./nearest.js";

/** How many references are followed before a schema is taken to go in circles. */
const MOST_REFERENCES = 16;

const IS_OF_TYPE = {
  integer: Number.isInteger,
  number: (value) => typeof value === "number",
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  array: Array.isArray,
  object: isObject,
  null: (value) => value === null,
};

const NOT = {
  string: "is not text",
  boolean: "is neither true nor false",
  array: "is not a list",
  object: "is not an object",
};

/** The schema of an object and those in its `allOf`. */
export function parts(root, schema) {
  const whole = resolved(root, schema);
  return [whole, ...(whole.allOf ?? []).map((part) => resolved(root, part))];
}

/** By their names; what is said first of one counts. */
export function properties(parts) {
  const all = parts.flatMap((part) => Object.entries(part.properties ?? {}));
  const known = new Map();
  for (const [name, schema] of all) if (!known.has(name)) known.set(name, schema);
  return Object.fromEntries(known);
}

export const required = (parts) => parts.flatMap((part) => part.required ?? []);

export const takesOthers = (parts) =>
  parts.some((part) => (part.additionalProperties ?? false) !== false);

/** Follows references within the document; what leads nowhere says nothing. */
function resolved(root, schema) {
  let found = schema;
  for (let count = 0; count < MOST_REFERENCES; count++) {
    if (!isObject(found)) return found ?? {};
    if (found.$ref === undefined) return found;
    const path = found.$ref.replace(/^#/, "").split("/").slice(1);
    const names = path.map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
    found = names.reduce((at, name) => at?.[name], root);
  }
  return {};
}

/** What is wrong with a value, as a lowercase fragment; nothing if it is right. */
export function wrong(root, given, value) {
  const schema = resolved(root, given);
  if (schema === false) return `${shown(value)} is not allowed`;
  if (!isObject(schema)) return undefined;
  for (const check of [choice, ofType, bounds, length, pattern, ofItems, ofFields]) {
    const message = check(root, schema, value);
    if (message) return message;
  }
  return first(schema.allOf ?? [], (part) => wrong(root, part, value));
}

function choice(_, schema, value) {
  const same = (allowed) => JSON.stringify(allowed) === JSON.stringify(value);
  if (schema.enum && !schema.enum.some(same)) {
    return `${shown(value)} is none of ${schema.enum.map(shown).join(", ")}`;
  }
  if (schema.const !== undefined && !same(schema.const)) {
    return `${shown(value)} is not ${shown(schema.const)}`;
  }
  return undefined;
}

function ofType(_, schema, value) {
  const kinds = [schema.type ?? []].flat();
  const isOf = (kind) => (IS_OF_TYPE[kind] ?? (() => true))(value);
  if (kinds.length === 0 || kinds.some(isOf)) return undefined;
  if (kinds.length > 1) return `${shown(value)} is of none of the types ${kinds.join(", ")}`;
  return `${shown(value)} ${NOT[kinds[0]] ?? notANumber(schema)}`;
}

function bounds(_, schema, value) {
  if (typeof value !== "number") return undefined;
  const { minimum = value, maximum = value, multipleOf: block } = schema;
  const { exclusiveMinimum: above = -Infinity, exclusiveMaximum: below = Infinity } = schema;
  if (value < minimum || value > maximum || value <= above || value >= below) {
    return `${shown(value)} ${notANumber(schema)}`;
  }
  return block && value % block ? `${shown(value)} is not a multiple of ${block}` : undefined;
}

function notANumber({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }) {
  const kind = type === "integer" ? "is not a whole number" : "is not a number";
  const hasLeast = (minimum ?? exclusiveMinimum) !== undefined;
  const least = minimum === undefined ? ` above ${exclusiveMinimum}` : ` from ${minimum}`;
  const begin = kind + (hasLeast ? least : "");
  if (maximum !== undefined) return `${begin}${hasLeast ? " to" : " up to"} ${maximum}`;
  if (exclusiveMaximum !== undefined) return `${begin} below ${exclusiveMaximum}`;
  return begin + (minimum === undefined ? "" : " upwards");
}

function length(_, schema, value) {
  const isText = typeof value === "string";
  if (!isText && !Array.isArray(value)) return undefined;
  const [length, what] = [[...value].length, isText ? "characters" : "items"];
  const least = (isText ? schema.minLength : schema.minItems) ?? 0;
  const most = (isText ? schema.maxLength : schema.maxItems) ?? length;
  if (length < least) return `it has ${length} ${what}, and at least ${least} are needed`;
  if (length > most) return `it has ${length} ${what}, and at most ${most} are allowed`;
  return undefined;
}

function pattern(_, schema, value) {
  if (typeof value !== "string" || schema.pattern === undefined) return undefined;
  const matches = new RegExp(schema.pattern, "u").test(value);
  return matches ? undefined : `${shown(value)} does not match \`${schema.pattern}\``;
}

function ofItems(root, schema, value) {
  if (!Array.isArray(value) || schema.items === undefined) return undefined;
  return first(value, (item) => wrong(root, schema.items, item));
}

function ofFields(root, schema, value) {
  if (!isObject(value)) return undefined;
  const found = first(Object.entries(value), ([key, field]) => {
    const known = schema.properties ?? {};
    const of = Object.hasOwn(known, key) ? known[key] : schema.additionalProperties;
    if (of === false) return unknown(key, Object.keys(known));
    const message = wrong(root, of ?? true, field);
    return message && `\`${key}\` in it: ${message}`;
  });
  // What is misspelt is missing too, and the slip tells more.
  const missing = (schema.required ?? []).find((key) => !Object.hasOwn(value, key));
  return found ?? (missing && `\`${missing}\` is missing in it, and required`);
}

function unknown(key, known) {
  if (known.length === 0) return `\`${key}\` is unknown in it`;
  const near = nearest(key, known);
  const hint = near === undefined ? "" : `; did you mean \`${near}\`?`;
  return `\`${key}\` is unknown in it, which has \`${known.join("`, `")}\`${hint}`;
}

/** The first message that there is. */
function first(all, check) {
  for (const one of all) {
    const message = check(one);
    if (message) return message;
  }
  return undefined;
}

const shown = (value) => `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
