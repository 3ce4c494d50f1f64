//! JavaScript: componentize-qjs, which takes the engine along.

use super::super::project::Project;
use super::super::step::Step;
use super::find;
use crate::exit::Result;

pub(super) fn step(project: &Project) -> Result<Step> {
    let program = find::program(project, "componentize-qjs")
        .ok_or_else(|| find::missing(project, "componentize-qjs", find::NPM))?;
    let made = super::made(project);
    Ok(Step::new(
        &program,
        ["--wit", "wit", "--world", "exporter"],
        made.clone(),
    )
    .and(["--js", &project.source, "--sync", "--stub-wasi", "--output"])
    .and([made]))
}
