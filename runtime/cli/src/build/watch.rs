//! Builds and tests again on every change.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::{place, project::Project};
use crate::args::build::BuildArgs;
use crate::exit::Result;
use crate::testing::{self, Request};

/// How often the files are looked at.
const PERIOD: Duration = Duration::from_millis(200);

/// What compilers and package managers write into a project.
const MADE: [&str; 10] = [
    ".build",
    ".git",
    ".venv",
    ".zig-cache",
    "Cargo.lock",
    "__pycache__",
    "dist",
    "node_modules",
    "package-lock.json",
    "target",
];

/// Where the cases are, which need no new build.
const CASES: &str = "tests";

/// When each file was written, by its path in the project.
type Seen = BTreeMap<PathBuf, SystemTime>;

/// Goes on until it is interrupted. Only a project that cannot be read ends it.
pub(super) fn run(args: &BuildArgs) -> Result<()> {
    let directory = args.dir.clone().unwrap_or_else(|| PathBuf::from("."));
    let project = Project::read(Some(&directory))?;
    let mut seen = Seen::new();
    loop {
        let now = look(&directory);
        if now != seen {
            let is_source = |path: &Path| !path.starts_with(CASES);
            let has_built = !changed(&seen, &now).any(is_source) || build(args)?;
            if has_built {
                test(&project, &place(&project, args))?;
            }
            crate::print(&format!("watching {}\n", directory.display()))?;
            seen = now;
        }
        std::thread::sleep(PERIOD);
    }
}

/// Tells whether there is something to test.
fn build(args: &BuildArgs) -> Result<bool> {
    match super::build(args) {
        Ok(built) => {
            crate::print(&super::show::to_text(&built))?;
            Ok(true)
        }
        Err(failure) => {
            failure.print(false);
            Ok(false)
        }
    }
}

/// Runs the cases, and tells how what comes out has changed.
fn test(project: &Project, component: &Path) -> Result<()> {
    let tested = testing::run(&Request {
        directory: project.directory.clone(),
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

fn changed<'a>(before: &'a Seen, now: &'a Seen) -> impl Iterator<Item = &'a Path> {
    let is_other = |one: &'a Seen, other: &'a Seen| {
        let paths = one
            .iter()
            .filter(|(path, time)| other.get(*path) != Some(*time));
        paths.map(|(path, _)| path.as_path())
    };
    is_other(now, before).chain(is_other(before, now))
}

fn look(directory: &Path) -> Seen {
    let mut seen = Seen::new();
    walk(directory, Path::new(""), &mut seen);
    seen
}

/// What vanishes while it is looked at is looked at again the next time.
fn walk(directory: &Path, within: &Path, seen: &mut Seen) {
    let entries = std::fs::read_dir(directory.join(within));
    for entry in entries.into_iter().flatten().flatten() {
        let name = entry.file_name();
        if MADE.iter().any(|made| name == *made) {
            continue;
        }
        let path = within.join(name);
        match entry.metadata() {
            Ok(about) if about.is_dir() => walk(directory, &path, seen),
            Ok(about) => {
                let written = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                seen.insert(path, written);
            }
            Err(_) => {}
        }
    }
}
