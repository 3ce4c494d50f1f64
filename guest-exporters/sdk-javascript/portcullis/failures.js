// Why there is no export, and how an error is told to the user.

import { described, expect, isText } from "./expect.js";

/** A text that is longer is cut, so that its place is told at all. */
const LONGEST = 2000;

const isLine = (value) => Number.isInteger(value) && value >= 0 && value < 2 ** 31;

/** The format cannot carry the application. The text says why. */
export class Rejected extends Error {}

/** A template does not render. */
export class TemplateError extends Error {
  constructor(template, line, message) {
    super(message);
    expect(isText, template, "the name of a template is text");
    expect(isLine, line, "the line is a number");
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

/**
 * The error of the interface that a thrown value becomes. Where no line of the author's
 * was being run, the place is that of the function `origin`, if there is one.
 */
export function told(error, origin) {
  return attempt(() => asMeant(error)) ?? rejected(placed(error, origin) + summary(error));
}

/** What an author threw on purpose, unless it was changed until it means nothing. */
function asMeant(error) {
  const { message } = error;
  if (error instanceof Rejected && typeof message === "string" && message) {
    return rejected(message);
  }
  if (error instanceof TemplateError && isLine(error.line) && isText(message)) {
    const { template, line } = error;
    return isText(template) ? { tag: "template", val: { template, line, message } } : undefined;
  }
  if (error instanceof SettingError && isText(error.key) && isText(message)) {
    return { tag: "setting", val: { key: error.key, message } };
  }
  return undefined;
}

const rejected = (message) => ({ tag: "rejected", val: legible(message) });

function placed(error, origin) {
  return attempt(() => place(error)) || attempt(() => standing(origin)) || "";
}

/** The innermost line of the author's own code that was running, if any was. */
function place(error) {
  const stack = error instanceof Error ? String(error.stack) : "";
  const places = stack.split("\n").map((line) => /at (?:(\S+) )?\(?\/([^()]*?):(\d+)/.exec(line));
  const isOwn = (found) => found && !/^(portcullis|node_modules)\//.test(found[2]);
  const found = places.find(isOwn);
  return found ? at(found[2], found[3], found[1]) : "";
}

/** The line of a function that has returned, or is a generator, which tells no line. */
function standing({ fileName, lineNumber, name }) {
  return typeof fileName === "string" ? at(fileName.replace(/^\//, ""), lineNumber, name) : "";
}

function at(file, line, name) {
  const where = `${file}:${line}`;
  return name && name !== "<anonymous>" ? `${where}, in ${name}: ` : `${where}: `;
}

function summary(error) {
  if (!attempt(() => error instanceof Error)) {
    return `${described(error)} was thrown, and only an Error knows its place`;
  }
  const text = attempt(() => (error instanceof Rejected ? "Rejected" : cut(String(error))));
  return text ?? "an error was thrown whose text cannot be made";
}

/** Whatever a thrown value does when it is looked at. */
function attempt(what) {
  try {
    return what();
  } catch {
    return undefined;
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
