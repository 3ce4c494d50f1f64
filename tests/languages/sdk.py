"""C with the WASI SDK, or what takes its place here: its clang is zig under another name,
which makes a module of WASI preview 1 as that of the SDK does.
"""

import json

from outcome import Wrong
from program import TOOLS, run
from project import Project

CLANG = f"""\
#!/bin/sh
[ "$1" = --target=wasm32-wasip1 ] || exit 1
shift
exec {TOOLS}/venv/bin/python -m ziglang cc -target wasm32-wasi "$@"
"""


def checks(projects):
    if "c" in projects:
        yield "C by the clang of an SDK", lambda: check(projects["c"])


def check(project):
    directory = project.space / "by-sdk"
    project.expect(0, "new", "by-sdk", directory, "--language", "c")
    clang = project.space / "sdk/bin/clang"
    clang.parent.mkdir(parents=True)
    clang.write_text(CLANG)
    clang.chmod(0o755)
    variables = {"WASI_SDK_PATH": str(clang.parent.parent)}
    ended = run("build", directory, "--json", cache=project.cache, more=variables)
    Project.check(ended, 0)
    if json.loads(ended.stdout)["imports"]:
        raise Wrong(f"the component is not as told: {ended.stdout}")
    dry = run("build", directory, "--dry-run", cache=project.cache, more=variables)
    if not dry.stdout.startswith(f"{clang} --target=wasm32-wasip1 "):
        raise Wrong(f"another compiler was called: {dry.stdout}")
    project.expect(0, "test", directory)
