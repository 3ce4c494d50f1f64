"""Names of applications, process types and formations."""

from case import Case, place

UPSTART = {"upstart": "application name"}
SUPERVISORD = {"supervisord": "application name"}
BOTH = {**UPSTART, **SUPERVISORD}
# What no portable file name can hold; a unit's name has an escape for it.
PATHS = {**UPSTART, "supervisord": "contains", "runit": "contains"}
DRIVE = {**BOTH, "runit": "drive letter", "systemd": "drive letter"}

APPLICATIONS = [
    place("name-space", app="my app", refused=BOTH),
    place("name-spaces", app="my  own app", refused=BOTH),
    place("name-percent", app="a%b"),
    place("name-percent-here", app="a%(here)s", refused={**UPSTART, "supervisord": "application name"}),
    place("name-percents", app="100%%"),
    place("name-accent", app="café"),
    place("name-cjk", app="日本語"),
    place("name-right-to-left", app="שלום"),
    place("name-apostrophe", app="it's", refused=UPSTART),
    place("name-quotes", app='say"x"', refused=PATHS),
    place("name-dot", app="a.b"),
    place("name-dots", app="a..b.service"),
    place("name-leading-dot", app=".hidden", refused={"runit": "application name", "supervisord": "application name"}),
    place("name-at", app="a@b"),
    place("name-at-end", app="ab@"),
    place("name-colon", app="shop:eu", refused={**BOTH, "runit": "contains"}),
    place("name-drive", app="a:b", refused=DRIVE),
    place("name-dollar", app="a$b${c}", refused=UPSTART),
    place("name-semicolon", app="a;b", refused=BOTH),
    place("name-hash", app="a#b", refused=BOTH),
    place("name-comma", app="a,b", refused=BOTH),
    place("name-equals", app="a=b", refused=UPSTART),
    place("name-brackets", app="a[b]", refused=BOTH),
    place("name-braces", app="a{b}", refused=UPSTART),
    place("name-glob", app="a*b?", refused=PATHS),
    place("name-tilde", app="~a", refused=UPSTART),
    place("name-plus", app="a+b"),
    place("name-ampersand", app="a&b;c", refused=BOTH),
    place("name-parentheses", app="a(b)", refused=UPSTART),
    place("name-exclamation", app="!a", refused=UPSTART),
    place("name-backtick", app="a`b`", refused=UPSTART),
    place("name-underscore", app="_a_b"),
    place("name-dashes", app="a--b-"),
    place("name-digits", app="123"),
    place("name-upper-case", app="ShOp"),
    place("name-target", app="shop.target"),
    place("name-of-a-target", app="default", refused={"systemd": "application name"}),
    place("name-of-the-shutdown", app="poweroff", refused={"systemd": "application name"}),
    place("name-long", app="n" * 128),
    place("name-long-unicode", app="日" * 42, refused={"systemd": "bytes"}),
    place("name-long-accents", app="日" * 16),
    place("name-long-escaped", app="é" * 64, refused={"systemd": "bytes"}),
]

# What only some managers have to carry, or can be asked to.
NIGHTLY = {"schedule": "0 3 * * *"}
SCHEDULES = [
    place(
        "type-long-scheduled",
        procfile={"c" * 1000: "PROBE", "web": "PROBE"},
        processes={"c" * 1000: NIGHTLY},
        managers=("supervisord",),
        refused={"supervisord": "cron cannot carry the schedule of ccc"},
    ),
    place(
        "formation-thousands",
        app="n" * 128,
        formation="web=7500",
        managers=("systemd",),
        refused={"systemd": "`web`"},
    ),
]

PROCESSES = [
    place("process-underscore", procfile={"web_1": "PROBE"}),
    place("process-dash", procfile={"my-web": "PROBE"}),
    place("process-digits", procfile={"1": "PROBE", "22": "PROBE"}),
    place("process-case", procfile={"Worker": "PROBE a"}),
    place("process-dashes", procfile={"-": "PROBE a", "_": "PROBE b"}),
    place(
        "process-web-1",
        procfile={"web": "PROBE a", "web-1": "PROBE b"},
        refused={"upstart": "web"},
    ),
    place("process-web-1-first", procfile={"web-1": "PROBE a", "web_1": "PROBE b"}),
    place("process-many", procfile={f"type{i}": f"PROBE {i} $PORT" for i in range(12)}),
    place("process-long", procfile={"w" * 60: "PROBE"}),
    place("process-service", procfile={"service": "PROBE", "target": "PROBE", "log": "PROBE"}),
    place("process-words", procfile={"run": "PROBE", "env": "PROBE", "group": "PROBE"}),
    place("formation-three", procfile={"web": "PROBE $PORT"}, formation="web=3"),
    place("formation-ten", procfile={"web": "PROBE $PORT"}, formation="web=11"),
    place(
        "formation-mixed",
        procfile={"web": "PROBE $PORT", "worker": "PROBE $PORT"},
        formation="web=2,worker=3",
    ),
    place(
        "formation-none",
        procfile={"web": "PROBE $PORT", "worker": "PROBE $PORT"},
        formation="web=0,worker=1",
    ),
    Case(
        id="formation-values",
        procfile={"web": 'PROBE "$A" "$B"', "worker": 'PROBE "$B" "$A"'},
        env={"A": "it's \"a\"\n", "B": "%(here)s ;#"},
        formation="all=2",
    ),
]
