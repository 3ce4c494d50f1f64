//! Why a file cannot join a plan.

use thiserror::Error;

use super::NAMES_BYTES;
use crate::FilePath;
use crate::escape::escaped;

/// A file that clashes with an earlier one. The message is a lowercase
/// fragment that fits “failed to {error}”.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("add file `{}`: {kind}", escaped(path.as_str()))]
pub struct PlanError {
    path: FilePath,
    kind: PlanErrorKind,
}

impl PlanError {
    pub(super) fn new(path: &FilePath, kind: PlanErrorKind) -> Self {
        Self {
            path: path.clone(),
            kind,
        }
    }

    /// The path of the refused file.
    #[must_use]
    pub fn path(&self) -> &FilePath {
        &self.path
    }

    /// The reason.
    #[must_use]
    pub fn kind(&self) -> &PlanErrorKind {
        &self.kind
    }

    /// What to do about it, as a sentence without a period.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self.kind {
            PlanErrorKind::NamesTooLong => {
                "this limit is fixed: choose shorter names where they are yours, or ask the \
                 exporter's author"
            }
            _ => {
                "no file takes another's place: choose other names where they are yours, or report \
                 it to the exporter's author"
            }
        }
    }
}

/// The reason for which a file cannot join a plan.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PlanErrorKind {
    /// A file of this path is there already.
    #[error("there is a file of that path already")]
    Duplicate,
    /// Some file system takes two different paths for the same one.
    #[error(
        "`{}` and `{}` are the same name on some file systems",
        escaped(path),
        escaped(other)
    )]
    Collision {
        /// The path, or the part of it, that collides.
        path: String,
        /// The earlier spelling.
        other: String,
    },
    /// The path, or a directory on it, is needed as a file and as a directory.
    #[error("`{}` is needed as a file and as a directory", escaped(path))]
    FileAndDirectory {
        /// The path that is needed as both.
        path: String,
    },
    /// The names of all files together have more than [`NAMES_BYTES`].
    #[error(
        "the names of all files have more than {NAMES_BYTES} bytes, with those they are compared by"
    )]
    NamesTooLong,
}
