//! What becomes of a file.

use std::fmt;

/// What publishing does about one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The name is free: the file is created.
    Create,
    /// The file that an earlier export of the same owner put there is replaced.
    Replace,
    /// The same, and only the mode is another.
    Mode,
    /// Somebody else's file is taken over, and a backup of it kept.
    Adopt,
    /// The file is there already: nothing is written.
    Identical,
    /// An earlier export left the file and this one does not have it: it is
    /// removed.
    Remove,
    /// The same, but it is not ours to remove: it is left alone.
    Keep,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Create => "create",
            Self::Replace => "replace",
            Self::Mode => "mode",
            Self::Adopt => "adopt",
            Self::Identical => "identical",
            Self::Remove => "remove",
            Self::Keep => "keep",
        })
    }
}
