//! What a plan meets in the directory, and what becomes of it.

use std::fmt;

use crate::Digest;

/// What the directory has where a file is to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InPlace {
    /// The name is free.
    Nothing,
    /// A regular file that is ours alone: we own it and it has no other name.
    File {
        /// The digest of its bytes.
        digest: Digest,
        /// Its permission bits with set-user-ID, set-group-ID and sticky:
        /// `0o0` to `0o7777`.
        mode: u32,
    },
    /// Anything else, which is replaced unread: a file of another length, of
    /// another owner or with another name, a symbolic link, a FIFO, a socket
    /// or a device.
    Other,
}

/// What publishing does about one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The name is free: the file is created.
    Create,
    /// Something else is replaced.
    Replace,
    /// The bytes are there and the mode is wrong: the file is replaced.
    Mode,
    /// The file is there already: nothing is written.
    Identical,
    /// An earlier export left the file and this one does not have it: it is
    /// removed.
    Remove,
    /// The same, but it is no longer what was exported: it is left alone.
    Keep,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Create => "create",
            Self::Replace => "replace",
            Self::Mode => "mode",
            Self::Identical => "identical",
            Self::Remove => "remove",
            Self::Keep => "keep",
        })
    }
}
