"""Keeps the seeds of the fuzzing targets as text: one a line, escaped.

    seeds.py unpack FILE DIRECTORY     makes a file of each line
    seeds.py pack FILE DIRECTORY       makes a line of each file, shortest first
"""

import pathlib
import sys


def unpack(file, directory):
    directory.mkdir(parents=True, exist_ok=True)
    for number, line in enumerate(file.read_text("ascii").splitlines()):
        seed = line.encode("ascii").decode("unicode_escape").encode("latin-1")
        (directory / f"seed-{number}").write_bytes(seed)


def pack(file, directory):
    seeds = {path.read_bytes() for path in directory.iterdir()}
    seeds = sorted(seeds, key=lambda seed: (len(seed), seed))
    lines = [seed.decode("latin-1").encode("unicode_escape").decode("ascii") for seed in seeds]
    file.write_text("".join(line + "\n" for line in lines), "ascii")


if __name__ == "__main__":
    actions = {"unpack": unpack, "pack": pack}
    if len(sys.argv) != 4 or sys.argv[1] not in actions:
        sys.exit(__doc__)
    actions[sys.argv[1]](pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]))
