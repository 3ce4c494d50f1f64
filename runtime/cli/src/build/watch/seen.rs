//! What a project is made of: the files that a build or a test reads.

use std::collections::BTreeMap;
use std::fs::{File, Metadata};
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What compilers, package managers and this command write into a project.
const MADE: [&str; 11] = [
    ".build",
    ".git",
    ".portcullis",
    ".venv",
    ".zig-cache",
    "Cargo.lock",
    "__pycache__",
    "dist",
    "node_modules",
    "package-lock.json",
    "target",
];

/// By such a file, caches and environments of any name are known.
const MARKS: [&str; 2] = ["CACHEDIR.TAG", "pyvenv.cfg"];

/// A log may come through a pipe, so that nobody can tell whose it is.
const LOG: &str = "log";

/// Where the cases are. Each file in there belongs to one, whatever it is called.
const CASES: &str = "tests";

/// When each file was written, by its path in the project.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Seen(BTreeMap<PathBuf, SystemTime>);

impl Seen {
    /// Looks at a project that `component` is made of.
    pub(super) fn look(directory: &Path, component: &Path) -> Self {
        let look = Look {
            directory,
            component: real(component),
            printed: printed(),
        };
        let mut seen = Self::default();
        look.walk(Path::new(""), &mut seen);
        seen
    }

    /// Whether anything is otherwise that a build reads; a case is only tested.
    pub(super) fn asks_for_a_build(&self, before: &Self) -> bool {
        let is_other = |one: &Self, other: &Self| {
            let mut sources = one.0.iter().filter(|(path, _)| !path.starts_with(CASES));
            sources.any(|(path, time)| other.0.get(path) != Some(time))
        };
        is_other(self, before) || is_other(before, self)
    }
}

/// One look at a project, with what is not to be seen.
struct Look<'a> {
    directory: &'a Path,
    component: Option<PathBuf>,
    printed: Vec<(u64, u64)>,
}

impl Look<'_> {
    /// What vanishes while it is looked at is looked at again the next time.
    fn walk(&self, within: &Path, seen: &mut Seen) {
        let entries = std::fs::read_dir(self.directory.join(within));
        for entry in entries.into_iter().flatten().flatten() {
            let path = within.join(entry.file_name());
            let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            match std::fs::metadata(self.directory.join(&path)) {
                Ok(about) if about.is_dir() => {
                    // A link could lead round in a circle.
                    if !is_link && !self.is_made(&path, &about) {
                        self.walk(&path, seen);
                    }
                }
                Ok(about) if !self.is_made(&path, &about) => {
                    let written = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                    seen.0.insert(path, written);
                }
                Ok(_) | Err(_) => {}
            }
        }
    }

    /// Whether this is something that a build or a test writes.
    fn is_made(&self, path: &Path, about: &Metadata) -> bool {
        let is_printed = self.printed.contains(&identity(about));
        if is_printed || path.starts_with(CASES) {
            return is_printed;
        }
        let whole = self.directory.join(path);
        if about.is_dir() {
            return is_named(path) || MARKS.iter().any(|mark| whole.join(mark).is_file());
        }
        is_named(path)
            || path.extension().is_some_and(|ending| ending == LOG)
            || (self.component.is_some() && real(&whole) == self.component)
    }
}

fn is_named(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    MADE.iter().any(|made| name == *made)
}

/// Without links on the way to it, which need not be there itself.
fn real(file: &Path) -> Option<PathBuf> {
    let folder = match file.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    Some(folder.canonicalize().ok()?.join(file.file_name()?))
}

/// The files that this command prints into, which each build writes.
fn printed() -> Vec<(u64, u64)> {
    let (stdout, stderr) = (io::stdout(), io::stderr());
    let about = |stream: BorrowedFd<'_>| File::from(stream.try_clone_to_owned()?).metadata();
    let about = [about(stdout.as_fd()), about(stderr.as_fd())].into_iter();
    about.flatten().map(|about| identity(&about)).collect()
}

fn identity(about: &Metadata) -> (u64, u64) {
    (about.dev(), about.ino())
}
