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
    """Keeps the outcomes of parts that were tried wholly."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for part, outcomes in by_part.items():
        rows = [dataclasses.asdict(outcome) for outcome in outcomes]
        kept = {"binary": digest(options.binary), "outcomes": rows}
        (FOLDER / f"{part}.json").write_text(json.dumps(kept))


def all_parts(options):
    """The outcomes of all parts, each tried with the binary that there is now."""
    for part in PARTS:
        file = FOLDER / f"{part}.json"
        kept = json.loads(file.read_text()) if file.is_file() else {}
        if kept.get("binary") != digest(options.binary):
            raise Missing(f"{part} was not tried with {options.binary}: run `./justw crash {part}`")
        yield from (Outcome(**row) for row in kept["outcomes"])


def digest(path):
    """The digest of a file."""
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()
