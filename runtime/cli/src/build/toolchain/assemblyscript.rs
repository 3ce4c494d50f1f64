//! AssemblyScript: asc, without a function of the host to abort by.

use super::super::project::Project;
use super::super::step::Step;
use super::find;
use crate::exit::Result;

pub(super) fn step(project: &Project) -> Result<Step> {
    let program = find::of_npm(project, "asc", "asc of AssemblyScript")?;
    let made = super::made(project);
    Ok(Step::new(&program, [&project.source], made.clone())
        .and([
            "--optimize",
            "--runtime",
            "stub",
            "--use",
            "abort=",
            "--outFile",
        ])
        .and([made]))
}
