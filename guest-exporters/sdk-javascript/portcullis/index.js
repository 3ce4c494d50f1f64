// Write an exporter in a screen of JavaScript.
//
// An exporter is an object with a name, a summary, templates and a generator
// `export` that yields files; `component` makes of such objects what the interface in
// wit/exporter.wit asks for. An error that nobody catches becomes one that names file
// and line.

export { component } from "./component.js";
export { Rejected, SettingError, TemplateError } from "./failures.js";
export { diagnostic, file } from "./outputs.js";
export { render } from "./templates.js";
export { utf8 } from "./text.js";
export { mergedEnv } from "./variables.js";
export * as shell from "./encode/shell.js";
export * as supervisord from "./encode/supervisord.js";
export * as systemd from "./encode/systemd.js";
