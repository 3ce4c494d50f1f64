// What an exporter yields, and what the interface is given of it.

import { expect, isFlag, isName, isText } from "./expect.js";
import { utf8 } from "./text.js";

// What was made here, and so was looked at. It does not change afterwards.
const made = new WeakSet();

/** Which array of numbers an object is; nobody can make believe. */
const kind = Reflect.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
).get;

/** One file. Its content is text or a Uint8Array. */
export function file(path, content, options = {}) {
  // Said here, where the author's own line can be named.
  const { executable, isPrivate } = flags(options, { executable: false, isPrivate: false });
  expect(isText, path, "the path of a file is text");
  expect(isFlag, executable, "`executable` is true or false");
  expect(isFlag, isPrivate, "`isPrivate` is true or false");
  const bytes = typeof content === "string" ? utf8(content) : copied(content);
  return output("file", { path, content: bytes, executable, private: isPrivate });
}

/** What looks like bytes may have none, and what has them may lose them. */
function copied(content) {
  const rule = "the content of a file is text or a Uint8Array";
  const isBytes = (value) => kind.call(value) === "Uint8Array";
  return new Uint8Array(expect(isBytes, content, rule));
}

/** Something that the user should know. */
export function diagnostic(message, options = {}) {
  const { isWarning, process } = flags(options, { isWarning: false, process: null });
  expect(isText, message, "the message of a diagnostic is text");
  expect(isFlag, isWarning, "`isWarning` is true or false");
  expect(isName, process, "the process of a diagnostic is its name, or null");
  const severity = isWarning ? "warning" : "note";
  return output("diagnostic", { severity, message, process });
}

/** The steps of an export, if it has any. */
export function begun(exporter, given) {
  const steps = given?.[Symbol.iterator];
  const rule = `\`export\` of ${exporter.name} has to yield each file(…) and diagnostic(…)`;
  expect(() => typeof steps === "function" && typeof given === "object", given, rule);
  return given[Symbol.iterator]();
}

export function checked(exporter, given) {
  const rule = `\`export\` of ${exporter.name} yields file(…) and diagnostic(…)`;
  return expect((value) => made.has(value), given, rule);
}

function output(tag, val) {
  const output = Object.freeze({ tag, val: Object.freeze(val) });
  made.add(output);
  return output;
}

/** A misspelt option would otherwise pass in silence. */
function flags(given, known) {
  expect((value) => value !== null && typeof value === "object", given, "options are an object");
  const names = Object.keys(known);
  const isKnown = (name) => names.includes(name);
  for (const name of Object.keys(given)) {
    expect(isKnown, name, `the options are ${names.map((one) => `\`${one}\``).join(" and ")}`);
  }
  return { ...known, ...given };
}
