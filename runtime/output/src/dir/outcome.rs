//! What came of publishing or recovering.

use std::fmt;

use crate::{Change, Digest, FilePath, Stale};

/// What publishing did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    pub(super) files: Vec<(FilePath, Change)>,
    pub(super) stale: Vec<Stale>,
    pub(super) backups: Vec<Backup>,
    pub(super) odd: Vec<Odd>,
    pub(super) edited: Vec<Digest>,
    pub(super) is_unchanged: bool,
}

impl Published {
    /// Each file of the plan, in order, and what was done for it.
    #[must_use]
    pub fn files(&self) -> &[(FilePath, Change)] {
        &self.files
    }

    /// The files of an earlier export of the same owner that were removed, and
    /// those that were left alone, in the order of their paths.
    #[must_use]
    pub fn stale(&self) -> &[Stale] {
        &self.stale
    }

    /// What was taken over, and where it is kept.
    #[must_use]
    pub fn backups(&self) -> &[Backup] {
        &self.backups
    }

    /// The files that someone changed while they were published. They were left
    /// as they are, although the manifest says otherwise.
    #[must_use]
    pub fn odd(&self) -> &[Odd] {
        &self.odd
    }

    /// The generations that someone edited and that are kept for it: those older
    /// than are to be kept, and the one that was current before.
    #[must_use]
    pub fn edited(&self) -> &[Digest] {
        &self.edited
    }

    /// Whether everything was in place already, the manifest included, so that
    /// nothing was written.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.is_unchanged
    }
}

/// Something that was in the way and is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    path: FilePath,
    place: String,
}

impl Backup {
    pub(super) fn new(path: &FilePath, place: String) -> Self {
        Self {
            path: path.clone(),
            place,
        }
    }

    /// Where it was.
    #[must_use]
    pub fn path(&self) -> &FilePath {
        &self.path
    }

    /// Where it is, relative to the output directory.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }
}

/// A file with which a committed change could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odd {
    path: FilePath,
    kind: OddKind,
}

impl Odd {
    pub(super) fn new(path: &FilePath, kind: OddKind) -> Self {
        Self {
            path: path.clone(),
            kind,
        }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &FilePath {
        &self.path
    }

    /// Why it could not be made.
    #[must_use]
    pub fn kind(&self) -> OddKind {
        self.kind
    }
}

/// Why a committed change could not be made. Displayed as a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OddKind {
    /// Someone changed the file after it was decided about. What is there now
    /// was left as it is.
    Changed,
    /// The new bytes are gone.
    Lost,
    /// Somebody else decides about the file, and the system has refused to change
    /// it more than once.
    Refused,
}

impl fmt::Display for OddKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Changed => "someone changed it meanwhile, and it was left as it is",
            Self::Refused => "the system refuses to change it, and it was left as it is",
            Self::Lost => "its new bytes are gone, and it was left as it is",
        })
    }
}

/// What was made up for in a directory when it was used again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovery {
    pub(super) is_completed: bool,
    pub(super) is_cleared: bool,
    pub(super) odd: Vec<Odd>,
    pub(super) backups: Vec<Backup>,
    pub(super) refused: Vec<String>,
}

impl Recovery {
    /// Whether changes were committed and are made now.
    #[must_use]
    pub fn is_completed(&self) -> bool {
        self.is_completed
    }

    /// Whether there was something to be cleared up that never became visible.
    #[must_use]
    pub fn is_cleared(&self) -> bool {
        self.is_cleared
    }

    /// The files with which a committed change could not be made.
    #[must_use]
    pub fn odd(&self) -> &[Odd] {
        &self.odd
    }

    /// What was taken over, and where it is kept.
    #[must_use]
    pub fn backups(&self) -> &[Backup] {
        &self.backups
    }

    /// The directories, relative to the output directory, that were to be cleared up
    /// and of which the system refuses to remove everything. Nobody needs them.
    #[must_use]
    pub fn refused(&self) -> &[String] {
        &self.refused
    }
}
