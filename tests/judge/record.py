"""What the probe recorded: read, awaited, compared."""

import json
import time

# Variables that shells keep for themselves.
SHELLS_OWN = {"PWD", "OLDPWD", "SHLVL", "_"}


def text(hexadecimal):
    """The text of recorded bytes; what is no UTF-8 stays distinct."""
    return bytes.fromhex(hexadecimal).decode("utf-8", "surrogateescape")


class Record:
    """One start of the probe."""

    def __init__(self, path):
        raw = json.loads(path.read_text())
        self.argv = [text(word) for word in raw["argv"]]
        # The probe that does not wait is the same for all that.
        self.argv[0] = self.argv[0].removesuffix("-once")
        pairs = [text(pair).partition("=") for pair in raw["env"]]
        self.env = {name: value for name, _, value in pairs}
        self.doubles = len(pairs) - len(self.env)
        self.cwd = text(raw["cwd"])
        self.plain = {name: raw[name] for name in ("uid", "gid", "umask")}
        self.plain["groups"] = sorted({*raw["groups"], raw["gid"]})
        self.plain["variables given twice"] = self.doubles
        self.pid = raw["pid"]

    def differences(self, expected, given, allowed):
        """How it differs from the record `expected`.

        `given` are the names of the application's variables, `allowed` those
        that a manager may add.
        """
        found = []
        if self.argv != expected.argv:
            found.append(("argv", expected.argv, self.argv))
        if self.cwd != expected.cwd:
            found.append(("cwd", expected.cwd, self.cwd))
        found += [
            (name, value, self.plain[name])
            for name, value in expected.plain.items()
            if value != self.plain[name]
        ]
        for name in sorted(expected.env.keys() | self.env.keys()):
            if name in SHELLS_OWN and name not in given:
                continue
            before, after = expected.env.get(name), self.env.get(name)
            is_manager_s = before is None and name.startswith(allowed)
            if before != after and not is_manager_s:
                found.append((f"${name}", before, after))
        return found


def read(folder):
    """All records in a folder, by the file that the probe was told."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        found.setdefault(path.name.split(".")[0], []).append(Record(path))
    return found


def count(folder):
    """How many records there are, by the file that the probe was told."""
    found = {}
    for path in folder.glob("*.json"):
        tag = path.name.split(".")[0]
        found[tag] = found.get(tag, 0) + 1
    return found


def await_all(place, expected, alive=lambda: True, ready=lambda: True):
    """Waits for as many records as `expected` has, by case and file.

    Gives up when none came for `place.patience` seconds, which count from when the
    manager is `ready`, after `place.limit` seconds, and when there is nobody `alive`
    who could bring one.
    """
    start = last = time.monotonic()
    seen = -1
    is_ready = False
    missing = dict(expected)
    while missing and time.monotonic() - start < place.limit:
        for case in list(missing):
            counts = count(place.records(case))
            if all(counts.get(tag, 0) >= len(records) for tag, records in missing[case].items()):
                del missing[case]
        now = sum(sum(count(place.records(case)).values()) for case in missing) - 10**6 * len(missing)
        if now != seen or not is_ready:
            is_ready = is_ready or ready()
            seen, last = now, time.monotonic()
        if time.monotonic() - last > place.patience or not alive():
            break
        time.sleep(0.1)
    return missing


def short(value):
    """A value as it is shown, shortened."""
    shown = repr(value)
    return shown if len(shown) < 300 else f"{shown[:200]} … {shown[-80:]} ({len(shown)} characters)"


def compare(case, expected, came, allowed):
    """What is wrong with the records that came, a line each."""
    given = {*case.env, "PORT", "PS", "HONCHO_PROCESS_NAME"}
    problems = []
    for tag, wanted in expected.items():
        found = came.get(tag, [])
        if not found:
            problems.append(f"{tag}: never started")
            continue
        for record in wanted:
            nearest = min((r.differences(record, given, allowed) for r in found), key=len)
            problems += [
                f"{tag}: {what}: expected {short(before)}, came {short(after)}"
                for what, before, after in nearest
            ]
        for record in found:
            if not any(not record.differences(r, given, allowed) for r in wanted):
                differences = min((record.differences(r, given, allowed) for r in wanted), key=len)
                problems += [
                    f"{tag}: {what}: expected {short(before)}, came {short(after)}"
                    for what, before, after in differences
                ]
    return list(dict.fromkeys(problems))
