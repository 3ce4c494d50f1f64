"""“Did you mean …?”: the nearest of the names that exist, as the host finds it."""


import re

SLIP = 2
"""How many letters of a name are a slip of the hand, rather than another word."""


def nearest(given, names):
    """The name that was most likely meant, if one is near enough: one with a slip in it,
    then one with which it shares all words of the shorter, at the beginning or the end,
    then one of which at most a third of the letters differ. Case does not count.
    """
    ranks = [(rank(given.lower(), name.lower()), name) for name in names]
    near = [(rank, name) for rank, name in ranks if rank is not None]
    return min(near, key=lambda one: one[0])[1] if near else None


def rank(given, name):
    """How likely the one is meant by the other, the least first."""
    far, more = distance(given, name), more_words(given, name)
    longer = max(len(given), len(name))
    is_near = far <= max(longer // 3, 1) and far < longer
    if is_near and far <= SLIP:
        return (0, far)
    if more is not None:
        return (1, more)
    return (2, far) if is_near else None


def more_words(given, name):
    """By how many words the one is longer, if the other is its beginning or its end."""
    short, long = sorted(map(words, (given, name)), key=len)
    count = len(long) - len(short)
    is_part = short in (long[: len(short)], long[count:])
    return count if short and is_part else None


def words(name):
    return re.findall(r"[^\W_]+", name)


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
