"""The command line."""

import argparse
import os
import random

from case import MANAGERS
from place import HERE

RANDOM_IN_CI = 300

CACHE = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
BINARY = os.environ.get("PORTCULLIS_BIN", str(HERE.parents[1] / "target/release/portcullis"))
# What is run, by option: the default and the meaning.
PLACES = {
    "binary": (BINARY, "the portcullis to judge"),
    "cache": (f"{CACHE}/portcullis-judge", "keeps the container"),
    "supervisord": ("supervisord", "the supervisord to run"),
}


def arguments(doc):
    """The command line."""
    parser = argparse.ArgumentParser(description=doc.splitlines()[0])
    parser.add_argument("managers", nargs="*", metavar="MANAGER", help=f"of {', '.join(MANAGERS)}")
    for name, (default, meaning) in PLACES.items():
        parser.add_argument(f"--{name}", default=default, help=meaning)
    parser.add_argument("--alone", action="store_true", help="a supervisord for each case")
    parser.add_argument("--only", default="", metavar="TEXT", help="cases with this in their id")
    parser.add_argument("--all", action="store_true", help="judge everything")
    parser.add_argument("--ci", action="store_true", help="everything; all managers must run")
    parser.add_argument("--no-table", action="store_true", help="leave out written cases and lint")
    parser.add_argument("--random", type=int, default=0, metavar="N", help="judge N random cases")
    parser.add_argument("--seed", type=int, help="what the random cases are made from")
    parser.add_argument("--behaviour", action="store_true", help="judge stops, crashes and logs")
    parser.add_argument("--settings", action="store_true", help="judge what each setting does")
    parser.add_argument("--ejected", action="store_true", help="judge templates that were edited")
    parser.add_argument("--bless", action="store_true", help="add shrunk failures to the table")
    parser.add_argument("--keep", action="store_true", help="keep the folder of the run")
    options = parser.parse_args()
    options.managers = options.managers or list(MANAGERS)
    if options.ci or options.all:
        options.behaviour = options.settings = options.ejected = True
        options.random = options.random or RANDOM_IN_CI
    if options.seed is None:
        options.seed = random.randrange(2**32)
    return options
