"""The command line."""

import argparse
import os
import pathlib
import random

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("PORTCULLIS_BIN", str(REPOSITORY / "target/release/portcullis"))
# Rounds of a race in the whole form: fewer prove too little to be told as a whole run.
ROUNDS, QUICK_ROUNDS = 20_000, 500
PARTS = ("kills", "errors", "power", "pauses", "lacking", "races")


def arguments(doc):
    """The command line."""
    parser = argparse.ArgumentParser(
        description=doc.splitlines()[0],
        epilog="Exit codes: 0 all guarantees hold, 1 one does not, 3 something could not run.",
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all without any")
    parser.add_argument("--quick", action="store_true", help="the small scenarios, and samples")
    parser.add_argument("--ci", action="store_true", help="what cannot run counts as wrong")
    parser.add_argument("--only", default="", metavar="TEXT", help="scenarios with this in their name")
    parser.add_argument("--seed", type=int, help="what samples are drawn from")
    parser.add_argument("--rounds", type=int, metavar="N", help=f"rounds of a race [{ROUNDS}, quick {QUICK_ROUNDS}]")
    parser.add_argument("--jobs", type=int, metavar="N", help="trials at once [default: one a processor]")
    parser.add_argument("--docs", action="store_true", help="renew docs/crash.md from whole runs")
    parser.add_argument("--keep", action="store_true", help="keep the folders of trials that went wrong")
    parser.add_argument("--dir", metavar="DIR", help="make the folders there [default: in memory]")
    parser.add_argument("--binary", default=BINARY, help="the portcullis to try [default: PORTCULLIS_BIN]")
    parser.add_argument("--probe", help="the example `crash` [default: where cargo puts it]")
    return completed(parser, parser.parse_args())


def completed(parser, options):
    """The options with what follows from others, unless they contradict each other."""
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if options.docs and (options.quick or options.only or options.parts):
        parser.error("--docs tries nothing: leave out --quick, --only and the parts")
    options.parts = options.parts or list(PARTS)
    options.rounds = options.rounds or (QUICK_ROUNDS if options.quick else ROUNDS)
    is_short = "races" in options.parts and options.rounds < ROUNDS
    options.is_whole = not (options.quick or is_short)
    options.probe = options.probe or probe()
    if options.seed is None:
        options.seed = random.randrange(2**32)
    return options


def probe():
    """Where cargo puts the example, which is in a folder of this machine's kind."""
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", REPOSITORY / "target"))
    found = sorted(target.glob("*/release/examples/crash")) + [target / "release/examples/crash"]
    return str(found[0])
