"""“Did you mean …?”: the nearest of the names that exist, as the host finds it."""


def nearest(given, names):
    """The name that was most likely meant, if one is near enough: at most a third of
    its letters differ. Case does not count.
    """
    found = [(distance(given.lower(), name.lower()), name) for name in names]
    near = [(far, name) for far, name in found if is_near(far, max(len(given), len(name)))]
    return min(near, key=lambda one: one[0])[1] if near else None


def is_near(far, longer):
    return far <= max(longer // 3, 1) and far < longer


def distance(a, b):
    """Insertions, deletions, replacements and swaps of neighbours."""
    before, last = [], list(range(len(b) + 1))
    for i, c in enumerate(a, 1):
        row = [i]
        for j, d in enumerate(b, 1):
            best = min(last[j - 1] + (c != d), last[j] + 1, row[j - 1] + 1)
            if i > 1 and j > 1 and c == b[j - 2] and a[i - 2] == d:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, last = last, row
    return last[-1]
