"""Whether every refusal in the exporters' source is met by some case."""

import re

from export import export
from outcome import Outcome
from place import HERE

SOURCE = HERE.parents[1] / "guest-exporters/managers/src"
REFUSAL = re.compile(r'rejected\(\s*format!\(\s*"((?:[^"\\]|\\.)*)"', re.DOTALL)

# The command itself refuses these first, for every exporter.
BEFORE = ("which the setting `hardening` needs: it contains a control character",)


def outcome(place, cases, managers):
    """How many refusals there are, and how many no case meets."""
    said = [
        export(place, case, manager).stderr.replace("\n", " ")
        for case in cases
        for manager in managers
        if manager in case.refused
    ]
    patterns = {message: pattern(message) for message in messages()}
    unmet = [message for message, this in patterns.items() if not any(map(this.search, said))]
    for message in unmet:
        print(f"no case meets the refusal `{message}`")
    return Outcome("refusals", "all", total=len(patterns), wrong=len(unmet))


def messages():
    """The messages in the source, in one line each."""
    for file in sorted(SOURCE.rglob("*.rs")):
        for text in REFUSAL.findall(file.read_text()):
            message = re.sub(r"\\\n\s*", "", text)
            if not message.endswith(BEFORE):
                yield message


def pattern(message):
    """A pattern of what a message may become."""
    pieces = re.split(r"\{[^{}]*\}", message)
    return re.compile(".*".join(map(re.escape, pieces)), re.DOTALL)
