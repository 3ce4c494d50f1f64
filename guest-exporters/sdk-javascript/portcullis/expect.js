// What has another type is refused where it is given.

/** The value, if it is as it has to be. */
export function expect(is, value, rule) {
  if (!is(value)) throw new TypeError(`${rule}, not ${described(value)}`);
  return value;
}

/** Text, of which every part is a character. */
export const isText = (value) => typeof value === "string" && !/\p{Surrogate}/u.test(value);

export const isFlag = (value) => typeof value === "boolean";

export const isName = (value) => value === null || isText(value);

export const isObject = (value) =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** Any value in a few words, whatever it is. */
export function described(value) {
  if (typeof value === "string") {
    if (!isText(value)) return "text with half a character";
    return value.length > 100 ? "a long text" : `\`${value}\``;
  }
  if (typeof value === "function") return "a function";
  if (value === null || typeof value !== "object") return String(value);
  const name = maker(value);
  return name ? `an object of ${name}` : "an object";
}

/** The name of what an object was made by, if looking at it is no error. */
function maker(value) {
  try {
    const { constructor } = value;
    const name = typeof constructor === "function" ? constructor.name : "";
    return isText(name) ? name : "";
  } catch {
    return "";
  }
}
