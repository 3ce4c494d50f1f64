//! Zig: for a machine without a system.

use super::super::project::Project;
use super::super::step::Step;
use super::find;
use crate::exit::Result;

pub(super) fn step(project: &Project) -> Result<Step> {
    let program = find::zig(project).ok_or_else(|| find::missing(project, "zig", find::PIP))?;
    let made = super::made(project);
    Ok(
        Step::new(&program, ["build-exe", &project.source], made.clone())
            .and(["-target", "wasm32-freestanding", "-fno-entry", "-rdynamic"])
            .and(["-O", "ReleaseSmall"])
            .and([format!("-femit-bin={}", made.display())]),
    )
}
