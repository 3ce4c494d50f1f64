"""What a run has come to, as a table."""

HEAD = ("scenario", "what was done", "tried", "of", "violations", "seconds")


def lines(outcomes):
    """A line for each outcome, and one for all."""
    table = [HEAD, *map(row, outcomes), total(outcomes)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for words in table:
        left = [text.ljust(width) for text, width in zip(words[:2], widths[:2], strict=True)]
        right = [text.rjust(width) for text, width in zip(words[2:], widths[2:], strict=True)]
        yield "  ".join([*left, *right]).rstrip()


def row(outcome):
    """An outcome in words."""
    if outcome.not_run:
        return outcome.scenario, f"{outcome.part}: not run: {outcome.not_run}", "", "", "", ""
    counts = f"{outcome.tried}", f"{outcome.of}", f"{len(outcome.problems)}"
    return outcome.scenario, outcome.part, *counts, f"{outcome.seconds:.0f}"


def total(outcomes):
    """The sums."""
    tried, of = sum(o.tried for o in outcomes), sum(o.of for o in outcomes)
    wrong = sum(len(o.problems) for o in outcomes)
    return "all", "", f"{tried}", f"{of}", f"{wrong}", f"{sum(o.seconds for o in outcomes):.0f}"


def status(outcomes, is_ci):
    """The exit code. In CI, what did not run is wrong as well, and so is it anywhere
    that nothing was tried at all."""
    if not outcomes:
        return 1
    not_run = any(outcome.not_run for outcome in outcomes)
    if any(outcome.problems for outcome in outcomes) or (is_ci and not_run):
        return 1
    return 3 if not_run else 0
