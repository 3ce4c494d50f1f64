//! What is in the way of an export, so that all of it is refused.

use std::fmt;

use crate::{FilePath, Node};

/// A file of an export, or one that an earlier export left, in whose place is
/// something that is not its owner's to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    path: FilePath,
    kind: ConflictKind,
    /// Whether it can be taken over in no case.
    is_lasting: bool,
}

impl Conflict {
    pub(crate) fn new(path: &FilePath, kind: ConflictKind) -> Self {
        Self {
            path: path.clone(),
            kind,
            is_lasting: false,
        }
    }

    /// One that can be taken over in no case.
    pub(crate) fn lasting(path: &FilePath, kind: ConflictKind) -> Self {
        Self {
            is_lasting: true,
            ..Self::new(path, kind)
        }
    }

    /// Where the file is, or would go.
    #[must_use]
    pub fn path(&self) -> &FilePath {
        &self.path
    }

    /// What is there.
    #[must_use]
    pub fn kind(&self) -> &ConflictKind {
        &self.kind
    }

    /// Whether what is there can be taken over, with a backup of it.
    #[must_use]
    pub fn is_adoptable(&self) -> bool {
        match &self.kind {
            _ if self.is_lasting => false,
            ConflictKind::Unowned | ConflictKind::Edited | ConflictKind::OfAnother { .. } => true,
            ConflictKind::Replaced(node) => *node != Node::Directory && *node != Node::Unknown,
            ConflictKind::Blocked { .. }
            | ConflictKind::OtherFileSystem
            | ConflictKind::Protected(_)
            | ConflictKind::Unrecognised
            | ConflictKind::Together { .. } => false,
        }
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.path, self.kind)
    }
}

/// What is in the way. Displayed as a clause, such as “it was edited since it
/// was exported”.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConflictKind {
    /// A regular file that no export of this owner put there.
    Unowned,
    /// A file that an export put there and someone changed: its bytes, its mode
    /// or its owner are no longer what was exported.
    Edited,
    /// Something that is no regular file.
    Replaced(Node),
    /// A file that another export owns.
    OfAnother {
        /// The application of that export.
        application: String,
        /// Its exporter.
        exporter: String,
    },
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
    /// It may not be taken away where it is.
    Protected(Protection),
    /// It was to be taken over, and is too long for that or changes all the time.
    Unrecognised,
    /// Another export that is published together with this one has it too, and
    /// not the same.
    Together {
        /// The application of that export.
        application: String,
        /// Its exporter.
        exporter: String,
    },
}

/// Why a name cannot be taken away by one who may write to its directory.
/// Displayed as a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Protection {
    /// The directory is sticky, and both it and the file are other users'.
    Sticky,
    /// The file is immutable.
    Immutable,
    /// The file is append-only.
    AppendOnly,
    /// The directory is append-only.
    AppendOnlyDirectory,
    /// Something is mounted there.
    Mounted,
}

impl fmt::Display for Protection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sticky => {
                "it is another user's, in a directory where users take away only their own \
                 (its owner or the superuser can)"
            }
            Self::Immutable => "it is immutable (`chattr -i` ends that)",
            Self::AppendOnly => "it is append-only (`chattr -a` ends that)",
            Self::AppendOnlyDirectory => "its directory is append-only (`chattr -a` ends that)",
            Self::Mounted => "something is mounted on it (`umount` ends that)",
        })
    }
}

impl fmt::Display for ConflictKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unowned => f.write_str("a file is there that this export did not put there"),
            Self::Edited => f.write_str("it was edited since it was exported"),
            Self::Replaced(found) => write!(f, "{found} is there"),
            Self::OfAnother {
                application,
                exporter,
            } => write!(f, "it is a file of `{application}` by `{exporter}`"),
            Self::Blocked { at, found } => write!(f, "`{at}` is {found}, not a directory"),
            Self::OtherFileSystem => {
                f.write_str("it is on another file system than the output directory")
            }
            Self::Protected(protection) => write!(f, "{protection}"),
            Self::Unrecognised => f.write_str("it is too long, or too lively, to be taken over"),
            Self::Together {
                application,
                exporter,
            } => write!(
                f,
                "the export of `{application}` by `{exporter}` is made together with this one \
                 and has it too"
            ),
        }
    }
}
