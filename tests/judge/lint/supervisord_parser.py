"""Parses configurations as supervisord does, and prints what it says of each.

Runs under supervisord's own Python: reads a list of paths, prints a list of
remarks for each. What supervisord passes over in silence is a remark as well:
options that it never asks for, and options and sections that are there twice.
"""

import contextlib
import io
import json
import sys

from supervisor.options import ServerOptions, UnhosedConfigParser

SECTIONS = ("supervisord", "supervisorctl", "include", "unix_http_server", "inet_http_server")
KINDS = ("program", "group", "rpcinterface")


class Parser(UnhosedConfigParser):
    """The parser, strict, that remembers what it was asked for."""

    last = None

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **{**options, "strict": True})
        self.asked = set()
        Parser.last = self

    def saneget(self, section, option, *arguments, **options):
        """Notes the option."""
        self.asked.add((section, option))
        return super().saneget(section, option, *arguments, **options)

    def unknown(self):
        """What supervisord would not notice."""
        for section in self.sections():
            kind = section.partition(":")[0]
            if section not in SECTIONS and kind not in KINDS:
                yield f"supervisord knows no section [{section}]"
            if kind in ("program", "group"):
                asked = {option for asked, option in self.asked if asked == section}
                for option in set(self.options(section)) - asked:
                    yield f"supervisord never asks for `{option}` in [{kind}:…]"


def parse(configuration):
    """What is said of one configuration."""
    options = ServerOptions()
    said = io.StringIO()
    found = []
    with contextlib.redirect_stderr(said):
        try:
            options.realize(["-c", configuration, "-n"])
        except SystemExit:
            # With a usage, whose first line says what is wrong.
            pass
        except Exception as error:
            found.append(f"{type(error).__name__}: {error}")
    found += said.getvalue().strip().splitlines()[:1]
    found += [*options.parse_criticals, *options.parse_warnings]
    return found + ([] if found else list(Parser.last.unknown()))


def main():
    """Parses all."""
    # Where supervisord looks for its parser.
    sys.modules["supervisor.options"].UnhosedConfigParser = Parser
    json.dump([parse(configuration) for configuration in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main()
