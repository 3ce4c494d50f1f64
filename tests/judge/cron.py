"""Cron's files and fields, as crontab(5) has them: the judge's own reading."""

import datetime
import re

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
DAYS = "sun mon tue wed thu fri sat".split()
# Minute, hour, day of month, month, day of week: each with its range and names.
FIELDS = ((0, 59, [], 0), (0, 23, [], 0), (1, 31, [], 0), (1, 12, MONTHS, 1), (0, 7, DAYS, 0))
WORDS = {
    **{"@hourly": "0 * * * *", "@daily": "0 0 * * *", "@weekly": "0 0 * * 0"},
    **{"@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *"},
}
ENTRY = re.compile(r"((?:\S+\s+){4}\S+)\s+(\S+)\s+(.*)")
# Far enough for a 29th of February.
DAYS_AHEAD = 366 * 9


def read(text):
    """The entries of a file for /etc/cron.d (fields, user, command), and what
    is wrong with it."""
    entries, problems = [], []
    if not text.endswith("\n"):
        problems.append("cron ignores a last line without a line break")
    for line in text.splitlines():
        if not line.strip() or line.startswith("#") or re.fullmatch(r"\w+\s*=.*", line):
            continue
        entry = ENTRY.fullmatch(line)
        if not entry or not all(parsed(entry[1])):
            problems.append(f"cron does not read `{line}`")
        elif re.search(r"(?<!\\)%", entry[3]):
            problems.append(f"cron ends the command at `%`: `{line}`")
        else:
            entries.append((entry[1], entry[2], entry[3].replace(r"\%", "%")))
    return entries, problems


def parsed(schedule):
    """The values of each field; none of one that is wrong."""
    fields = WORDS.get(schedule, schedule).split()
    return [values(field, *kind) for field, kind in zip(fields, FIELDS, strict=True)]


def values(field, lowest, highest, names, first):
    """The values of a field."""
    found = set()
    for part in field.lower().split(","):
        match = re.fullmatch(r"(?:\*|(\w+)(?:-(\w+))?)(?:/(\d+))?", part)
        if not match:
            return set()
        begin, end, step = match.groups()
        number = lambda word: names.index(word) + first if word in names else int(word)  # noqa: E731
        low = number(begin) if begin else lowest
        high = number(end) if end else (low if begin else highest)
        found |= set(range(low, high + 1, int(step or 1)))
    return found if all(lowest <= value <= highest for value in found) else set()


def times(schedule, base, count):
    """The first times at or after `base`, or a little fewer than `count`."""
    minutes, hours, days, months, weekdays = parsed(schedule)
    _, _, day, _, weekday = WORDS.get(schedule, schedule).split()
    weekdays = {value % 7 for value in weekdays}
    # One of the two is enough, unless one begins with a star.
    either = not (day.startswith("*") or weekday.startswith("*"))
    found = []
    for ahead in range(DAYS_AHEAD):
        date = base + datetime.timedelta(days=ahead)
        is_day, is_weekday = date.day in days, date.isoweekday() % 7 in weekdays
        if date.month in months and (is_day or is_weekday if either else is_day and is_weekday):
            found += [date.replace(hour=h, minute=m) for h in sorted(hours) for m in sorted(minutes)]
        if len(found) > count:
            break
    return [moment for moment in found if moment > base][:count]
