// Text in a supervisord configuration.
//
// An INI file in which ` ;` and ` #` begin a comment anywhere in a line; every value is
// then a format string of Python; `environment` is split by a lexer without escapes.

import { isSpace, last } from "../text.js";
import { exporting, quote } from "./shell.js";

/** Expands to nothing, and parts what must not be read together. */
const NOTHING = "%(host_node_name).0s";

/** Runs every word but the last two, which are a shell and its command. */
const EXPORTING = 'while [ "$#" -gt 2 ]; do eval "$1"; shift; done; exec "$1" -c "$2"';

/** A value that ends where the text ends. */
export function text(text) {
  let before = " ";
  const escaped = Array.from(text, (c) => {
    const beginsComment = (c === ";" || c === "#") && isPythonSpace(before);
    const beginsExpansion = c === "(" && before === "%";
    before = c;
    return (beginsComment || beginsExpansion ? NOTHING : "") + (c === "%" ? "%%" : c);
  });
  return escaped.join("");
}

/** A directory. A final `/.` keeps white space at the end. */
export function path(path) {
  return text(path) + (isSpace(last(path)) ? "/." : "");
}

/** The path of a log file, which is expanded twice. */
export function logfile(path) {
  return text(path).replaceAll("%%", "%%%%");
}

/**
 * The value of `environment`, of pairs: all variables that it can hold. The others
 * must go into `command`.
 */
export function environment(env) {
  const carried = env.filter(([, value]) => isCarried(value));
  const assignments = carried.map(([name, value]) => {
    const mark = value.includes('"') ? "'" : '"';
    return `${name}=${mark}${text(value)}${mark}`;
  });
  return assignments.join(",");
}

/**
 * The value of `command`: the shell with the command. Variables that `environment`
 * cannot hold are exported by a shell around it.
 */
export function command(program, command, env) {
  const wrapped = exports(env);
  const words = wrapped.length
    ? ["/bin/sh", "-c", EXPORTING, "sh", ...wrapped, program, command]
    : [program, "-c", command];
  return text(words.map(quote).join(" "));
}

/** The words by which `command` exports what `environment` cannot hold. */
export function exports(env) {
  const others = env.filter(([, value]) => !isCarried(value));
  return others.map(([name, value]) => exporting(name, value));
}

function isCarried(value) {
  const hasBoth = value.includes('"') && value.includes("'");
  return !(hasBoth || /^['"]|['"]$/.test(value) || /[\n\r]/.test(value));
}

/** What Python's `isspace` says. */
function isPythonSpace(c) {
  return isSpace(c) || (c >= "\x1c" && c <= "\x1f");
}
