//! Why a journal is not followed.

use thiserror::Error;

use super::{JOURNAL_BYTES, SCHEMA};
use crate::{FilePath, Node, OwnerError, PathError};

/// What is wrong with a journal. Texts of it are escaped and cut for display.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum JournalProblem {
    /// It is not there to its end.
    #[error("it is not whole")]
    Torn,
    /// The same, and something of it was done, so that what it said is missed.
    #[error("it is damaged, and something of what it said was done")]
    Damaged,
    /// It is no JSON, or has fields that a journal does not have, or lacks
    /// one. Holds the parser's words.
    #[error("it is no journal: {0}")]
    Json(String),
    /// Another version of portcullis wrote it.
    #[error("its schema is {0}, not {SCHEMA}: another version of portcullis wrote it")]
    Schema(u64),
    /// Names that no manifest can be kept under.
    #[error("failed to {0}")]
    Owner(OwnerError),
    /// A path that no export can have written.
    #[error("failed to {0}")]
    Path(PathError),
    /// A path or a number that is there twice.
    #[error("`{0}` or its number is there twice")]
    Twice(FilePath),
    /// A path with which nothing is to be done.
    #[error("nothing is to be done with `{0}`")]
    Nothing(FilePath),
    /// What is not 64 lowercase hexadecimal digits.
    #[error("`{0}` is no SHA-256 digest")]
    Digest(String),
    /// What is no mode, or none of an exported file.
    #[error("`{0}` is no mode")]
    Mode(String),
    /// What cannot be in the place of a file.
    #[error("`{0}` is nothing that has the name of a file")]
    Kind(String),
    /// What is not the name of a stage, or is there twice.
    #[error("`{0}` is not the name of a stage, or that of another")]
    Stage(String),
    /// It has more than [`JOURNAL_BYTES`].
    #[error("it has {0} bytes, more than {JOURNAL_BYTES}")]
    TooLong(u64),
    /// Something else has its name.
    #[error("it is {0}")]
    NotAFile(Node),
    /// Another user owns it, and could have written anything into it.
    #[error("it is another user's")]
    Foreign,
}
