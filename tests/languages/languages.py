#!/usr/bin/env python3
"""Makes, builds, tests and runs an exporter in each language, as an author would.

All give the same files for the same input, and import nothing. Then what goes wrong
in one is told with its place, and the libraries do what ours does.
Exit codes: 0 all is right, 1 something is wrong, 3 nothing is wrong but something
could not run.
"""

import argparse
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import answers  # noqa: E402
import encoders  # noqa: E402
import failures  # noqa: E402
import guide  # noqa: E402
import library  # noqa: E402
import mistakes  # noqa: E402
import page  # noqa: E402
import sdk  # noqa: E402
from outcome import Outcomes  # noqa: E402
from project import LANGUAGES, Project, check_same  # noqa: E402


def main():
    options = arguments()
    outcomes = Outcomes()
    with tempfile.TemporaryDirectory(prefix="portcullis-languages-") as space:
        projects = [Project(language, pathlib.Path(space)) for language in options.languages]
        made = [project for project in projects if outcomes.of(project.language, project.make)]
        outcomes.of("the same files from all", lambda: check_same(made))
        built = {project.language: project for project in made}
        for part in (failures, mistakes, answers, encoders, library, sdk, guide):
            for name, check in part.checks(built):
                outcomes.of(name, check)
        table = page.table(made)
    print(table)
    if options.docs:
        page.renew(table)
    return outcomes.status(options.ci)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("languages", nargs="*", default=LANGUAGES, help="all, if none is named")
    parser.add_argument("--ci", action="store_true", help="what could not run is an error")
    parser.add_argument("--docs", action="store_true", help="renew docs/languages.md")
    options = parser.parse_args()
    if unknown := set(options.languages) - set(LANGUAGES):
        parser.error(f"there is no language {', '.join(unknown)}")
    return options


if __name__ == "__main__":
    sys.exit(main())
