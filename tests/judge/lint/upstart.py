"""upstart: the stanzas by the harness, the scripts as any others."""

from lint import scripts
from managers import upstart


def remarks(place, options, exports):
    """Each remark: the file, its kind and its text."""
    folder = place.folder("lint", "upstart")
    names = {}
    for exported in exports:
        for file, job in upstart.jobs(exported):
            for problem in job.problems:
                yield file, problem, problem
            for kind, script in job.scripts.items():
                path = folder / f"{len(names)}.sh"
                # As upstart runs it.
                path.write_text(f"#!/bin/sh -e\n{script}", newline="")
                names[str(path)] = (file, kind)
    for path, kind, text in scripts.remarks(names):
        file, script = names[path]
        yield file, (kind, script), f"{script}: {text}"
