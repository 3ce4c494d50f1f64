//! What an earlier export left behind: files that its manifest names and the
//! plan does not.

use std::fmt;

use super::{Change, Entry};
use crate::{ConflictKind, FilePath};

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

/// Why a stale file is not removed. Displayed as a clause. Nobody owns it any
/// more, so that it is told once.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kept {
    /// What is there instead cannot be taken over.
    InTheWay(ConflictKind),
    /// Another user owns the manifest, and could have written anything into it.
    ForeignManifest,
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InTheWay(kind) => kind.fmt(f),
            Self::ForeignManifest => f.write_str("the manifest that names it is another user's"),
        }
    }
}
