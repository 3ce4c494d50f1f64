// What stands between your exporter and the interface in wit/exporter.wit: its
// canonical ABI by hand. You need not change it.

import * as user from "./exporter";
import { Application, Failure, File, Process, Variable, failure, overrides, reject } from "./portcullis";

// --- memory: it only grows, and is thrown away when the export is complete ---

export function cabi_realloc(old: usize, oldSize: usize, alignment: usize, size: usize): usize {
  const bytes = heap.alloc(max<usize>(size, 1));
  if (old) memory.copy(bytes, old, min<usize>(oldSize, size));
  return bytes;
}

function zeroed(size: usize): usize {
  const bytes = heap.alloc(size);
  memory.fill(bytes, 0, size);
  return bytes;
}

// --- from the interface ---

function text(at: usize): string {
  return String.UTF8.decodeUnsafe(load<usize>(at), load<usize>(at, 4));
}

function variables(list: usize): Variable[] {
  const all = new Array<Variable>();
  const first = load<usize>(list);
  for (let i: usize = 0; i < load<usize>(list, 4); i++) {
    all.push(new Variable(text(first + i * 16), text(first + i * 16 + 8)));
  }
  return all;
}

function process(at: usize): Process {
  const process = new Process();
  process.processType = text(at);
  process.instance = load<u32>(at, 8);
  process.name = text(at + 12);
  process.command = text(at + 20);
  if (load<u8>(at, 28)) process.port = load<u16>(at, 30);
  process.env = variables(at + 32);
  process.settings = text(at + 40);
  return process;
}

function read(at: usize): Application {
  const app = new Application();
  app.name = text(at);
  app.root = text(at + 8);
  app.logDir = text(at + 16);
  app.runDir = text(at + 24);
  app.user = text(at + 32);
  app.shell = text(at + 40);
  app.env = variables(at + 48);
  const first = load<usize>(at, 56);
  for (let i: usize = 0; i < load<usize>(at, 60); i++) app.processes.push(process(first + i * 48));
  app.settings = text(at + 64);
  return app;
}

// --- to the interface ---

function put(at: usize, text: string): void {
  const bytes = String.UTF8.encode(text);
  store<usize>(at, changetype<usize>(bytes));
  store<usize>(at, bytes.byteLength, 4);
}

function putList(at: usize, first: usize, length: usize): void {
  store<usize>(at, first);
  store<usize>(at, length, 4);
}

function putFailure(at: usize, failure: Failure): void {
  store<u8>(at, failure.kind);
  if (failure.kind == 0) {
    put(at + 4, failure.message);
  } else {
    put(at + 4, failure.template);
    store<u32>(at, failure.line, 12);
    put(at + 16, failure.message);
  }
}

function putFile(at: usize, file: File): void {
  put(at, file.path);
  put(at + 8, file.content);
  store<bool>(at, file.isExecutable, 16);
  store<bool>(at, file.isPrivate, 17);
}

// --- the interface ---

let app: Application = new Application();
let step: i32 = 0;

export function describe(): usize {
  const template = zeroed(16);
  put(template, user.exporter.template);
  put(template + 8, user.exporter.source);
  const info = zeroed(36);
  put(info, user.exporter.name);
  put(info + 8, user.exporter.summary);
  putList(info + 16, template, 1);
  put(info + 24, "{\"type\":\"object\",\"properties\":{}}");
  const manifest = zeroed(24);
  put(manifest, user.exporter.name);
  put(manifest + 8, user.exporter.version);
  putList(manifest + 16, info, 1);
  return manifest;
}

export function start(given: usize): usize {
  app = read(given + 8);
  const templates = load<usize>(given, 80);
  for (let i: usize = 0; i < load<usize>(given, 84); i++) {
    overrides.set(text(templates + i * 16), text(templates + i * 16 + 8));
  }
  if (text(given) == user.exporter.name) {
    user.start(app);
  } else {
    reject("there is no exporter " + text(given));
  }
  const result = zeroed(28);
  store<bool>(result, failure != null);
  if (failure) putFailure(result + 4, failure!);
  return result;
}

export function next(): usize {
  const file = user.next(app, step++);
  const result = zeroed(36);
  store<bool>(result, failure != null);
  if (failure) {
    putFailure(result + 4, failure!);
  } else if (file) {
    store<u8>(result, 1, 4);
    putFile(result + 12, file);
  }
  return result;
}
