//! Why a manifest is not believed.

use thiserror::Error;

use super::{MANIFEST_BYTES, SCHEMA};
use crate::{FilePath, Node, PathError};

/// What is wrong with a manifest. Texts of it are escaped and cut for display.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ManifestProblem {
    /// It is no JSON, or has fields that a manifest does not have, or lacks
    /// one. Holds the parser's words.
    #[error("it is no manifest: {0}")]
    Json(String),
    /// Another version of portcullis wrote it.
    #[error("its schema is {0}, not {SCHEMA}: another version of portcullis wrote it")]
    Schema(u64),
    /// It lies under the name of one owner and names another.
    #[error("it is that of the application `{application}` and the exporter `{exporter}`")]
    OfAnother {
        /// The application that it names.
        application: String,
        /// The exporter that it names.
        exporter: String,
    },
    /// A path that no export can have written.
    #[error("failed to {0}")]
    Path(PathError),
    /// A path that is there twice, or not in its place.
    #[error("`{0}` is out of order")]
    Order(FilePath),
    /// What is not 64 lowercase hexadecimal digits.
    #[error("`{0}` is no SHA-256 digest")]
    Digest(String),
    /// What is none of the four modes.
    #[error("`{0}` is no mode of an exported file")]
    Mode(String),
    /// It has more than [`MANIFEST_BYTES`].
    #[error("it has {0} bytes, more than {MANIFEST_BYTES}")]
    TooLong(u64),
    /// Another user owns it, and could have written anything into it.
    #[error("it is another user's")]
    Foreign,
    /// Something else has its name.
    #[error("it is {0}")]
    NotAFile(Node),
}
