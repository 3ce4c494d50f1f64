"""Upstart: no Debian has it, so a small harness follows its cookbook.

It reads a job as upstart's parser does, refuses stanzas that upstart does not
know, and starts the script as upstart would: `/bin/sh -e` on a descriptor, as
the user of `setuid`, in `/`. No upstart runs.
"""

import os
import re
import shlex
import subprocess

import record
import reference
from place import PATH, NotRun, ids

BATCH = 100
ALLOWED = ("UPSTART_", "TERM")

END = re.compile(r"[ \t\r]*end[ \t\r]+script[ \t\r]*(#.*)?")
WORDS = {"description", "setuid", "setgid", "chdir", "env", "exec", "umask", "console", "author"}
CONDITION = re.compile(r"(starting|stopping|started|stopped) [\w.+@%-]+|runlevel \[!?[0-9]+\]")


class Job:
    """One job: its stanzas and its script."""

    def __init__(self, name, text):
        self.name, self.env, self.stanzas, self.script = name, [], {}, None
        self.problems = []
        lines = iter(text.split("\n"))
        for line in lines:
            line = line.strip(" \t\r")
            if line == "script":
                self.script = self.block(lines)
            elif line and not line.startswith("#"):
                self.stanza(line)

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
        word, _, rest = line.partition(" ")
        if word in ("start", "stop"):
            good = rest.startswith("on ") and CONDITION.fullmatch(rest[3:])
        elif word == "respawn":
            good = rest in ("", "limit unlimited") or re.fullmatch(r"limit \d+ \d+", rest)
        elif word == "kill":
            good = re.fullmatch(r"(timeout \d+|signal [A-Z0-9]+)", rest)
        else:
            good = word in WORDS and self.keep(word, rest)
        if not good:
            self.problems.append(f"upstart knows no stanza `{line}`")

    def keep(self, word, rest):
        """Keeps a stanza of one argument, if it is one."""
        try:
            arguments = [rest] if word == "exec" else shlex.split(rest, comments=True)
        except ValueError:
            return False
        if word == "env":
            self.env += arguments
        elif len(arguments) == 1:
            self.stanzas[word] = arguments[0]
        return len(arguments) == 1

    def start(self, folder):
        """Starts the job's process."""
        uid, gid, further = ids(self.stanzas.get("setuid", "root"))
        script = self.script
        if script is None:
            script = "exec " + self.stanzas["exec"]
        path = folder / self.name
        path.write_text(script, newline="")
        path.chmod(0o644)
        # Where upstart has its pipe, we have a file; the shell sees the same.
        inner = 'exec 9<"$1"; exec /bin/sh -e /proc/self/fd/9'
        return subprocess.Popen(
            ["/bin/sh", "-c", inner, "sh", str(path)],
            cwd=self.stanzas.get("chdir", "/"),
            env={
                **{"PATH": PATH, "TERM": "linux", "UPSTART_JOB": self.name},
                **{"UPSTART_INSTANCE": "", "UPSTART_EVENTS": "starting"},
                **dict(pair.split("=", 1) for pair in self.env),
            },
            user=uid,
            group=gid,
            extra_groups=[gid, *further],
            umask=int(self.stanzas.get("umask", "022"), 8),
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def run(place, exported, expected, options):
    """Starts the exported files; returns remarks on the files, by case."""
    if os.geteuid() != 0:
        raise NotRun("only root can start processes as another user")
    remarks = {}
    for first in range(0, len(exported), BATCH):
        batch = exported[first : first + BATCH]
        started = []
        try:
            for export in batch:
                remarks[export.case] = []
                for job in jobs(export):
                    remarks[export.case] += job.problems
                    if job.script is not None or "exec" in job.stanzas:
                        started.append(job.start(place.folder("upstart")))
            record.await_all(place, {export.case: expected[export.case] for export in batch})
        finally:
            for process in started:
                reference.end(process)
    return remarks


def jobs(export):
    """The jobs of an application."""
    for file in export.files:
        with open(file, newline="") as text:
            yield Job(file.stem, text.read())

