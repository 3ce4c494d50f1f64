"""supervisord: each file by the parser of the very supervisord that is used."""

import json
import pathlib
import shutil
import sys

import sandbox
from managers import supervisord
from place import NotRun

PARSER = pathlib.Path(__file__).resolve().parent / "supervisord_parser.py"


def remarks(place, options, exports):
    """Each remark: the file, its kind and its text."""
    program = shutil.which(options.supervisord)
    if not program:
        raise NotRun(f"{options.supervisord} is not installed")
    files, configurations = [], []
    for index, exported in enumerate(exports):
        path = supervisord.configure(place, [exported], f"lint/supervisord-{index}")
        configurations.append(str(path))
        files.append(next(file for file in exported.files if file.suffix == ".conf"))
    # As text: in the sandbox another /tmp may hide the file.
    words = [interpreter(program), "-c", PARSER.read_text()]
    done = sandbox.run(place, words, json.dumps(configurations))
    if done.returncode:
        yield files[0], "parser", f"the parser ends with {done.returncode}: {done.stderr[-400:]}"
        return
    for file, found in zip(files, json.loads(done.stdout), strict=True):
        for text in found:
            yield file, text, f"supervisord's parser: {text}"


def interpreter(program):
    """The Python that a program names in its first line."""
    with open(program, "rb") as file:
        first = file.readline()
    return first[2:].decode().split()[0] if first.startswith(b"#!") else sys.executable
