//! JavaScript: componentize-qjs, which takes the engine along.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::super::project::Project;
use super::super::step::Step;
use super::find;
use crate::exit::Result;

const NAME: &str = "componentize-qjs";

pub(super) fn step(project: &Project) -> Result<Step> {
    let program = started_by_node(find::of_npm(project, NAME, NAME)?);
    let made = super::made(project);
    Ok(Step::new(
        &program,
        ["--wit", "wit", "--world", "exporter"],
        made.clone(),
    )
    .and(["--js", &project.source, "--sync", "--stub-wasi", "--output"])
    .and([made]))
}

/// The program as its package starts it: before version 20, Node.js takes a file
/// without an ending for a module of another kind than it is.
fn started_by_node(program: Vec<OsString>) -> Vec<OsString> {
    let script = program.first().and_then(|link| behind(Path::new(link)));
    match script {
        Some(script) => vec!["node".into(), script.into()],
        None => program,
    }
}

fn behind(link: &Path) -> Option<PathBuf> {
    let program = link.canonicalize().ok()?;
    let script = program.parent()?.parent()?.join("cli.mjs");
    script.is_file().then_some(script)
}
