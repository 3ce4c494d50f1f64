//! Finds a tool: in the project, where its package manager put it, else on the PATH.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::super::project::Project;
use crate::exit::{Failure, Result, TOOLCHAIN};

/// Where Python and npm put the programs of a project.
const IN_PROJECT: [&str; 2] = [".venv/bin", "node_modules/.bin"];

/// A program by its name, as the command of one word.
pub(super) fn program(project: &Project, name: &str) -> Option<Vec<OsString>> {
    let directory = std::path::absolute(&project.directory).ok()?;
    let own = IN_PROJECT.map(|folder| directory.join(folder));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders = own.into_iter().chain(std::env::split_paths(&path));
    let found = folders.find_map(|folder| file(&folder.join(name)))?;
    Some(vec![found.into()])
}

fn file(path: &Path) -> Option<PathBuf> {
    path.is_file().then(|| path.to_path_buf())
}

/// A program that npm installs, by the name that the reader knows it by.
pub(super) fn of_npm(project: &Project, name: &str, tool: &str) -> Result<Vec<OsString>> {
    program(project, name).ok_or_else(|| match program(project, "npm") {
        Some(_) => missing(project, tool, NPM),
        None => missing(project, tool, NPM_TOO),
    })
}

/// Zig: the program, or the package of Python that holds it.
pub(super) fn zig(project: &Project) -> Option<Vec<OsString>> {
    program(project, "zig").or_else(|| {
        let mut python = program(project, "python3")?;
        python.extend(["-m", "ziglang"].map(OsString::from));
        answers(&python, "version").then_some(python)
    })
}

/// Whether a command runs at all.
fn answers(command: &[OsString], word: &str) -> bool {
    let [program, args @ ..] = command else {
        return false;
    };
    let mut command = Command::new(program);
    command.args(args).arg(word);
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let status = command.stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// What to run in the project to have a tool.
pub(super) fn missing(project: &Project, tool: &str, install: &str) -> Failure {
    let message = format!(
        "failed to build `{}`: {tool} is not installed",
        project.name
    );
    let place = match project.directory == Path::new(".") {
        true => String::new(),
        false => format!("cd {} && ", project.directory.display()),
    };
    Failure::new(TOOLCHAIN, message).hint(format!("install it: {place}{install}"))
}

/// The packages of Python that a project needs are in its requirements.
pub(super) const PIP: &str =
    "python3 -m venv .venv && .venv/bin/pip install --requirement requirements.txt";

/// Those of npm are in its package.json.
const NPM: &str = "npm install";
const NPM_TOO: &str = "npm install (npm comes with Node.js, 18 or later: https://nodejs.org)";
