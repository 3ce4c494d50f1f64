// The records of wit/exporter.wit, and a few helpers. You need not change it.

import { exporter } from "./exporter";

// --- what you are given: the records of wit/exporter.wit ---

export class Variable {
  constructor(public name: string, public value: string) {}
}

export class Process {
  processType: string = "";
  instance: u32 = 0;
  name: string = "";
  command: string = "";
  port: i32 = -1; // -1: it has none
  env: Variable[] = [];
  settings: string = "{}";
}

export class Application {
  name: string = "";
  root: string = "";
  logDir: string = "";
  runDir: string = "";
  user: string = "";
  shell: string = "";
  env: Variable[] = [];
  processes: Process[] = [];
  settings: string = "{}";
}

// --- what you write, in exporter.ts ---

export class Exporter {
  constructor(
    public name: string,
    public version: string,
    public summary: string,
    public template: string,
    public source: string,
  ) {}
}

export class File {
  isExecutable: bool = false;
  isPrivate: bool = false;
  constructor(public path: string, public content: string) {}
}

// --- what came of it: exporting.ts looks at these ---

export class Failure {
  template: string = "";
  line: u32 = 0;
  // 0 rejected, 1 a template
  constructor(public kind: u8, public message: string) {}
}

export let overrides: Map<string, string> = new Map();
export let failure: Failure | null = null;

// --- what helps you ---

// Ends the export: the format cannot carry the application, and why.
export function reject(reason: string): void {
  failure = new Failure(0, reason);
}

// honcho sets this variable before all others, and so does every exporter.
const FIRST = "HONCHO_PROCESS_NAME";

// The variables of a process: `FIRST`, the shared ones, its own in the place of those
// of the same name, then the rest of its own.
export function mergedVariables(app: Application, process: Process): Variable[] {
  const merged = new Array<Variable>();
  const first = named(process.env, FIRST);
  if (first && !named(app.env, FIRST)) merged.push(first);
  for (let i = 0; i < app.env.length; i++) {
    const own = named(process.env, app.env[i].name);
    merged.push(own ? own : app.env[i]);
  }
  for (let i = 0; i < process.env.length; i++) {
    const own = process.env[i];
    if (own.name != FIRST && !named(app.env, own.name)) merged.push(own);
  }
  return merged;
}

function named(all: Variable[], name: string): Variable | null {
  for (let i = 0; i < all.length; i++) if (all[i].name == name) return all[i];
  return null;
}

// Renders a template: your own, or the one that the user gave in its place. It may
// hold the values, as `{{ name }}`, and nothing else that is replaced.
export function render(template: string, values: Map<string, string>): string {
  const parts = overrides.has(template)
    ? overrides.get(template).split("{{")
    : exporter.source.split("{{");
  let line = parts[0].split("\n").length;
  for (let i = 1; i < parts.length; i++) {
    const end = parts[i].indexOf("}}");
    const word = parts[i].substring(0, end).trim();
    if (end < 0 || !values.has(word)) {
      failure = new Failure(1, end < 0 ? "`{{` without `}}`" : "there is no value " + word);
      failure!.template = template;
      failure!.line = line;
      return "";
    }
    line += parts[i].split("\n").length - 1;
    parts[i] = values.get(word) + parts[i].substring(end + 2);
  }
  return parts.join("");
}

// One word of a POSIX shell.
export function shellQuote(word: string): string {
  let isSafe = word.length > 0;
  for (let i = 0; i < word.length && isSafe; i++) {
    const c = word.charCodeAt(i);
    isSafe = (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a) || (c >= 0x30 && c <= 0x39)
      || "_@%+=:,./-".includes(word.charAt(i));
  }
  return isSafe ? word : "'" + word.replaceAll("'", "'\"'\"'") + "'";
}

// A command that exports a variable, on one line whatever is in the value.
export function shellExport(name: string, value: string): string {
  if (!value.includes("\n") && !value.includes("\r")) {
    return "export " + name + "=" + shellQuote(value);
  }
  // `printf` makes the line breaks, and the full stop keeps those at the end.
  const format = value.replaceAll("\\", "\\\\").replaceAll("%", "%%")
    .replaceAll("\n", "\\n").replaceAll("\r", "\\r");
  const word = shellQuote(format + ".");
  return name + "=\"$(printf -- " + word + ")\"; export " + name + "=\"${" + name + "%.}\"";
}

// Text in a recipe of a Makefile.
export function makeEscape(recipe: string): string {
  return recipe.replaceAll("$", "$$");
}
