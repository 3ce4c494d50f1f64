//! What an earlier export left behind: files that its manifest names and the
//! plan does not.

use std::fmt;

use super::{Change, Entry};
use crate::{FilePath, Node};

/// A file that an earlier export of the same owner put into the directory, that
/// is still there, and that the plan does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    entry: Entry,
    kept: Option<Kept>,
}

impl Stale {
    pub(crate) fn new(entry: Entry, kept: Option<Kept>) -> Self {
        Self { entry, kept }
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &FilePath {
        self.entry.path()
    }

    /// The file as it was exported.
    #[must_use]
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// What publishing does about it: [`Change::Remove`] or [`Change::Keep`].
    #[must_use]
    pub fn change(&self) -> Change {
        match self.kept {
            None => Change::Remove,
            Some(_) => Change::Keep,
        }
    }

    /// Why it is kept, if it is.
    #[must_use]
    pub fn kept(&self) -> Option<&Kept> {
        self.kept.as_ref()
    }
}

/// Why a stale file is not removed. Displayed as a clause, such as “it was
/// edited since”.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kept {
    /// Its bytes, its mode or its owner are no longer what was exported.
    Edited,
    /// Something that is no regular file has its name.
    Replaced(Node),
    /// Something other than a directory is on the way to it, and was not
    /// followed.
    Blocked {
        /// Its path, relative to the output directory.
        at: String,
        /// What it is.
        found: Node,
    },
    /// The way to it leads onto another file system.
    OtherFileSystem,
    /// Another user owns the manifest, and could have written anything into it.
    ForeignManifest,
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Edited => f.write_str("it was edited since"),
            Self::Replaced(found) => write!(f, "it is {found} now"),
            Self::Blocked { at, found } => write!(f, "`{at}` is {found} now"),
            Self::OtherFileSystem => f.write_str("it is on another file system now"),
            Self::ForeignManifest => f.write_str("the manifest that names it is another user's"),
        }
    }
}
