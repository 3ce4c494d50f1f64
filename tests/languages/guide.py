"""The guide, docs/writing-an-exporter.md: each of its commands runs as written."""

import os
import subprocess
import textwrap

from outcome import Wrong
from program import BINARY, ROOT, run

GUIDE = ROOT / "docs/writing-an-exporter.md"


def checks(projects):
    if "python" in projects:
        yield "the guide", lambda: check(projects["python"])


def check(project):
    """Runs all commands in one shell, which ends at the first that fails."""
    folder = project.space / "guide"
    folder.mkdir()
    variables = {"PATH": os.pathsep.join([os.path.dirname(BINARY), os.environ["PATH"]])}
    variables["XDG_CACHE_HOME"] = variables["XDG_STATE_HOME"] = str(project.cache)
    ended = subprocess.run(
        ["sh", "-eux"],
        input=commands(GUIDE.read_text(), run("test", "--help", cache=project.cache)),
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode != 0:
        raise Wrong(f"it ended with {ended.returncode}:\n{ended.stdout}{ended.stderr}")
    if not (folder / "shipping/out/web.1.start").is_file():
        raise Wrong("it did not end with the file that it names")


def commands(text, tests):
    """All that is indented, without `test` where the command cannot do that."""
    lines = [line for line in text.splitlines() if line.startswith("    ") or not line.strip()]
    if tests.returncode != 0:
        lines = [line for line in lines if not line.startswith("    portcullis test")]
    return textwrap.dedent("\n".join(lines)) + "\n"
