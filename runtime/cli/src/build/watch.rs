//! Builds and tests again on every change.

mod seen;

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::project::Project;
use crate::args::build::BuildArgs;
use crate::exit::Result;
use crate::testing::{self, Request};
use seen::Seen;

/// How often the files are looked at.
const PERIOD: Duration = Duration::from_millis(200);

/// Goes on until it is interrupted. Only a project that cannot be read at the
/// beginning ends it.
pub(super) fn run(args: &BuildArgs) -> Result<()> {
    let directory = args.directory();
    let mut component = super::place(&Project::read(directory)?, args);
    let mut seen = Seen::default();
    loop {
        let now = Seen::look(directory, &component);
        if now != seen {
            let built = match now.asks_for_a_build(&seen) {
                true => build(args)?,
                false => Some(component.clone()),
            };
            if let Some(built) = built {
                component = built;
                test(directory, &component)?;
            }
            crate::print(&format!("watching {}\n", directory.display()))?;
            seen = now;
        }
        std::thread::sleep(PERIOD);
    }
}

/// The component, if there is one to test.
fn build(args: &BuildArgs) -> Result<Option<PathBuf>> {
    match super::build(args) {
        Ok(built) => {
            crate::print(&super::show::to_text(&built))?;
            Ok(Some(built.file))
        }
        Err(failure) => {
            failure.print(false);
            Ok(None)
        }
    }
}

/// Runs the cases, and tells how what comes out has changed.
fn test(directory: &Path, component: &Path) -> Result<()> {
    let tested = testing::run(&Request {
        directory: directory.to_path_buf(),
        exporter: Some(component.to_path_buf()),
        ..Request::default()
    });
    match tested {
        Ok(summary) => crate::print(&summary.to_text()),
        Err(failure) => {
            failure.print(false);
            Ok(())
        }
    }
}
