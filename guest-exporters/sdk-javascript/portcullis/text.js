// Text as bytes: the engine has no TextEncoder.

import { expect, isText } from "./expect.js";

/** The bytes of a text in UTF-8. */
export function utf8(text) {
  expect(isText, text, "only text has bytes in UTF-8");
  const bytes = [];
  for (const c of text) {
    const code = c.codePointAt(0);
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), low(code));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), low(code >> 6), low(code));
    else bytes.push(0xf0 | (code >> 18), low(code >> 12), low(code >> 6), low(code));
  }
  return new Uint8Array(bytes);
}

const low = (code) => 0x80 | (code & 0x3f);

/** White space as Unicode has it. */
export function isSpace(c) {
  return c === "\x85" || (c !== "\ufeff" && /^\s$/u.test(c));
}

/** The last character of a text, or nothing. */
export function last(text) {
  return [...text.slice(-2)].pop() ?? "";
}
