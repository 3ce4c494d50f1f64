#!/usr/bin/env python3
"""What `systemd-analyze security` says of each level of the setting `hardening`.

Renews the table in the README.
"""

import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

import readme  # noqa: E402
from options import BINARY  # noqa: E402

LEVELS = ("none", "basic", "strict")
VERDICT = re.compile(r"exposure level for \S+: ([\d.]+) (\w+)")


def main():
    """Measures every level and writes the table."""
    rows = ["| `hardening` | exposure | |", "|---|--:|---|"]
    for level in LEVELS:
        exposure, verdict = measured(level)
        rows.append(f"| `{level}` | {exposure} | {verdict} |")
    print(*rows, sep="\n")
    return readme.renew("hardening", rows)


def measured(level):
    """The figure and the word for a service at this level."""
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/Procfile", "w") as file:
            file.write("web: serve\n")
        words = [BINARY, "export", "systemd", folder, "--app-root", folder, "--app", "shop"]
        subprocess.run([*words, "--quiet", "--set", f"hardening={level}"], check=True)
        words = ["systemd-analyze", "security", "--offline=true", "--no-pager"]
        done = subprocess.run([*words, f"{folder}/shop-web-1.service"], capture_output=True, text=True)
    found = VERDICT.search(done.stdout)
    if not found:
        sys.exit(f"systemd-analyze says nothing of it: {done.stdout[-200:]}{done.stderr}")
    return found.groups()


if __name__ == "__main__":
    sys.exit(main())
