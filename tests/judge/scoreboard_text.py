"""The scoreboard's words and tables."""

import cases

HEAD = """# Scoreboard

Applications that are hard to carry, exported by each program, started under the
real manager, and compared with `sh -c COMMAND` in the application's root:
arguments, variables, directory, user and groups must be the same. Not counted
are cases that a manager cannot carry at all. Nobody is held to how the program
calls itself, to which name of the process is set (`PS`, `HONCHO_PROCESS_NAME`),
or to `PATH` where the application sets none. A case that a program refuses, that
it has no option for (foreman is told of no shell), or whose files the manager
refuses, is wrong.

The cases are ours, and ours alone were made to pass them. They lie in
`tests/judge/cases`; `./justw scoreboard` renews this page.

Run with {versions}.
"""


def document(board, versions):
    """The whole page."""
    named = [f"{name} {version}" for name, version in versions]
    head = HEAD.format(versions=f"{', '.join(named[:-1])} and {named[-1]}")
    parts = [head, "## Right", "\n".join(right(board)), "## Wrong, by what is hard", "\n".join(wrong(board))]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def right(board):
    """How many each gets right under each manager."""
    yield f"| | {' | '.join(board.counted)} |"
    yield "|---" + "|--:" * len(board.counted) + "|"
    for name, lost in board.wrong.items():
        counts = [f"{len(ids) - len(lost[manager])}" for manager, ids in board.counted.items()]
        yield f"| {name} | {' | '.join(counts)} |"
    yield f"| cases | {' | '.join(str(len(ids)) for ids in board.counted.values())} |"


def wrong(board):
    """How many each gets wrong, by part of the table; none is left empty."""
    columns = [(name, manager) for manager in board.counted for name in board.wrong]
    yield "| | cases | " + " | ".join(f"{name}, {manager}" for name, manager in columns) + " |"
    yield "|---" + "|--:" * (len(columns) + 1) + "|"
    for title, part in cases.PARTS.items():
        ids = {case.id for case in part}
        most = max(len(ids & counted) for counted in board.counted.values())
        counts = [len(ids & board.wrong[name][manager]) for name, manager in columns]
        if most:
            yield f"| {title} | {most} | {' | '.join(str(count or '') for count in counts)} |"
