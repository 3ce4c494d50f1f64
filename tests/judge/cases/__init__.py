"""The table of hard cases, a file for each part of an application."""

from cases import commands, found, names, places, values, variables


def table():
    """All cases. Their ids differ, since each is the name of an application."""
    parts = (values, variables, commands, names, places, found)
    table = [case for part in parts for case in part.CASES]
    ids = [case.id for case in table]
    assert len(ids) == len(set(ids)), sorted(id for id in ids if ids.count(id) > 1)
    return table
