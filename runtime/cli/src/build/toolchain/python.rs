//! Python: componentize-py, which takes the interpreter along.

use super::super::project::Project;
use super::super::step::Step;
use super::find;
use crate::exit::Result;

pub(super) fn step(project: &Project) -> Result<Step> {
    let program = find::program(project, "componentize-py")
        .ok_or_else(|| find::missing(project, "componentize-py", find::PIP))?;
    let module = project.source.trim_end_matches(".py").replace('/', ".");
    let made = super::made(project);
    let step = Step::new(&program, ["--quiet", "--wit-path", "wit"], made.clone())
        .and(["--world", "exporter", "componentize", &module])
        .and(["--stub-wasi", "--output"])
        .and([made]);
    let environment = std::path::absolute(project.directory.join(".venv"));
    Ok(match environment {
        Ok(folder) if folder.is_dir() => step.with("VIRTUAL_ENV", folder),
        _ => step,
    })
}
