//! Where the user keeps things, as the XDG base directories have it, where a file
//! lies, and whether a directory is there.

use std::path::{Path, PathBuf};

use crate::exit::{Failure, INPUT, Result};

/// What can be made again.
pub(crate) fn cache() -> Option<PathBuf> {
    below("XDG_CACHE_HOME", ".cache")
}

/// What stays on this machine.
pub(crate) fn state() -> Option<PathBuf> {
    below("XDG_STATE_HOME", ".local/state")
}

/// What the user wrote or installed.
pub(crate) fn data() -> Option<PathBuf> {
    below("XDG_DATA_HOME", ".local/share")
}

/// The directory that a file is in, by a path that can be opened.
pub(crate) fn of(file: &Path) -> &Path {
    match file.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

/// Refuses a directory to read from that is not there. `hint` says how to mend it.
pub(crate) fn expect(directory: &Path, hint: &str) -> Result<()> {
    if directory.is_dir() {
        return Ok(());
    }
    let message = format!("there is no directory {}", directory.display());
    Err(Failure::new(INPUT, message).hint(hint))
}

/// Our folder in the directory that a variable names, else in a place in the
/// home directory. Paths that are not absolute are as good as none.
fn below(variable: &str, at_home: &str) -> Option<PathBuf> {
    let absolute = |name| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let base = absolute(variable).or_else(|| Some(absolute("HOME")?.join(at_home)))?;
    Some(base.join("portcullis"))
}
