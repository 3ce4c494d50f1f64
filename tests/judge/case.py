"""The shape of a case: one application, and which managers should carry it."""

from dataclasses import dataclass, field, replace

MANAGERS = ("systemd", "supervisord", "runit", "upstart")

# `PROBE` in a command stands for the probe with the file that it writes; more
# of them in one Procfile are told apart by what follows: `PROBE_B`. `ONCE` is a
# probe that does not wait, and `RECORDS` the folder that all of them write to.
DEFAULT_COMMAND = "PROBE a"


@dataclass(frozen=True, eq=False)
class Case:
    """One application to be exported, started and compared.

    `refused` holds the managers that must refuse it, each with a word that the
    refusal must have. All others must carry it. `SHELLS` in `shell` stands for
    the folder in which a shell of that name is made. `remarked` holds the managers
    whose checker finds fault with what was asked for, each with a word of that. `settings` are for the
    whole application, `processes` holds those of single process types. Managers
    that are not in `managers` are not given the case.
    """

    id: str
    procfile: dict
    env: dict = field(default_factory=dict)
    app: str = ""
    user: str = "judge"
    shell: str = "/bin/sh"
    root: str = "root"
    formation: str = ""
    log: str = ""
    refused: dict = field(default_factory=dict)
    remarked: dict = field(default_factory=dict)
    settings: dict = field(default_factory=dict)
    processes: dict = field(default_factory=dict)
    managers: tuple = MANAGERS

    @property
    def name(self):
        """The application's name."""
        return self.app or self.id

    def but(self, **changes):
        """The same case with some fields changed."""
        return replace(self, **changes)

    def line(self):
        """The case as a line of the table."""
        fields = [f"id={self.id!r}", f"procfile={self.procfile!r}"]
        for name in list(Case.__dataclass_fields__)[2:]:
            value = getattr(self, name)
            if value != Case.__dataclass_fields__[name].default and value != {}:
                fields.append(f"{name}={value!r}")
        return f"Case({', '.join(fields)}),"


def value(id, text, **fields):
    """A case of one variable, `V`."""
    fields.setdefault("procfile", {"web": DEFAULT_COMMAND})
    return Case(id=f"value-{id}", env={"V": text}, **fields)


def variables(id, env, **fields):
    """A case of several variables."""
    return Case(id=f"env-{id}", procfile={"web": DEFAULT_COMMAND}, env=env, **fields)


def command(id, text, env=None, **fields):
    """A case of one command."""
    return Case(id=f"command-{id}", procfile={"web": text}, env=env or {}, **fields)


def place(id, **fields):
    """A case of a name, root, user or shell, with an ordinary variable."""
    fields.setdefault("procfile", {"web": DEFAULT_COMMAND})
    return Case(id=id, env={"V": "ab"}, **fields)
