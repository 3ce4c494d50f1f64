// Another file of the author's.

export function outer() {
  const inner = (one) => one.absent.more; // nested
  return [{}].map(inner);
}
