"""systemd: `systemd-analyze verify` in the container, over many units at once."""

from functools import partial

import lint
from managers import systemd
from managers.container import RUNTIME, Container, debian

# A name may hold anything but a line break.
VERIFY = """
cd /etc/systemd/{scope}
export XDG_RUNTIME_DIR={runtime}
xargs -d '\\n' systemd-analyze --{scope} verify --man=no --recursive-errors=yes -- <<'END'
{names}
END
[ $? = 0 ] || echo {failure}
"""
FAILURE = "verify-ends-with-a-failure"
# verify takes `a:b` for the unit `a` under the name of `b`, so such a unit is
# verified as something that another unit wants.
WANTING = "/run/judge-verify.target"


def remarks(place, options, exports):
    """Each remark: the file, its kind and its text."""
    root = debian(place.cache)
    for first in range(0, len(exports), systemd.BATCH):
        batch = exports[first : first + systemd.BATCH]
        systemd.install(place, batch)
        with Container(place, root) as container:
            alone = [e for e in batch if "systemd" in e.case.remarked]
            for scope in ("system", "user"):
                these = [e for e in batch if systemd.scope(e) == scope and e not in alone]
                yield from verified(container, scope, these)
            for exported in alone:
                yield from expected(exported, list(verified(container, "system", [exported])))


def verified(container, scope, exports):
    """What verify says of the units of several applications."""
    units = [file for exported in exports for file in systemd.units(exported)]
    script_of = partial(VERIFY.format, scope=scope, runtime=RUNTIME, failure=FAILURE)
    names = [file.name for file in units if ":" not in file.name]
    others = [file.name for file in units if ":" in file.name]
    script = script_of(names="\n".join(names)) if names else ""
    if others:
        wants = "\n".join(f"Wants={name}" for name in others)
        script += f"\ncat >{WANTING} <<'END'\n[Unit]\nDescription=All\n{wants}\nEND\n"
        script += script_of(names=WANTING)
    said = container.ask(script, seconds=180) if units else []
    # An exit code tells something only when no line does.
    for line in [line for line in said if line != FAILURE] or said:
        # The longest name, as others may be parts of it.
        found = [file for file in units if file.name in line]
        file = max(found, key=lambda file: len(file.name), default=lint.NO_FILE)
        kind = line.replace(getattr(file, "name", ""), "UNIT")
        yield file, kind, f"verify: {line}"


def expected(exported, said):
    """What is said of a case beyond what must be."""
    word = exported.case.remarked["systemd"]
    if not any(word in text for _, _, text in said):
        yield exported.files[0], word, f"verify does not say: {word}"
    yield from (remark for remark in said if word not in remark[2])
