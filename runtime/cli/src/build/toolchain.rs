//! Each language's own compiler, found and called.

mod assemblyscript;
mod c;
mod find;
mod javascript;
mod python;
mod rust;
mod zig;

use std::path::PathBuf;

use anyhow::Context as _;

use super::Language;
use super::project::Project;
use super::step::{Step, Telling};
use crate::exit::{Failure, INPUT, Result};

/// Where compilers put what they make, in the project.
const BUILD: &str = ".build";

/// Runs the compiler of a project, and gives the file that it made.
pub(super) fn make(project: &Project, telling: Telling) -> Result<PathBuf> {
    let step = step(project)?;
    let source = project.directory.join(&project.source);
    if !source.is_file() {
        let message = format!(
            "failed to build `{}`: there is no {}",
            project.name,
            source.display()
        );
        let hint = "exporter.toml says with `source` where it is, if it has another name";
        return Err(Failure::new(INPUT, message).hint(hint));
    }
    let folder = project.directory.join(BUILD);
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make {}", folder.display()))
        .map_err(Failure::from)?;
    step.run(&project.directory, telling)?;
    Ok(project.directory.join(&step.makes))
}

/// The command that builds a project. It runs in the project's directory.
pub(super) fn step(project: &Project) -> Result<Step> {
    match project.language {
        Language::Rust => rust::step(project),
        Language::Python => python::step(project),
        Language::JavaScript => javascript::step(project),
        Language::C => c::step(project),
        Language::Zig => zig::step(project),
        Language::AssemblyScript => assemblyscript::step(project),
    }
}

/// The file that a compiler other than cargo makes.
fn made(project: &Project) -> PathBuf {
    PathBuf::from(format!("{BUILD}/{}.wasm", project.name))
}
