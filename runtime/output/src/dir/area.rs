//! A directory of staged bytes, that nobody but us may enter.

use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::rc::Rc;

use cap_std::fs::Dir;
use rustix::fs::{AtFlags, Mode, OFlags, RawMode, fchmod, fstat, mkdirat, openat, unlinkat};
use rustix::io::Errno;
use rustix::process::{Resource, getrlimit};

use super::state::{STATE, State};
use super::tree;
use super::walk::{DIRECTORY, handle};
use crate::OutputError;
use crate::journal::STAGE;

/// How a staged file is opened: never one that exists.
const WRITE: OFlags = OFlags::WRONLY
    .union(OFlags::CREATE)
    .union(OFlags::EXCL)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);

const PRIVATE_DIR: RawMode = 0o700;

/// The bits of a mode that we choose.
const MODE: RawMode = 0o7777;

/// The directory `.stage-<random>` in the state directory.
#[derive(Debug)]
pub(super) struct Area {
    state: Rc<State>,
    dir: Dir,
    name: String,
}

impl Area {
    /// Makes a fresh one.
    pub(super) fn make_in(state: Rc<State>) -> Result<Self, OutputError> {
        Self::made_in(state).map_err(OutputError::io("create a directory in", STATE))
    }

    fn made_in(state: Rc<State>) -> io::Result<Self> {
        let name = Self::fresh_name();
        mkdirat(state.dir(), &name, Mode::from_raw_mode(PRIVATE_DIR))?;
        let opened = openat(state.dir(), &name, DIRECTORY, Mode::empty());
        let fd = opened.inspect_err(|_| {
            let _ = unlinkat(state.dir(), &name, AtFlags::REMOVEDIR);
        })?;
        let dir = handle(fd);
        Ok(Self { state, dir, name })
    }

    /// A name that no stage has.
    pub(super) fn fresh_name() -> String {
        // The number only keeps two exports apart; it need not be a secret,
        // since a directory that exists is never used.
        let random = RandomState::new().hash_one("stage");
        format!("{STAGE}{random:016x}")
    }

    pub(super) fn state(&self) -> &Rc<State> {
        &self.state
    }

    pub(super) fn dir(&self) -> &Dir {
        &self.dir
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Writes a file of exactly this mode.
    pub(super) fn write(&self, name: &str, content: &[u8], mode: u32) -> io::Result<()> {
        Self::write_in(&self.dir, name, content, mode)
    }

    /// The same in a directory of the stage.
    pub(super) fn write_in(dir: &Dir, name: &str, content: &[u8], mode: u32) -> io::Result<()> {
        refuse_beyond_limit(content)?;
        let mode = mode as RawMode;
        let fd = openat(dir, name, WRITE, Mode::from_raw_mode(mode))?;
        let mut staged = std::fs::File::from(fd);
        let written = staged
            .write_all(content)
            .and_then(|()| Ok(set_mode(&staged, mode)?));
        if written.is_err() {
            let _ = unlinkat(dir, name, AtFlags::empty());
        }
        written
    }

    /// Removes it with all that is in it.
    pub(super) fn remove(&self) {
        // There is nobody to tell: this runs after an error that was told, and
        // whoever uses the directory next clears up.
        let _ = tree::remove(self.state.dir(), &self.name);
    }
}

/// Gives a fresh file its mode if the umask or the directory gave it another: to
/// ask takes a tenth of the time that a change takes.
fn set_mode(file: &std::fs::File, mode: RawMode) -> Result<(), Errno> {
    match fstat(file)?.st_mode & MODE == mode {
        true => Ok(()),
        false => fchmod(file, Mode::from_raw_mode(mode)),
    }
}

/// Refuses bytes beyond the process's limit of file sizes, since the system would
/// answer a write of them with a signal that ends us.
fn refuse_beyond_limit(content: &[u8]) -> io::Result<()> {
    let most = getrlimit(Resource::Fsize).current;
    match most.is_some_and(|most| content.len() as u64 > most) {
        true => Err(Errno::FBIG.into()),
        false => Ok(()),
    }
}
