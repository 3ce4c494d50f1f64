"""`scope` and `hardening`: whose manager it is, and what a process may see."""

import re

from case import Case
from managers.container import systemctl
from settings.run import Check

ENV = {"V": "a \"b\" 'c' $d %n \\ ;#", "NEWLINE": "a\nb"}
LEVELS = ("none", "basic", "strict")
EXPOSURE = re.compile(r"Overall exposure level for \S+: ([\d.]+) \w+")


def comes(life):
    """The process comes as it would otherwise."""
    life.start()
    yield from life.differences()


def ends_with_its_user(life):
    """A user's manager starts and stops it."""
    yield from comes(life)
    state = life.running.run(f"{systemctl('user')} is-active {life.unit('web-1')}")
    if state != ["active"]:
        yield f"the user's manager says {state}"
    wanted = life.text(f"{life.case.name}.target")
    if "WantedBy=default.target" not in wanted:
        yield "the user's own default target does not want it"
    life.stop()
    yield life.is_over()


def is_hardened(life):
    """The process comes, and systemd finds it less exposed."""
    yield from comes(life)
    level = life.case.settings["hardening"]
    told = life.running.run(f"systemd-analyze security --no-pager {life.unit('web-1')}")
    found = EXPOSURE.search("\n".join(told))
    if not found:
        yield f"systemd-analyze says {told[-1:]}"
        return
    print(f"systemd: hardening {level}: exposure {found[1]}", flush=True)
    if float(found[1]) > MOST_EXPOSED[level]:
        yield f"exposure {found[1]}, more than {MOST_EXPOSED[level]}"


# What `systemd-analyze security` may say at most. Without hardening it says 9.2.
MOST_EXPOSED = {"none": 10.0, "basic": 7.5, "strict": 3.0}


def hardened(level, **fields):
    """A check of a level. Its records are where it may write its log."""
    case = Case(
        id=f"set-hardening-{level}",
        procfile={"web": "exec PROBE"},
        env=ENV,
        log="RECORDS",
        settings={"hardening": level},
        managers=("systemd",),
    ).but(**fields)
    return Check(case, is_hardened, case.but(settings={}))


USER = Case(
    id="set-scope-user",
    procfile={"web": "exec PROBE", "worker": "exec PROBE"},
    env=ENV,
    formation="worker=2",
    settings={"scope": "user"},
    managers=("systemd",),
)
# Of which a user's manager can do but a part.
HARDENED = [
    USER.but(id=f"set-scope-user-{level}", settings={"scope": "user", "hardening": level})
    for level in LEVELS[1:]
]

CHECKS = [
    *(hardened(level) for level in LEVELS),
    hardened("strict", id="set-hardening-strict-root", user="root"),
    hardened("strict", id="set-hardening-strict-path", root="a 'b' %n $c"),
    Check(USER, ends_with_its_user, USER.but(settings={})),
    *(
        Check(case, ends_with_its_user, case.but(settings={}), warned="`hardening`")
        for case in HARDENED
    ),
]
