//! A directory of staged bytes, that nobody but us may enter.

use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};

use cap_std::fs::Dir;
use rustix::fs::{AtFlags, Mode, OFlags, RawMode, fchmod, mkdirat, openat, renameat, unlinkat};

use super::walk::{DIRECTORY, handle};

/// How a staged file is opened: never one that exists.
const WRITE: OFlags = OFlags::WRONLY
    .union(OFlags::CREATE)
    .union(OFlags::EXCL)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);

const PRIVATE_DIR: RawMode = 0o700;

/// What a file is until it has its own mode.
const PRIVATE_FILE: RawMode = 0o600;

/// The directory `stage-<random>` in a state directory. No manifest has such a
/// name, since theirs end in `.json`.
#[derive(Debug)]
pub(super) struct Area {
    home: Dir,
    dir: Dir,
    name: String,
}

impl Area {
    /// Makes a fresh one in the state directory `home`.
    pub(super) fn make_in(home: Dir) -> io::Result<Self> {
        // The number only keeps two exports apart; it need not be a secret,
        // since a directory that exists is never used.
        let random = RandomState::new().hash_one("stage");
        let name = format!("stage-{random:016x}");
        mkdirat(&home, &name, Mode::from_raw_mode(PRIVATE_DIR))?;
        let dir = handle(openat(&home, &name, DIRECTORY, Mode::empty())?);
        Ok(Self { home, dir, name })
    }

    /// The state directory that it is in.
    pub(super) fn home(&self) -> &Dir {
        &self.home
    }

    /// Writes a file of exactly this mode.
    pub(super) fn write(&self, name: &str, content: &[u8], mode: u32) -> io::Result<()> {
        let fd = openat(&self.dir, name, WRITE, Mode::from_raw_mode(PRIVATE_FILE))?;
        let mut staged = std::fs::File::from(fd);
        let mode = Mode::from_raw_mode(mode as RawMode);
        let written = staged
            .write_all(content)
            .and_then(|()| fchmod(&staged, mode).map_err(io::Error::from));
        if written.is_err() {
            self.remove(name);
        }
        written
    }

    /// Moves a staged file to `target` in `parent`, in place of whatever has
    /// that name.
    pub(super) fn rename(&self, name: &str, parent: &Dir, target: &str) -> io::Result<()> {
        Ok(renameat(&self.dir, name, parent, target)?)
    }

    /// Removes a staged file, if it is there.
    pub(super) fn remove(&self, name: &str) {
        let _ = unlinkat(&self.dir, name, AtFlags::empty());
    }

    /// Removes the stage, which is empty by now.
    pub(super) fn close(&self) {
        let _ = unlinkat(&self.home, &self.name, AtFlags::REMOVEDIR);
    }
}
