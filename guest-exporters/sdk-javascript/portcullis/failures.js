// Why there is no export, and how an error is told to the user.

import { described, expect, isText } from "./expect.js";

/** A text that is longer is cut, so that its place is told at all. */
const LONGEST = 2000;

/** The format cannot carry the application. The text says why. */
export class Rejected extends Error {}

/** A template does not render. */
export class TemplateError extends Error {
  constructor(template, line, message) {
    super(message);
    expect(isText, template, "the name of a template is text");
    expect((value) => Number.isInteger(value) && value >= 0, line, "the line is a number");
    expect(isText, message, "the message of an error is text");
    Object.assign(this, { template, line });
  }
}

/** A setting is unknown or has a wrong value. */
export class SettingError extends Error {
  constructor(key, message) {
    super(message);
    expect(isText, key, "the key of a setting is text");
    expect(isText, message, "the message of an error is text");
    this.key = key;
  }
}

/** The error of the interface that a thrown value becomes. */
export function told(error) {
  if (error instanceof Rejected && error.message) {
    return { tag: "rejected", val: legible(error.message) };
  }
  if (error instanceof TemplateError) {
    const { template, line, message } = error;
    return { tag: "template", val: { template, line, message } };
  }
  if (error instanceof SettingError) {
    return { tag: "setting", val: { key: error.key, message: error.message } };
  }
  return { tag: "rejected", val: legible(place(error) + summary(error)) };
}

/** The innermost line of the author's own code that was running, if any was. */
function place(error) {
  const stack = error instanceof Error ? String(error.stack) : "";
  const places = stack.split("\n").map((line) => /at (?:(\S+) )?\(?\/([^()]*?):(\d+)/.exec(line));
  const isOwn = (found) => found && !/^(portcullis|node_modules)\//.test(found[2]);
  const found = places.find(isOwn);
  if (!found) return "";
  const [, name, file, line] = found;
  const where = `${file}:${line}`;
  return name && name !== "<anonymous>" ? `${where}, in ${name}: ` : `${where}: `;
}

function summary(error) {
  if (!(error instanceof Error)) {
    return `${described(error)} was thrown, and only an Error knows its place`;
  }
  try {
    return cut(error instanceof Rejected ? "Rejected" : String(error));
  } catch {
    return "an error was thrown whose text cannot be made";
  }
}

function cut(text) {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST)}… (of ${text.length} characters)`;
}

/** Without halves of characters, which have no bytes in UTF-8. */
function legible(text) {
  const escaped = (half) => `\\u${half.charCodeAt(0).toString(16)}`;
  return text.replace(/\p{Surrogate}/gu, escaped);
}
