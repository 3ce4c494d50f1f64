"""Random cases from hard alphabets. The same seed makes the same cases."""

import random

from case import Case

# What may be in a value: each of these means something to some manager.
SINGLE = list("'\"\\%$;#,=:()[]{}<>&|*?!~`@+-_^./ ab0nds") + [" ", "'", '"', "\\", "%", "$"]
SPACE = ["\n", "\t", "\r", "\r\n", "\n\n", "  ", "\u00a0", "\u3000"]
FOREIGN = ["é", "日", "ש", "\ufeff", "\u200b", "\U0001d11e", "e\u0301"]
CONTROL = ["\x01", "\x07", "\x1b", "\x7f", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"]
TOKENS = [
    *("%(here)s", "%(ENV_PATH)s", "%%", "%n", "%h", "%s", "%(", "%(program_name)s"),
    *("$$", "${PATH}", "$PORT", "$(echo x)", "`echo y`", "$'", "${", "$("),
    *(" ;", " #", "; ", "# ", "\\n", "\\x41", "\\\\", "\\\n", "'\"'\"'", "\"'\""),
    *("-", "--", "-n", "a=b", ",X=", "\nend script\n", "end script", "\n[x]\n", "<<EOF\n"),
    *("\nExecStart=/x\n", "{{ x }}", "{% x %}", "EOF", ".include", "printf", "export A=1"),
    # What a checker of scripts takes for a slip, even where it is quoted.
    *("~/", "“", "’", "done", "then", "$PORT_", "$SECONDS", "\\033[0m"),
]
# A Procfile refuses control characters and line separators in a command.
IN_COMMANDS = SINGLE + ["\t", "  ", "\u00a0", "\u3000"] + FOREIGN
TOKENS_IN_COMMANDS = [token for token in TOKENS if "\n" not in token]
NAMES = ["V", "W", "A_B", "_x", "lower", "DATABASE_URL", "PATH", "HOME", "IFS", "PS1", "PS4", "LANG"]
SHAPES = [
    *("{}", "{}", "{}", "exec {}", "true && {}", "({})", "cd / && {}", "{} | cat", "{}; true"),
    *("if true; then {}; fi", "{} # {comment}", ": '{quoted}'; {}", "X='{quoted}' {}"),
    *("{} & wait", "{{ {}; }}", "cd .. ; {} >/dev/null 2>&1", "sh -c '{}'"),
]


def drawn(options):
    """Random cases, more than are asked for: some commands are none."""
    return cases(options.random * 5 // 4 + 20, options.seed) if options.random else []


def cases(count, seed):
    """So many cases."""
    source = random.Random(seed)
    return [one(source, index) for index in range(count)]


def one(source, index):
    """One case."""
    names = source.sample(NAMES, source.randint(1, 4))
    env = {name: text(source, SINGLE + SPACE + FOREIGN + CONTROL, TOKENS) for name in names}
    return Case(
        id=f"random-{index}",
        procfile={"web": command(source, names)},
        env=env,
        user=source.choice(["judge", "judge", "under_score-9", "root"]),
        shell=source.choice(["/bin/sh", "/bin/sh", "/bin/bash"]),
        root=root(source),
    )


def text(source, alphabet, tokens):
    """A text: mostly short, sometimes long."""
    length = source.choice([0, 1, 1, 2, 3, 4, 6, 9, 15, 40])
    pieces = [source.choice(alphabet if source.random() < 0.7 else tokens) for _ in range(length)]
    repeated = source.choice([1] * 30 + [500])
    return "".join(pieces) * repeated


def command(source, names):
    """A command that a shell can read."""
    words = [word(source, names) for _ in range(source.randint(0, 5))]
    shape = source.choice(SHAPES)
    if "sh -c" in shape:
        words = [w for w in words if "'" not in w]
    probe = source.choice([" ", "  "]).join(["PROBE", *words])
    shape = shape.replace("{comment}", hard(source)).replace("{quoted}", hard(source).replace("'", ""))
    return shape.replace("{{", "{").replace("}}", "}").replace("{}", probe, 1).rstrip()


def word(source, names):
    """One word of a command, quoted in one of the ways there are."""
    kind = source.randrange(6)
    if kind == 0:
        return "'" + hard(source).replace("'", "'\\''") + "'"
    if kind == 1:
        escaped = "".join("\\" + c if c in '"\\$`' else c for c in hard(source))
        return f'"{escaped}"'
    if kind == 2:
        return "".join("\\" + c for c in hard(source)) or "''"
    if kind == 3:
        return f'"${{{source.choice(names)}}}"'
    if kind == 4:
        return f'"${source.choice(names)}$PORT"'
    return "$PORT" + source.choice(["", "%", "=a,b", ":;"[:1], "#a", "@%n", "/%h"])


def hard(source):
    """A hard text that a Procfile can hold."""
    return text(source, IN_COMMANDS, TOKENS_IN_COMMANDS)[:2_000]


def root(source):
    """A name of a root."""
    if source.random() < 0.6:
        return "root"
    name = "".join(source.choice(SINGLE + FOREIGN + ["\u00a0"]) for _ in range(source.randint(1, 8)))
    return name.replace("/", "-").strip(".") or "root"
