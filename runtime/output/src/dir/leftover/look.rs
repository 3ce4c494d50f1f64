//! One file that a manifest names: is it still what was exported?

use cap_std::fs::Dir;
use rustix::fs::Stat;

use crate::dir::existing::{hash, is_ours};
use crate::dir::walk::{self, node, stat};
use crate::{Entry, InPlace, Kept, Node, OutputError, OutputErrorKind, Stale};

const ACTION: &str = "read file";

/// A stale file, and what was seen of it if it is to be removed.
#[derive(Debug)]
pub(in crate::dir) struct Leftover {
    pub(in crate::dir) stale: Stale,
    pub(in crate::dir) seen: Option<Seen>,
}

impl Leftover {
    pub(super) fn kept(entry: &Entry, why: Kept) -> Self {
        Self {
            stale: Stale::new(entry.clone(), Some(why)),
            seen: None,
        }
    }
}

/// What tells one state of a file from any later one.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::dir) struct Seen([i128; 6]);

impl Seen {
    pub(in crate::dir) fn of(found: &Stat) -> Self {
        Self([
            found.st_dev.into(),
            found.st_ino.into(),
            found.st_mtime.into(),
            found.st_mtime_nsec.into(),
            found.st_ctime.into(),
            found.st_ctime_nsec.into(),
        ])
    }
}

/// Looks at one file, and gives nothing if it is gone.
pub(super) fn look(root: &Dir, entry: &Entry) -> Result<Option<Leftover>, OutputError> {
    let path = entry.path();
    let parent = match walk::open_dir(root, path.parent()) {
        Ok(Some(parent)) => parent,
        Ok(None) => return Ok(None),
        Err(error) => return obstacle(error).map(|kept| Some(Leftover::kept(entry, kept))),
    };
    let io = || OutputError::io::<std::io::Error>(ACTION, path.as_str());
    let Some(found) = stat(&parent, path.file_name()).map_err(io())? else {
        return Ok(None);
    };
    if node(&found) != Node::File {
        return Ok(Some(Leftover::kept(entry, Kept::Replaced(node(&found)))));
    }
    let mode = entry.mode().bits();
    if !is_ours(&found, entry) || found.st_mode & 0o7777 != mode {
        return Ok(Some(Leftover::kept(entry, Kept::Edited)));
    }
    let unchanged = InPlace::File {
        digest: entry.digest(),
        mode,
    };
    match hash(&parent, entry, is_ours).map_err(io())? {
        InPlace::Nothing => Ok(None),
        found_now if found_now == unchanged => Ok(Some(Leftover {
            stale: Stale::new(entry.clone(), None),
            seen: Some(Seen::of(&found)),
        })),
        _ => Ok(Some(Leftover::kept(entry, Kept::Edited))),
    }
}

/// Tells what is on the way to a file, if that is what the error is of.
pub(super) fn obstacle(error: OutputError) -> Result<Kept, OutputError> {
    match error.kind() {
        OutputErrorKind::NotADirectory { at, found } => Ok(Kept::Blocked {
            at: at.clone(),
            found: *found,
        }),
        OutputErrorKind::OtherFileSystem => Ok(Kept::OtherFileSystem),
        _ => Err(error),
    }
}
