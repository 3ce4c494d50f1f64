"""The outcomes of whole runs, kept by part, so that the page can be made of parts
that were tried one after another."""

import dataclasses
import hashlib
import json
import os
import pathlib

from options import PARTS, REPOSITORY
from run import Outcome

FOLDER = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", REPOSITORY / "target")) / "crash"


class Missing(Exception):
    """A part that was not tried with this binary."""


def keep(options, by_part):
    """Keeps the outcomes of parts that were tried wholly. Of scenarios that were tried
    alone they take the place of those that the same binary had before, if it had any."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for part, outcomes in by_part.items():
        rows = [dataclasses.asdict(outcome) for outcome in outcomes]
        if options.only:
            again = {identity(row): row for row in rows}
            rows = [again.get(identity(row), row) for row in read(options, part)]
        kept = {"binary": digest(options.binary), "outcomes": rows}
        if rows:
            path(part).write_text(json.dumps(kept))


def identity(row):
    """What an outcome is of."""
    return row["part"], row["scenario"]


def all_parts(options):
    """The outcomes of all parts, each tried with the binary that there is now."""
    for part in PARTS:
        rows = read(options, part)
        if not rows:
            raise Missing(f"{part} was not tried with {options.binary}: run `./justw crash {part}`")
        yield from (Outcome(**row) for row in rows)


def read(options, part):
    """The outcomes of a part, if it was tried with the binary that there is now."""
    kept = json.loads(path(part).read_text()) if path(part).is_file() else {}
    return kept["outcomes"] if kept.get("binary") == digest(options.binary) else []


def path(part):
    """Where they are."""
    return FOLDER / f"{part}.json"


def digest(path):
    """The digest of a file."""
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()
