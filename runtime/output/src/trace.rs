//! By what a thing in the directory is recognised: before it is replaced, and
//! after it was taken out.

use crate::{Digest, Entry, Node};

/// What was found under a name, as far as it tells one thing from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trace {
    /// A regular file.
    File {
        digest: Digest,
        length: u64,
        /// Its permission bits with set-user-ID, set-group-ID and sticky.
        mode: u32,
    },
    /// A symbolic link, by the digest of where it leads.
    Link(Digest),
    /// A named pipe, a socket or a device, which has no bytes of its own.
    Special(Node),
}

impl Trace {
    /// What `entry` looks like when it is in place.
    pub(crate) fn of(entry: &Entry) -> Self {
        Self::File {
            digest: entry.digest(),
            length: entry.length(),
            mode: entry.mode().bits(),
        }
    }
}
