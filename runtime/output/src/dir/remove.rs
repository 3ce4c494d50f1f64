//! The removal of one stale file.

use cap_std::fs::Dir;
use rustix::fs::{AtFlags, unlinkat};
use rustix::io::Errno;

use super::leftover::{Leftover, Seen};
use super::walk::{self, stat};
use crate::{Kept, OutputError, Stale};

const ACTION: &str = "remove";

/// Removes the file if it is still what was looked up. A flush of the disk lies
/// between, which is long enough to save a file in an editor: then it is kept.
pub(super) fn file(root: &Dir, leftover: &mut Leftover) -> Result<(), OutputError> {
    let path = leftover.stale.path();
    let Some(parent) = walk::open_dir(root, path.parent())? else {
        return Ok(());
    };
    let Some(found) =
        stat(&parent, path.file_name()).map_err(OutputError::io(ACTION, path.as_str()))?
    else {
        return Ok(());
    };
    if leftover.seen != Some(Seen::of(&found)) {
        leftover.stale = Stale::new(leftover.stale.entry().clone(), Some(Kept::Edited));
        return Ok(());
    }
    match unlinkat(&parent, path.file_name(), AtFlags::empty()) {
        Ok(()) | Err(Errno::NOENT) => Ok(()),
        Err(errno) => Err(OutputError::io(ACTION, path.as_str())(errno)),
    }
}
