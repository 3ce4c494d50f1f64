// What a component says of itself. It is made while the component is built, so that
// what is wrong with it is told there.

import { expect, isObject, isText } from "./expect.js";

const NO_SETTINGS = { type: "object", properties: {} };

export function manifest(name, version, exporters) {
  expect(isText, name, "the name of a component is text");
  expect(isText, version, "the version of a component is text");
  expect(Array.isArray, exporters, "the exporters of a component are an array");
  return { name, version, exporters: exporters.map(info) };
}

function info(exporter) {
  expect(isObject, exporter, "an exporter is an object");
  const { name, summary, templates = {}, settings = NO_SETTINGS, unitNames = false } = exporter;
  expect(isText, name, "the name of an exporter is text");
  expect(isText, summary, `the summary of ${name} is text`);
  expect(isObject, templates, `the templates of ${name} are an object`);
  expect(isObject, settings, `the settings of ${name} are the object of a schema`);
  const isFunction = (value) => typeof value === "function";
  expect(isFunction, exporter.export, `\`export\` of ${name} is a generator`);
  for (const [template, source] of Object.entries(templates)) {
    expect(isText, source, `the template \`${template}\` is text`);
  }
  return {
    name,
    summary,
    templates: Object.entries(templates).map(([name, source]) => ({ name, source })),
    settingsSchema: JSON.stringify(settings),
    paths: unitNames ? "posix-unit" : "portable",
  };
}
