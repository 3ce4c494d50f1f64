"""Runs the command under test."""

import os
import pathlib
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".tools/languages"
BINARY = os.environ.get("PORTCULLIS_BIN") or str(ROOT / "target/release/portcullis")

TOOLCHAIN = 9
"""The exit code for a tool that is missing or failed."""


def run(*words, cache, directory=None, more=None):
    """Runs `portcullis WORDS` with the compilers of .tools first on the PATH, and `more`
    variables.
    """
    paths = [TOOLS / "venv/bin", TOOLS / "node_modules/.bin", os.environ["PATH"]]
    variables = {
        "PATH": os.pathsep.join(map(str, paths)),
        "XDG_CACHE_HOME": str(cache),
        "XDG_STATE_HOME": str(cache),
        # With it, a compiler would tell more than the mistake.
        "RUST_BACKTRACE": "1",
        # The standard library is built once for all projects, where it has to be.
        "CARGO_TARGET_DIR": str(TOOLS / "target"),
    }
    begun = time.monotonic()
    ended = subprocess.run(
        [BINARY, *map(str, words)],
        cwd=directory,
        env={**os.environ, **variables, **(more or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    ended.milliseconds = (time.monotonic() - begun) * 1000
    return ended
