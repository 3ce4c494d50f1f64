// There is no system around a component. The engine would end without a word where it
// looks for one.

/** From here on there is none. */
export function leave() {
  const { Date } = globalThis;
  const clock = () => {
    throw new ReferenceError("a component has no clock when it runs");
  };
  const construct = (target, words, made) =>
    words.length > 0 ? Reflect.construct(target, words, made) : clock();
  const replaced = new Proxy(Date, { apply: clock, construct });
  define(Date, "now", clock);
  define(Date.prototype, "constructor", replaced);
  define(globalThis, "Date", replaced);
  define(globalThis, "performance", { now: clock });
}

const define = (on, name, value) =>
  Object.defineProperty(on, name, { value, writable: true, configurable: true });
