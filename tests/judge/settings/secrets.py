"""`secrets`: where the variables go, and who can see them there."""

import re

from case import Case
from managers.container import systemctl
from settings.run import Check

# Each value has a word that is in nothing else.
ENV = {
    "A": "secret-'\"\\$%n ;# ",
    "B": "secret-\nline\n\nbreaks\n",
    "C": " secret-\tspace  ",
    "D": "secret-é日\u00a0\ufeff",
    "E": "",
    "F": "secret-\x01\x7f\r",
    "G": "secret-" + "x" * 60_000,
}
COPY = 'mkdir RECORDS/credentials; cp "$CREDENTIALS_DIRECTORY"/* RECORDS/credentials/; exec PROBE'


def are_private(life):
    """Only private files have a secret."""
    holding = [file for file in life.exported.written if b"secret-" in file.read_bytes()]
    if not holding:
        yield "no file holds the values"
    for file in holding:
        if file.stat().st_mode & 0o077:
            yield f"{file.name} holds a value and has mode {file.stat().st_mode & 0o777:o}"
        if file.name == "run" or re.fullmatch(r".*\.(service|target|timer)", file.name):
            yield f"{file.name} holds a value"


def are_not_shown(life):
    """systemd tells everybody what is in its units."""
    unit = life.unit("web-1")
    program = systemctl(life.case.settings.get("scope", "system"))
    for words in (f"show {unit}", f"cat {unit}", "show-environment"):
        said = life.running.run(f"{program} {words}")
        if not said or any("secret-" in line for line in said):
            yield f"`systemctl {words}` tells a value, or nothing at all"


def in_file(life):
    """All variables come, and they stand nowhere else."""
    yield from are_private(life)
    life.start()
    yield from life.differences()
    if life.manager == "systemd":
        yield from are_not_shown(life)


def as_credentials(life):
    """Each variable is a file with its exact value, and not in the environment."""
    yield from are_private(life)
    life.start()
    yield from life.differences(without=[*ENV, "CREDENTIALS_DIRECTORY"])
    env = life.came()["web"][0].env if life.came() else {}
    if there := ENV.keys() & env.keys():
        yield f"in the environment: {there}"
    for name, value in ENV.items():
        path = life.folder / "credentials" / name
        if not path.exists():
            yield f"no credential {name}"
        elif path.read_bytes() != value.encode():
            yield f"credential {name} is {path.read_bytes()[:50]}, not {value.encode()[:50]}"
    yield from are_not_shown(life)


PLAIN = Case(id="set-secrets-file", procfile={"web": "exec PROBE"}, env=ENV)
FILE = PLAIN.but(settings={"secrets": "file"}, managers=("systemd", "runit"))
HOOKED = FILE.but(
    id="set-secrets-file-hooks",
    procfile={"web": "exec PROBE"},
    processes={"web": {"before_start": ["ONCE_before"], "after_stop": ["ONCE_after"]}},
)
CREDENTIALS = PLAIN.but(
    id="set-secrets-credentials",
    procfile={"web": COPY},
    settings={"secrets": "credentials"},
    managers=("systemd",),
)


def with_hooks(life):
    """The commands around a process have the variables as well."""
    life.start()
    yield from life.differences(["web", "web_before"])
    life.stop()
    yield from life.differences(["web_after"])


def of_user(case):
    """The same for a user's own manager."""
    return case.but(id=f"{case.id}-user", settings={**case.settings, "scope": "user"}, managers=("systemd",))


CHECKS = [
    Check(FILE, in_file, PLAIN),
    Check(
        HOOKED,
        with_hooks,
        PLAIN.but(id=HOOKED.id, procfile={"web": "PROBE_before & PROBE_after & exec PROBE"}),
    ),
    Check(CREDENTIALS, as_credentials, PLAIN.but(id=CREDENTIALS.id)),
    Check(of_user(FILE), in_file, PLAIN.but(id=f"{FILE.id}-user")),
    Check(of_user(CREDENTIALS), as_credentials, PLAIN.but(id=f"{CREDENTIALS.id}-user")),
]
