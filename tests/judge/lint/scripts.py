"""Shell scripts: what `sh -n` and shellcheck say of them."""

import os
import re
import shutil
import subprocess

from place import NotRun

# Beyond this, shellcheck takes minutes for what shorter scripts have as well.
LONGEST = 50_000
REMARK = re.compile(r"(.*?):\d+:\d+: (.*) \[(SC\d+)\]")


def remarks(files):
    """Each remark: the file, its kind and its text."""
    if not shutil.which("shellcheck"):
        raise NotRun("shellcheck is not installed")
    files = different(map(str, files))
    for file in files:
        done = subprocess.run(["sh", "-n", file], capture_output=True, text=True)
        if done.stderr or done.returncode:
            yield file, f"sh -n: {done.stderr}", f"sh -n: {done.stderr.strip()}"
    yield from shellcheck([file for file in files if length(file) < LONGEST])


def different(files):
    """The files, but for those with the text of another."""
    found = {}
    for file in files:
        with open(file, "rb") as script:
            found.setdefault(script.read(), file)
    return list(found.values())


def length(file):
    """The length of a file in bytes."""
    return os.stat(file).st_size


def shellcheck(files):
    """What shellcheck says."""
    if not files:
        return
    words = ["shellcheck", "--format=gcc", *files]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300)
    for line in done.stdout.splitlines():
        remark = REMARK.fullmatch(line)
        file, text, code = remark.groups() if remark else (files[0], line, line)
        yield file, code, f"{text} [{code}]"
    if done.stderr or done.returncode not in (0, 1):
        yield files[0], "shellcheck", f"shellcheck, exit {done.returncode}: {done.stderr.strip()}"
