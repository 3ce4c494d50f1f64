"""Makes a failing case as small as it can be while it still fails."""

ROUNDS = 14
MOST_AT_ONCE = 60


def shrink(case, failing):
    """The smallest case found. `failing` says which of many cases fail."""
    for _ in range(ROUNDS):
        smaller = {candidate.line(): candidate for candidate in candidates(case)}
        tried = sorted(smaller.values(), key=size)[:MOST_AT_ONCE]
        tried = [c.but(id=f"{case.id}-{index}") for index, c in enumerate(tried)]
        failed = failing(tried)
        if not failed:
            break
        case = min(failed, key=size).but(id=case.id)
    return case


def size(case):
    """How much there is to read in a case."""
    unusual = (case.user != "judge") + (case.shell != "/bin/sh") + (case.root != "root")
    return sum(map(len, (*case.env, *case.env.values(), *case.procfile.values()))) + 20 * unusual + len(case.root)


def candidates(case):
    """Cases that are a step smaller."""
    for name, usual in (("user", "judge"), ("shell", "/bin/sh"), ("root", "root")):
        if getattr(case, name) != usual:
            yield case.but(**{name: usual})
    if case.root != "root":
        yield from (case.but(root=text) for text in parts(case.root) if text not in ("", ".", ".."))
    for name, value in case.env.items():
        rest = {other: case.env[other] for other in case.env if other != name}
        yield case.but(env=rest)
        yield from (case.but(env={**rest, name: text}) for text in parts(value))
    for name, command in case.procfile.items():
        yield case.but(procfile={name: "PROBE"})
        before, _, after = command.partition("PROBE")
        yield from (case.but(procfile={name: f"{text}PROBE{after}"}) for text in parts(before))
        yield from (case.but(procfile={name: f"{before}PROBE{text}"}) for text in parts(after))


def parts(text):
    """The text with pieces left out: halves, quarters, single characters."""
    length = len(text)
    step = length
    while step >= 1:
        if length // step <= 40:
            for start in range(0, length, step):
                yield text[:start] + text[start + step :]
        step //= 2
