"""Roots, users, shells and log directories."""

from case import place

ROOTS = [
    place("root-space", root="my app"),
    place("root-spaces", root="a  b   c"),
    place("root-leading-space", root=" a"),
    place("root-trailing-space", root="a "),
    place("root-trailing-spaces", root="a  "),
    place("root-only-space", root=" "),
    place("root-apostrophe", root="it's"),
    place("root-quote", root='say "x"'),
    place("root-quoted", root='"quoted"'),
    place("root-single-quoted", root="'quoted'"),
    place("root-percent", root="100%"),
    place("root-percent-n", root="%n%h%i"),
    place("root-percent-here", root="%(here)s"),
    place("root-dollar", root="$HOME"),
    place("root-dollar-braces", root="${V}"),
    place("root-command", root="$(touch x)`y`"),
    place("root-accent", root="café"),
    place("root-cjk", root="日本 語"),
    place("root-right-to-left", root="שלום"),
    place("root-no-break-space", root="a\u00a0"),
    place("root-wide-space", root="\u3000a\u3000"),
    place("root-noncharacter", root="a\uffff", refused={"systemd": "root"}),
    place("root-semicolon", root="a;b"),
    place("root-space-semicolon", root="a ;b"),
    place("root-hash", root="#a"),
    place("root-space-hash", root="a #b"),
    place("root-backslash", root="a\\b"),
    place("root-backslash-x", root="a\\x41\\n"),
    place("root-trailing-backslash", root="a\\"),
    place("root-trailing-backslashes", root="a\\\\"),
    place("root-trailing-backslash-space", root="a\\ "),
    place("root-equals", root="a=b"),
    place("root-comma", root="a,b"),
    place("root-colon", root="a:b"),
    place("root-brackets", root="[a]"),
    place("root-braces", root="{{ app }}"),
    place("root-glob", root="*?"),
    place("root-dash", root="-a"),
    place("root-tilde", root="~"),
    place("root-exclamation", root="!a"),
    place("root-newline-text", root="a\\nb"),
    place("root-ampersand", root="a&b|c>d"),
    place("root-nested", root="a b/c%d/e'f"),
    place("root-long", root="/".join(["d" * 200] * 10)),
]

USERS = [
    place("user-root", user="root"),
    place("user-groups", user="member"),
    place("user-dot", user="first.last"),
    place("user-dash", user="under_score-9"),
    place("user-number", user="61234"),
]

NAMED = {"web": 'PROBE "$V" "$0"'}
SHELLS = [
    place("shell-bash", shell="/bin/bash", procfile=NAMED),
    place("shell-dash", shell="/bin/dash", procfile=NAMED),
    place("shell-space", shell="SHELLS/my shell", procfile=NAMED),
    place("shell-percent", shell="SHELLS/100%sh", procfile=NAMED),
    place("shell-percent-n", shell="SHELLS/%n", procfile=NAMED),
    place("shell-apostrophe", shell="SHELLS/it's", procfile=NAMED),
    place("shell-quote", shell='SHELLS/a"b', procfile=NAMED),
    place("shell-accent", shell="SHELLS/café", procfile=NAMED),
    place("shell-semicolon", shell="SHELLS/a ;b #c", procfile=NAMED),
    place("shell-backslash", shell="SHELLS/a\\x41", procfile=NAMED),
    place("shell-dollar", shell="SHELLS/a$b", procfile=NAMED),
    place("shell-dollar-values", shell="SHELLS/a ${V}", procfile=NAMED),
    place("shell-at", shell="SHELLS/@a", procfile=NAMED),
]

CASES = ROOTS + USERS + SHELLS
