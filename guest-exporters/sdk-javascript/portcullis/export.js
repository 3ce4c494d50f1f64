// One export: the application, its settings and the templates, in one place.

import { check, checkProcess, parsed } from "./settings.js";
import { names, render } from "./templates.js";
import { mergedEnv } from "./variables.js";

/**
 * Everything that an exporter may look at during one export: `app` is the application
 * as wit/exporter.wit describes it, in camelCase; `settings` those of this export;
 * `templates` the sources of all templates by name.
 */
export class Export {
  constructor(exporter, app, overrides) {
    this.app = app;
    this.templates = { ...exporter.templates };
    for (const { name, source } of overrides) this.templates[name] = source;
    const [schema, sources] = [exporter.settings ?? {}, Object.values(this.templates)];
    this.settings = parsed(app.settings);
    check(schema, this.settings, sources);
    this.processSettings = new Map();
    for (const { processType, settings } of app.processes) {
      if (this.processSettings.has(processType)) continue;
      const own = parsed(settings);
      checkProcess(schema, processType, own, sources);
      this.processSettings.set(processType, own);
    }
  }

  /** The settings of a process: those of its type, and behind them the export's. */
  settingsOf(process) {
    return { ...this.settings, ...this.processSettings.get(process.processType) };
  }

  /** The environment of a process: pairs of name and value. */
  envOf(process) {
    return mergedEnv(this.app, process);
  }

  /** Renders a template with these values; see templates.js. */
  render(template, values) {
    if (!Object.hasOwn(this.templates, template)) {
      const known = names(this.templates);
      throw new ReferenceError(`there is no template \`${template}\`; there are ${known}`);
    }
    return render(this.templates[template], values, template);
  }
}
