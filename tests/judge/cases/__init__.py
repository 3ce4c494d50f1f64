"""The table of hard cases, a file for each part of an application."""

from cases import commands, found, names, places, values, variables


# What the cases of each part have that is hard.
PARTS = {
    "values: quotes": values.QUOTES,
    "values: backslashes": values.BACKSLASHES,
    "values: expansions": values.EXPANSIONS,
    "values: comments and lists": values.COMMENTS,
    "values: white space": values.SPACE,
    "values: scripts": values.SCRIPTS,
    "values: characters": values.CHARACTERS,
    "values: long": values.LONG,
    "sets of variables": variables.CASES,
    "commands: lists and compounds": commands.LISTS,
    "commands: words": commands.WORDS,
    "commands: with others before them": commands.TOGETHER,
    "commands: expansions": commands.EXPANSIONS,
    "commands: comments and redirections": commands.COMMENTS,
    "commands: bash": commands.BASH,
    "names of applications": names.APPLICATIONS,
    "names and what is set": names.SCHEDULES,
    "process types and formations": names.PROCESSES,
    "application roots": places.ROOTS,
    "users": places.USERS,
    "shells": places.SHELLS,
    "found at random": found.CASES,
}


def table():
    """All cases. Their ids differ, since each is the name of an application."""
    table = [case for part in PARTS.values() for case in part]
    ids = [case.id for case in table]
    assert len(ids) == len(set(ids)), sorted(id for id in ids if ids.count(id) > 1)
    return table
