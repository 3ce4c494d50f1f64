"""Cases that random ones were shrunk to; `--bless` adds to them."""

from case import Case  # noqa: F401

CASES = [
]
