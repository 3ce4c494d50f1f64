// Text in a systemd unit file.
//
// Rules: systemd.syntax(7) for quoting, systemd.unit(5) for specifiers and names,
// systemd.service(5) for command lines.

import { isSpace, last, utf8 } from "../text.js";

const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "%": "%%" };

/** Free text, such as a description. */
export function text(text) {
  return text.replaceAll("%", "%%");
}

/** A path as `WorkingDirectory=` takes it: unquoted, to the end of the line. */
export function path(path) {
  const end = last(path);
  return text(path) + (end === "\\" || isSpace(end) ? "/." : "");
}

/** A part of a unit's name. What a name cannot hold becomes `\xNN`. */
export function unit(name) {
  const escaped = Array.from(utf8(name), (byte, index) => {
    const c = String.fromCharCode(byte);
    const isPlain = /^[A-Za-z0-9:_.-]$/.test(c) && !(index === 0 && c === ".");
    return isPlain ? c : hex(byte);
  });
  return escaped.join("");
}

/** One word of `ExecStart=`, in double quotes. */
export function exec(word) {
  return `"${escape(word).replaceAll("$", "$$$$")}"`;
}

/** The value of `ExecStart=`: a command run by a shell. */
export function command(shell, command) {
  if (/['"\\$]/.test(shell)) {
    // systemd starts no program with such a path, but passes any argument on.
    const script = exec('exec "$0" -c "$1"');
    return `/bin/sh -c ${script} ${exec(shell)} ${exec(command)}`;
  }
  return `${exec(shell)} -c ${exec(command)}`;
}

/** One assignment of `Environment=`, in double quotes. */
export function env(name, value) {
  return `"${name}=${escape(value)}"`;
}

/** One assignment in a file of `EnvironmentFile=`, in double quotes. */
export function envFile(name, value) {
  return `${name}="${value.replace(/[\\"$`]/g, (c) => `\\${c}`)}"`;
}

/** One word of a list of paths, such as that of `ReadWritePaths=`. */
export function word(word) {
  return `"${text(word.replaceAll("\\", "\\\\").replaceAll('"', '\\"'))}"`;
}

/** Whether systemd takes text with this character in it for broken. */
export function isNoncharacter(c) {
  const code = c.codePointAt(0);
  return (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) === 0xfffe;
}

function escape(text) {
  return Array.from(text, escaped).join("");
}

function escaped(c) {
  if (Object.hasOwn(ESCAPES, c)) return ESCAPES[c];
  const isHidden = c < " " || c === "\x7f" || isNoncharacter(c);
  return isHidden ? Array.from(utf8(c), hex).join("") : c;
}

function hex(byte) {
  return `\\x${byte.toString(16).padStart(2, "0")}`;
}
