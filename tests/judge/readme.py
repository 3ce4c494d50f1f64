"""Tables in the README that are made and not written."""

from place import HERE

README = HERE.parents[1] / "README.md"


def renew(name, lines):
    """Puts lines between the comments of that name; gives an exit code."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    text = README.read_text()
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        print(f"README.md has no table to renew: it lacks `{begin}` or `{end}`")
        return 1
    table = "\n".join(lines)
    README.write_text(f"{before}{begin}\n{table}\n{end}{after}")
    return 0
