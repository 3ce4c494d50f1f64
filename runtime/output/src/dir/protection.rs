//! What keeps even those who may write to a directory from taking a name away
//! in it.

use std::io;

use cap_std::fs::Dir;
use rustix::process::geteuid;

use super::walk;
use crate::{OutputError, Protection};

/// A directory, as far as it decides who may take names away in it.
pub(super) struct Guard<'a> {
    dir: &'a Dir,
    own: Option<Seen>,
}

impl<'a> Guard<'a> {
    pub(super) fn of(dir: &'a Dir) -> io::Result<Self> {
        let own = kernel::seen(dir, ".")?;
        Ok(Self { dir, own })
    }

    /// Tells what would keep us from taking `name` away.
    pub(super) fn over(&self, name: &str) -> io::Result<Option<Protection>> {
        let found = kernel::seen(self.dir, name)?;
        Ok(found.and_then(|found| self.reason(&found)))
    }

    /// Whether `name` is ours, and nothing keeps us from taking it away.
    pub(super) fn is_free(&self, name: &str) -> io::Result<bool> {
        let found = kernel::seen(self.dir, name)?;
        Ok(found.is_some_and(|found| found.is_ours() && self.reason(&found).is_none()))
    }

    fn reason(&self, found: &Seen) -> Option<Protection> {
        let dir = self.own.as_ref()?;
        let is_sticky = dir.is_sticky && !dir.is_ours() && !found.is_ours();
        let reasons = [
            (found.is_immutable, Protection::Immutable),
            (found.is_append_only, Protection::AppendOnly),
            (dir.is_append_only, Protection::AppendOnlyDirectory),
            (found.is_mounted, Protection::Mounted),
            // Whether root lacks the capability for it is not asked here: such a
            // root is told by the system.
            (is_sticky && !geteuid().is_root(), Protection::Sticky),
        ];
        let mut reasons = reasons.into_iter().filter(|(holds, _)| *holds);
        reasons.next().map(|(_, reason)| reason)
    }
}

/// Whether somebody else decides about the name at `path`, so that we cannot mend
/// it if the system does not let us change it.
pub(super) fn is_beyond_us(root: &Dir, path: &str) -> Result<bool, OutputError> {
    let (above, name) = match path.rsplit_once('/') {
        Some((above, name)) => (Some(above), name),
        None => (None, path),
    };
    let dir = match (walk::open_dir(root, above), above) {
        (Ok(Some(dir)), _) => dir,
        // What is closed or missing is for the one above to decide about.
        (_, Some(above)) => return is_beyond_us(root, above),
        (opened, None) => return opened.map(|_| false),
    };
    let io = || OutputError::io::<io::Error>("read file", path);
    let guard = Guard::of(&dir).map_err(io())?;
    let found = kernel::seen(&dir, name).map_err(io())?;
    let is_foreign = |seen: &Option<Seen>| seen.as_ref().is_some_and(|seen| !seen.is_ours());
    Ok(is_foreign(&guard.own) || is_foreign(&found) || guard.over(name).map_err(io())?.is_some())
}

/// What decides about a file or a directory.
#[derive(Default)]
struct Seen {
    owner: u32,
    is_sticky: bool,
    is_immutable: bool,
    is_append_only: bool,
    is_mounted: bool,
}

impl Seen {
    fn is_ours(&self) -> bool {
        self.owner == geteuid().as_raw()
    }
}

#[cfg(target_os = "linux")]
mod kernel {
    use std::io;

    use cap_std::fs::Dir;
    use rustix::fs::{AtFlags, StatxAttributes, StatxFlags, statx};
    use rustix::io::Errno;

    use super::Seen;
    use crate::dir::walk::STICKY;

    pub(super) fn seen(dir: &Dir, name: &str) -> io::Result<Option<Seen>> {
        let asked = StatxFlags::MODE | StatxFlags::UID;
        let found = match statx(dir, name, AtFlags::SYMLINK_NOFOLLOW, asked) {
            Err(Errno::NOENT) => return Ok(None),
            found => found?,
        };
        let has = |attribute| found.stx_attributes.contains(attribute);
        Ok(Some(Seen {
            owner: found.stx_uid,
            is_sticky: u32::from(found.stx_mode) & STICKY != 0,
            is_immutable: has(StatxAttributes::IMMUTABLE),
            is_append_only: has(StatxAttributes::APPEND),
            is_mounted: has(StatxAttributes::MOUNT_ROOT),
        }))
    }
}

#[cfg(not(target_os = "linux"))]
mod kernel {
    use std::io;

    use cap_std::fs::Dir;

    use super::Seen;
    use crate::dir::walk::{STICKY, stat};

    pub(super) fn seen(dir: &Dir, name: &str) -> io::Result<Option<Seen>> {
        let found = stat(dir, name)?;
        Ok(found.map(|found| Seen {
            owner: found.st_uid,
            is_sticky: found.st_mode & STICKY != 0,
            ..Seen::default()
        }))
    }
}
