"""runit: every script, and whether runit would find it as it must be."""

from lint import scripts

# What runit itself runs, within a service's directory and its log service's.
RUN = {"run", "finish", "check", "t", "d", "u", "o", "h", "k", "x", "a", "i", "1", "2"}


def remarks(place, options, exports):
    """Each remark: the file, its kind and its text."""
    files = [file for exported in exports for file in exported.files]
    found = [file for file in files if is_script(file)]
    for file in files:
        if (file.name in RUN) > (file.stat().st_mode & 0o100):
            yield file, "mode", "is not executable"
        if file.name in RUN and file not in found:
            yield file, "interpreter", "names no interpreter"
    yield from scripts.remarks(found)


def is_script(file):
    """Whether a file is a script."""
    with open(file, "rb") as script:
        return script.read(2) == b"#!"
