// “Did you mean …?”: the nearest of the names that exist, as the host finds it.

/**
 * The name that was most likely meant, if one is near enough: at most a third of its
 * letters differ. Case does not count.
 */
export function nearest(given, names) {
  const found = names.map((name) => ({ name, far: distance(given, name) }));
  const isNear = ({ name, far }) => {
    const longer = Math.max(given.length, name.length);
    return far <= Math.max(Math.floor(longer / 3), 1) && far < longer;
  };
  const near = found.filter(isNear).sort((one, other) => one.far - other.far);
  return near[0]?.name;
}

/** Insertions, deletions, replacements and swaps of neighbours. */
function distance(one, other) {
  const [a, b] = [[...one.toLowerCase()], [...other.toLowerCase()]];
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const [row, last, before] = [[i], rows[i - 1], rows[i - 2]];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(replaced, last[j] + 1, row[j - 1] + 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    rows.push(row);
  }
  return rows[a.length][b.length];
}
