// An exporter that fails as the name of the application says. A comment names what
// fails there.

import { outer } from "./deeper.js";
import * as portcullis from "./portcullis/index.js";

const { component, diagnostic, file } = portcullis;

const kinds = {
  *raise_() {
    yield undefined.key; // raise_
  },
  *loop() {
    for (;;);
  },
  *memory() {
    const everything = [];
    for (;;) everything.push(new Uint8Array(1 << 20));
  },
  *recurse() {
    const recurse = () => recurse() + 1;
    yield recurse();
  },
  *rubbish() {
    yield 7;
  },
  *path() {
    yield file(7, "text"); // path
  },
  *content() {
    yield file("a", undefined); // content
  },
  *half() {
    yield file("a", "\ud800"); // half
  },
  *flag() {
    yield file("a", "text", { executable: "no" }); // flag
  },
  *option() {
    yield file("a", "text", { exectable: true }); // option
  },
  *said() {
    yield diagnostic(7); // said
  },
  *nested() {
    yield outer();
  },
  none() {},
  listed() {
    return [file("a", "text"), 7];
  },
  async promise() {
    return [];
  },
  async *awaited() {
    yield file("a", "text");
  },
  *handmade() {
    yield { tag: "file", val: { path: 7 } };
  },
  *text() {
    throw "a text";
  },
  *undefined() {
    throw undefined;
  },
  *object() {
    throw Object.create(null);
  },
  *getter() {
    throw Object.defineProperty({}, "constructor", { get: () => null.x });
  },
  *revoked() {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    throw proxy;
  },
  *stackless() {
    throw Object.defineProperty(new Error("why"), "stack", { get: () => null.x });
  },
  *likeness() {
    yield file("a", new Proxy(new Uint8Array(1), {})); // likeness
  },
  *detached() {
    const bytes = new Uint8Array(1);
    bytes.buffer.transfer();
    yield file("a", bytes); // detached
  },
  *clock() {
    const given = new Date(2020, 1) instanceof Date && Date.UTC(2020) > 0;
    yield file("a", `${given} ${new Date()}`); // clock
  },
  *now() {
    yield file("a", `${Date.now()}`); // now
  },
  *far() {
    throw new portcullis.TemplateError("page", 2 ** 40, "too far"); // far
  },
  *spoiled() {
    throw Object.assign(new portcullis.SettingError("depth", "too deep"), { key: 7 }); // spoiled
  },
  *reason() {
    throw new portcullis.Rejected(); // reason
  },
  *wordless() {
    throw Object.assign(new Error(), { toString: () => null.x }); // wordless
  },
  *long() {
    throw new Error("x".repeat(100000)); // long
  },
  *json() {
    yield JSON.parse("{"); // json
  },
  *setting() {
    throw new portcullis.SettingError("depth", "too deep");
  },
  *template(e) {
    yield file("a", e.render("page", { a: 1 }));
  },
  *value(e) {
    yield file("a", e.render("page", { b: 1 }));
  },
  *no_template(e) {
    yield file("a", e.render("pages")); // no_template
  },
  *absent(e) {
    yield file("a", `cd ${portcullis.shell.quote(e.app.rot)}`); // absent
  },
};

const failing = {
  name: "failing",
  summary: "Fails as the name of the application says",
  templates: { page: "{{ a }}\n{{ b" },
  export: (e) => kinds[e.app.name](e), // rubbish none text
};

export const exporting = component("failing", "0.1.0", [failing]);
