// Your exporter: makes a Makefile that starts an application's processes by hand, and
// beside it a script for each of them.

import { Rejected, component, file, shell } from "./portcullis/index.js";
import { TARGET } from "./target.js";

const makefiles = {
  name: "starter",
  summary: "A Makefile with a target for each process",
  templates: { "target.mk": TARGET },

  *export(e) {
    const { root, processes } = e.app;
    if (root.includes("\n")) {
      throw new Rejected("the root has a line break in it, which a Makefile cannot carry");
    }
    // The values in it may be secrets.
    yield file("Makefile", makefile(e), { isPrivate: true });
    for (const { name } of processes) {
      yield file(`${name}.sh`, script(name), { executable: true });
    }
  },
};

function makefile(e) {
  const { app } = e;
  const targets = app.processes.map((process) => {
    const exports = e.envOf(process).map(([name, value]) => `${shell.exporting(name, value)}; `);
    return e.render("target.mk", {
      name: process.name,
      root: makeEscape(shell.quote(app.root)),
      exports: makeEscape(exports.join("")),
      shell: makeEscape(shell.quote(app.shell)),
      command: makeEscape(shell.quote(process.command)),
    });
  });
  const first = app.processes[0].name;
  return `# The processes of ${app.name}: \`make ${first}\` starts one.\n\n${targets.join("")}`;
}

function script(name) {
  return `#!/bin/sh\n# Starts ${name}.\nexec make --file "$(dirname "$0")/Makefile" -- ${name}\n`;
}

const makeEscape = (recipe) => recipe.replaceAll("$", "$$$$");

export const exporting = component("starter", "0.1.0", [makefiles]);
