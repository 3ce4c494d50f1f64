// What an author writes, and what the interface is given of it.

import { Export } from "./export.js";
import { Rejected, told } from "./failures.js";
import { utf8 } from "./text.js";

const NO_SETTINGS = { type: "object", properties: {} };

/**
 * What the module exports under the name `exporting`. Each exporter is an object:
 *
 *   name        the format's name: lowercase letters, digits and hyphens
 *   summary     one sentence without a final period
 *   templates   the default templates, by name; a user can give others
 *   settings    a JSON Schema; `$defs.process` is that of a process type's settings
 *   unitNames   whether paths may hold `@`, `:` and `\xNN`, as systemd's do
 *   *export(e)  yields each `file` and each `diagnostic`; see export.js
 */
export function component(name, version, exporters) {
  let outputs;
  return {
    describe: () => ({ name, version, exporters: exporters.map(info) }),
    start(wanted, app, overrides) {
      telling(() => {
        const exporter = exporters.find((one) => one.name === wanted);
        if (!exporter) throw new Rejected(`the component has no exporter \`${wanted}\``);
        outputs = exporter.export(new Export(exporter, app, overrides));
      });
    },
    next: () =>
      telling(() => {
        const { value, done } = outputs.next();
        return done ? null : checked(value);
      }),
  };
}

/** One file. Its content is text or a Uint8Array. */
export function file(path, content, { executable = false, isPrivate = false } = {}) {
  // Said here, where the author's own line can be named.
  if (typeof path !== "string") throw new TypeError("the path of a file is text");
  const bytes = typeof content === "string" ? utf8(content) : content;
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError("the content of a file is text or a Uint8Array");
  }
  return { tag: "file", val: { path, content: bytes, executable, private: isPrivate } };
}

/** Something that the user should know. */
export function diagnostic(message, { isWarning = false, process = null } = {}) {
  const severity = isWarning ? "warning" : "note";
  return { tag: "diagnostic", val: { severity, message, process } };
}

function telling(what) {
  try {
    return what();
  } catch (error) {
    throw told(error);
  }
}

function checked(output) {
  if (output?.tag !== "file" && output?.tag !== "diagnostic") {
    throw new TypeError("an exporter yields file(…) and diagnostic(…)");
  }
  return output;
}

function info(exporter) {
  const templates = Object.entries(exporter.templates ?? {});
  return {
    name: exporter.name,
    summary: exporter.summary,
    templates: templates.map(([name, source]) => ({ name, source })),
    settingsSchema: JSON.stringify(exporter.settings ?? NO_SETTINGS),
    paths: exporter.unitNames ? "posix-unit" : "portable",
  };
}
