// Why there is no export, and how an error is told to the user.

/** The format cannot carry the application. The text says why. */
export class Rejected extends Error {}

/** A template does not render. */
export class TemplateError extends Error {
  constructor(template, line, message) {
    super(message);
    Object.assign(this, { template, line });
  }
}

/** A setting is unknown or has a wrong value. */
export class SettingError extends Error {
  constructor(key, message) {
    super(message);
    this.key = key;
  }
}

/** The error of the interface that a thrown value becomes. */
export function told(error) {
  if (error instanceof Rejected) return { tag: "rejected", val: error.message };
  if (error instanceof TemplateError) {
    const { template, line, message } = error;
    return { tag: "template", val: { template, line, message } };
  }
  if (error instanceof SettingError) {
    return { tag: "setting", val: { key: error.key, message: error.message } };
  }
  return { tag: "rejected", val: place(error) + String(error) };
}

/** The innermost line of the author's own code that was running, if any was. */
function place(error) {
  const frames = String(error?.stack ?? "").split("\n");
  const frame = frames.find((line) => /:\d/.test(line) && !line.includes("portcullis/"));
  const found = /at (?:(\S+) )?\(?([^()]*?):(\d+)/.exec(frame ?? "");
  if (!found) return "";
  const [, name, file, line] = found;
  const where = `${file.split("/").pop()}:${line}`;
  return name && name !== "<anonymous>" ? `${where}, in ${name}: ` : `${where}: `;
}
