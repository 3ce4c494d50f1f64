//! What a project holds: its component and its cases.

use std::path::{Path, PathBuf};

use anyhow::Context;

use super::Request;
use super::case::Case;
use crate::directories;
use crate::exit::{Failure, INPUT, Result, USAGE};
use crate::words::choice;

/// Where the cases are.
const CASES: &str = "tests";

pub(super) struct Project {
    pub(super) component: PathBuf,
    pub(super) cases: Vec<Case>,
}

pub(super) fn find(request: &Request) -> Result<Project> {
    let directory = &request.directory;
    let hint = "the first argument is the project; name a case after it: portcullis test . CASE";
    directories::expect(directory, hint)?;
    let component = match &request.exporter {
        Some(file) => file.clone(),
        None => built(directory)?,
    };
    let cases = chosen(all(directory)?, directory, &request.cases)?;
    Ok(Project { component, cases })
}

/// The component that `portcullis build` made of the project.
fn built(directory: &Path) -> Result<PathBuf> {
    let component = crate::build::Project::read(directory)
        .map_err(|failure| failure.or_hint("name a component with --exporter FILE"))?
        .component();
    if !component.is_file() {
        let message = format!("{} does not exist", component.display());
        let hint = format!("build it first: portcullis build {}", directory.display());
        return Err(Failure::new(INPUT, message).hint(hint));
    }
    Ok(component)
}

/// Every folder of `tests` that has a file `args`, by name.
fn all(directory: &Path) -> Result<Vec<Case>> {
    let folder = directory.join(CASES);
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries.collect::<std::io::Result<Vec<_>>>(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    };
    let entries = entries
        .with_context(|| format!("cannot read {}", folder.display()))
        .map_err(|error| Failure::new(INPUT, format!("{error:#}")))?;
    let folders = entries.into_iter().map(|entry| entry.path());
    let cases = folders.filter(|path| path.join("args").is_file());
    let mut cases: Vec<_> = cases.map(Case::new).collect();
    cases.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(cases)
}

fn chosen(mut all: Vec<Case>, directory: &Path, names: &[String]) -> Result<Vec<Case>> {
    if all.is_empty() {
        return Err(none(directory));
    }
    for name in names {
        if all.iter().all(|case| case.name != *name) {
            return Err(unknown(name, &all));
        }
    }
    if !names.is_empty() {
        all.retain(|case| names.contains(&case.name));
    }
    Ok(all)
}

fn none(directory: &Path) -> Failure {
    let folder = directory.join(CASES);
    let message = format!("there are no cases in {}", folder.display());
    let first = folder.join("first");
    let first = first.display();
    let hint = format!(
        "make one: put a Procfile into {first}, and a file `args` that says \
         `export NAME OUT -a shop`; then `portcullis test --bless` writes what comes out \
         into {first}/expected"
    );
    Failure::new(INPUT, message).hint(hint)
}

fn unknown(name: &str, all: &[Case]) -> Failure {
    let names: Vec<_> = all.iter().map(|case| case.name.as_str()).collect();
    Failure::new(USAGE, format!("there is no case `{name}`")).hint(choice(name, &names))
}
