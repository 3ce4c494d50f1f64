// Asks each part of the library what `cases` names, inside a component.

import { CASES } from "./cases.js";
import { SettingError, TemplateError, component, file } from "./portcullis/index.js";
import { mergedEnv, render } from "./portcullis/index.js";
import { check, checkProcess, parsed } from "./portcullis/settings.js";

const helping = {
  name: "helping",
  summary: "Answers of the library",
  templates: CASES.own.templates,
  settings: CASES.own.schema,
  *export(e) {
    const { processes } = e.app;
    const each = (answer) => Object.fromEntries(processes.map((one) => [one.name, answer(one)]));
    const answers = {
      settings: CASES.settings.map(checked),
      variables: CASES.variables.map(merged),
      templates: CASES.templates.map(rendered),
      given: e.settings,
      of: each((process) => e.settingsOf(process)),
      env: each((process) => e.envOf(process)),
      page: e.render("page", { name: "x" }),
    };
    yield file("answers", JSON.stringify(answers));
  },
};

function checked({ schema, given, templates = [], process }) {
  return caught(SettingError, (error) => [error.key, error.message], () => {
    if (process === undefined) check(schema, parsed(given), templates);
    else checkProcess(schema, process, parsed(given), templates);
    return null;
  });
}

function merged({ shared, own }) {
  const variables = (pairs) => pairs.map(([name, value]) => ({ name, value }));
  return mergedEnv({ env: variables(shared) }, { env: variables(own) });
}

function rendered({ source, values }) {
  const told = ({ template, line, message }) => [template, line, message];
  return caught(TemplateError, told, () => render(source, values, "page"));
}

function caught(kind, told, what) {
  try {
    return what();
  } catch (error) {
    if (error instanceof kind) return told(error);
    throw error;
  }
}

export const exporting = component("helping", "0.1.0", [helping]);
