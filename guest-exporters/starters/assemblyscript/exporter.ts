// Your exporter: makes a Makefile that starts an application's processes by hand,
// and beside it a script for each of them.

import {
  Application, Exporter, File, Process,
  makeEscape, mergedVariables, reject, render, shellExport, shellQuote,
} from "./portcullis";
import { TARGET } from "./target";

export const exporter = new Exporter(
  "starter",
  "0.1.0",
  "A Makefile with a target for each process",
  "target.mk",
  TARGET,
);

// Called once before the first file. `reject` says why there can be none.
export function start(app: Application): void {
  if (app.root.includes("\n")) {
    reject("the root has a line break in it, which a Makefile cannot carry");
  }
}

// Called with 0, 1, 2, … until it gives nothing.
export function next(app: Application, step: i32): File | null {
  if (step == 0) {
    const file = new File("Makefile", makefile(app));
    file.isPrivate = true; // The values in it may be secrets.
    return file;
  }
  if (step > app.processes.length) return null;
  const name = app.processes[step - 1].name;
  const file = new File(name + ".sh", script(name));
  file.isExecutable = true;
  return file;
}

function makefile(app: Application): string {
  const first = app.processes[0].name;
  const parts = [`# The processes of ${app.name}: \`make ${first}\` starts one.\n\n`];
  for (let i = 0; i < app.processes.length; i++) {
    const process = app.processes[i];
    const values = new Map<string, string>();
    values.set("name", process.name);
    values.set("root", makeEscape(shellQuote(app.root)));
    values.set("exports", makeEscape(exports(app, process)));
    values.set("shell", makeEscape(shellQuote(app.shell)));
    values.set("command", makeEscape(shellQuote(process.command)));
    parts.push(render("target.mk", values));
  }
  return parts.join("");
}

function script(name: string): string {
  return `#!/bin/sh\n# Starts ${name}.\nexec make --file "$(dirname "$0")/Makefile" -- ${name}\n`;
}

// The commands that export the variables of a process.
function exports(app: Application, process: Process): string {
  const parts = new Array<string>();
  const variables = mergedVariables(app, process);
  for (let i = 0; i < variables.length; i++) {
    parts.push(shellExport(variables[i].name, variables[i].value) + "; ");
  }
  return parts.join("");
}
