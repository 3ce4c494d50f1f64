#!/usr/bin/env python3
"""Breaks off exports at every point and tells whether the guarantees hold.

Kills and errors come by strace, at each system call that can change something;
losses of power are rebuilt from a model; races are run by the example `crash`.
Exit codes: 0 all guarantees hold, 1 one does not, 3 nothing is wrong but
something could not run.
"""

import pathlib
import shutil
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import closed  # noqa: E402
import document  # noqa: E402
import errnos  # noqa: E402
import kept  # noqa: E402
import kills  # noqa: E402
import lacking  # noqa: E402
import pauses  # noqa: E402
import races  # noqa: E402
import reordering  # noqa: E402
import summary  # noqa: E402
from options import arguments  # noqa: E402
from place import Place  # noqa: E402
from run import Outcome, Run  # noqa: E402
from scenarios import prepare  # noqa: E402
from subject import Subject  # noqa: E402
from table import Words, table  # noqa: E402

BY_SCENARIO = {
    "kills": kills.outcomes,
    "errors": errnos.outcomes,
    "power": reordering.outcomes,
    "pauses": pauses.outcomes,
    "lacking": lacking.outcomes,
}


def main():
    """Tries, and says in the exit code how it went."""
    options = arguments(__doc__)
    for path in (options.binary, options.probe):
        if not pathlib.Path(path).is_file():
            print(f"{path} is missing: run `./justw crash`, which builds it")
            return 1
    if options.docs:
        return documented(options)
    by_part = all_tried(options)
    outcomes = [outcome for part in by_part.values() for outcome in part]
    print("", *summary.lines(outcomes), sep="\n")
    if options.is_whole and not any(outcome.not_run for outcome in outcomes):
        kept.keep(options, by_part)
    return summary.status(outcomes, options.ci)


def documented(options):
    """Writes the page from what was tried."""
    try:
        document.write(list(kept.all_parts(options)))
    except kept.Missing as missing:
        print(missing)
        return 1
    return 0


def all_tried(options):
    """The outcomes of everything that was asked for, by part."""
    place = Place(options.dir, options.keep)
    by_part = {part: [] for part in options.parts}
    try:
        run = Run(place, Subject(options.binary, place.folder("home")), options)
        print(f"crash: --seed {options.seed}{' --quick' if options.quick else ''}", flush=True)
        for part, outcome in tried(run, options):
            by_part[part].append(outcome)
    finally:
        if options.keep:
            print(f"kept: {place.dir}")
        else:
            place.remove()
    return by_part


def tried(run, options):
    """Each part that was asked for with each of its outcomes."""
    parts = [part for part in options.parts if part in BY_SCENARIO]
    if parts and not shutil.which("strace"):
        for part in parts:
            yield part, Outcome(part, "all", not_run="there is no strace: run `./justw setup`")
    elif parts:
        yield from under_strace(run, options, parts)
    if "races" in options.parts:
        yield from (("races", outcome) for outcome in races.outcomes(run))


def under_strace(run, options, parts):
    """The same of every scenario."""
    words = Words(run.place, options.probe)
    if "errors" in parts and options.only in "link to outside":
        yield "errors", closed.outcome(run, words.made("a"))
    for scenario in table(words):
        if options.only in scenario.name and (scenario.is_small or options.only or not options.quick):
            yield from of_one(run, scenario, parts)


def of_one(run, scenario, parts):
    """The same of one scenario."""
    try:
        prepared = prepare(run.place, run.subject, scenario)
    except Exception as error:
        broken = Outcome("undisturbed run", scenario.name, 1, 1, [str(error)])
        run.tell(broken)
        yield parts[0], broken
        return
    for part in parts:
        yield from ((part, outcome) for outcome in BY_SCENARIO[part](run, prepared))


if __name__ == "__main__":
    sys.exit(main())
