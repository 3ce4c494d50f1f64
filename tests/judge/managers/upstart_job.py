"""One job of upstart, read as its parser does by its manual, init(5)."""

import os
import re
import shlex

END = re.compile(r"[ \t\r]*end[ \t\r]+script[ \t\r]*(#.*)?")
# Processes of a job, and how each is written: as a program or as a script.
PROCESSES = ("pre-start", "post-start", "pre-stop", "post-stop", "main")
WORDS = {"description", "author", "setuid", "setgid", "chdir", "umask", "console", "nice"}
FLAGS = {"respawn", "task", "manual"}
NUMBER = r"(\d+|unlimited)"
LIMITS = "core|cpu|data|fsize|memlock|msgqueue|nice|nofile|nproc|rss|rtprio|sigpending|stack|as"
FORMS = {
    "start": r"on (.+)",
    "stop": r"on (.+)",
    "respawn limit": r"(unlimited|\d+ \d+)",
    "kill timeout": r"(\d+)",
    "kill signal": r"(?:SIG)?([A-Z0-9]+)",
    "normal exit": r"([A-Z0-9 ]+)",
    "limit": rf"({LIMITS}) {NUMBER} {NUMBER}",
}
EVENT = re.compile(r"(starting|stopping|started|stopped) [\w.+@%-]+|runlevel \[!?[0-9]+\]")


class Job:
    """One job: its stanzas, its limits, its variables and its scripts."""

    def __init__(self, name, text):
        self.name, self.env, self.stanzas, self.limits = name, [], {}, {}
        # By process; `exec` is a script of one line.
        self.scripts = {}
        self.problems = []
        lines = iter(text.split("\n"))
        for line in lines:
            line = line.strip(" \t\r")
            if line and not line.startswith("#"):
                self.process(line, lines) or self.stanza(line)

    def process(self, line, lines):
        """Keeps a process of the job, if the line begins one."""
        first, _, rest = line.partition(" ")
        name, rest = (first, rest.strip()) if first in PROCESSES else ("main", line)
        if rest == "script":
            self.scripts[name] = self.block(lines)
        elif rest.startswith("exec "):
            self.scripts[name] = f"{rest}\n"
        else:
            return False
        return True

    def block(self, lines):
        """The lines of a script, without the white space that all begin with."""
        found = []
        for line in lines:
            if END.fullmatch(line):
                common = os.path.commonprefix([re.match(r"[ \t]*", x)[0] for x in found if x.strip()])
                return "".join(x.removeprefix(common) + "\n" for x in found)
            found.append(line)
        self.problems.append("the script has no end")
        return ""

    def stanza(self, line):
        """One line outside of a script."""
        if line in FLAGS:
            self.stanzas[line] = True
            return
        for words in (2, 1):
            head = " ".join(line.split(" ")[:words])
            rest = line.removeprefix(head).strip()
            if head in FORMS and (found := re.fullmatch(FORMS[head], rest)):
                if self.keep_form(head, found.groups()):
                    return
        word, _, rest = line.partition(" ")
        if word not in WORDS | {"env"} or not self.keep(word, rest):
            self.problems.append(f"upstart knows no stanza `{line}`")

    def keep_form(self, head, groups):
        """Keeps a stanza of a form of its own."""
        if head == "limit":
            self.limits[groups[0]] = groups[1:]
        elif head in ("start", "stop"):
            self.stanzas[head] = groups[0]
            return all(map(EVENT.fullmatch, events(groups[0])))
        else:
            self.stanzas[head] = groups[0]
        return True

    def keep(self, word, rest):
        """Keeps a stanza of one argument, if it is one."""
        try:
            arguments = shlex.split(rest, comments=True)
        except ValueError:
            return False
        if word == "env":
            self.env += arguments
        elif len(arguments) == 1:
            self.stanzas[word] = arguments[0]
        return len(arguments) == 1


def events(condition):
    """The events of a condition."""
    return re.split(r" (?:and|or) ", re.sub("[()]", "", condition))


def holds(condition, came):
    """Whether a condition holds when these events have come."""
    terms = EVENT.sub(lambda event: str(event[0] in came), condition)
    return bool(re.fullmatch(r"(True|False|and|or|[() ])+", terms)) and eval(terms)
