// The environment of a process.

/**
 * Pairs of name and value, each name once: the variables that all processes share,
 * the process's own in the place of those of the same name, then the rest of its own.
 */
export function mergedEnv(app, process) {
  const merged = new Map();
  for (const { name, value } of app.env) merged.set(name, value);
  for (const { name, value } of process.env) merged.set(name, value);
  return [...merged];
}
