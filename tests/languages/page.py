"""The table of the languages, and the page that holds it."""

from program import ROOT

NAMES = {
    "rust": "Rust, with minijinja",
    "python": "Python, with its interpreter",
    "javascript": "JavaScript, with QuickJS",
    "c": "C",
    "zig": "Zig",
    "assemblyscript": "AssemblyScript",
}

PAGE = """\
# Languages

The exporter that `portcullis new` makes, in each language. All six give the same
files for the same application, byte for byte, and none imports anything. `./justw
languages` makes, builds, tests and runs them, and renews this page.

{table}

Size is that of the component, in bytes. The first run screens and compiles it apart;
every other takes the code that was kept. Both are whole runs of the command for three
processes, in milliseconds, on two shared cores: read ratios.

What each compiler is, and where it is looked for: `portcullis build --help`.
"""


def table(projects):
    """Size, first run and warm run."""
    rows = ["| | size | first run | warm run |", "|---|--:|--:|--:|"]
    for project in projects:
        name, size = NAMES[project.language], f"{project.size:,}"
        rows.append(f"| {name} | {size} | {project.first:,.0f} | {project.warm:,.0f} |")
    return "\n".join(rows)


def renew(table):
    (ROOT / "docs/languages.md").write_text(PAGE.format(table=table))
