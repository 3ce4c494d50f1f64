// “Did you mean …?”: the nearest of the names that exist, as the host finds it.

/** How many letters of a name are a slip of the hand, rather than another word. */
const SLIP = 2;

/**
 * The name that was most likely meant, if one is near enough: one with a slip in it, then
 * one with which it shares all words of the shorter, at the beginning or the end, then
 * one of which at most a third of the letters differ. Case does not count.
 */
export function nearest(given, names) {
  const ranks = names.map((name) => ({ name, rank: rank(given.toLowerCase(), name.toLowerCase()) }));
  const near = ranks.filter(({ rank }) => rank !== undefined);
  return near.sort((one, other) => one.rank - other.rank)[0]?.name;
}

/** How likely the one is meant by the other, the least first. */
function rank(given, name) {
  const [far, more] = [distance([...given], [...name]), moreWords(given, name)];
  const longer = Math.max([...given].length, [...name].length);
  const isNear = far <= Math.max(Math.floor(longer / 3), 1) && far < longer;
  if (isNear && far <= SLIP) return far;
  if (more !== undefined) return 1e3 + more;
  return isNear ? 1e6 + far : undefined;
}

/** By how many words the one is longer, if the other is its beginning or its end. */
function moreWords(given, name) {
  const [short, long] = [words(given), words(name)].sort((a, b) => a.length - b.length);
  const count = long.length - short.length;
  const isAt = (start) => short.every((word, index) => word === long[start + index]);
  return short.length > 0 && (isAt(0) || isAt(count)) ? count : undefined;
}

const words = (name) => name.match(/[\p{L}\p{N}]+/gu) ?? [];

/** Insertions, deletions, replacements and swaps of neighbours. */
function distance(a, b) {
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
