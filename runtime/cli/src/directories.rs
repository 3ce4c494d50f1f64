//! Where the user keeps things, as the XDG base directories have it, and where a file
//! lies.

use std::path::{Path, PathBuf};

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
