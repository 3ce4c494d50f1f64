"""Adds shrunk cases to the table."""

import pathlib

FOUND = pathlib.Path(__file__).resolve().parent / "cases" / "found.py"


def add(case, seed):
    """Adds a case, unless it is there."""
    text = FOUND.read_text()
    line = case.but(id=f"found-{seed}-{case.id.removeprefix('random-')}").line()
    if line.partition(", ")[2] not in text:
        FOUND.write_text(text.removesuffix("]\n") + f"    {line}\n]\n")
