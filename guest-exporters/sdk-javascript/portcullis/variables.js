// The environment of a process.

/** honcho sets this variable before all others, and so does every exporter. */
const FIRST = "HONCHO_PROCESS_NAME";

/**
 * Pairs of name and value, each name once: `FIRST`, the variables that all processes
 * share, the process's own in the place of those of the same name, then the rest of its
 * own.
 */
export function mergedEnv(app, process) {
  const pairs = (env) => env.map(({ name, value }) => [name, value]);
  const [shared, own] = [new Map(pairs(app.env)), pairs(process.env)];
  const first = own.filter(([name]) => name === FIRST && !shared.has(name));
  return [...new Map([...first, ...shared, ...own])];
}
