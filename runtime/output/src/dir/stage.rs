//! Files that are written but not yet visible: on the same file system as
//! their destination, one rename away from it.

use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};

use cap_std::fs::Dir;
use rustix::fs::{AtFlags, Mode, OFlags, RawMode, fchmod, mkdirat, openat, renameat, unlinkat};
use rustix::io::Errno;

use super::walk::{self, DIRECTORY, handle};
use super::{OutputDir, STATE, existing};
use crate::{Change, Entry, File, OutputError};

/// How a staged file is opened: never one that exists.
const WRITE: OFlags = OFlags::WRONLY
    .union(OFlags::CREATE)
    .union(OFlags::EXCL)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);

/// What nobody but us may enter, and what a file is until it has its own mode.
const PRIVATE_DIR: RawMode = 0o700;
const PRIVATE_FILE: RawMode = 0o600;

/// The staged files of one export.
///
/// It remembers a path, a digest and a few numbers a file. Dropping it
/// unpublished removes what was staged, the stage, and the directories that
/// [`OutputDir::create`] made.
#[derive(Debug)]
pub struct Stage<'dir> {
    pub(super) dir: &'dir OutputDir,
    pub(super) area: Option<Area>,
    pub(super) staged: Vec<Staged>,
}

/// A file that was given to the stage. If it is not identical to the one in
/// place, its bytes are in the area, under its position.
#[derive(Debug)]
pub(super) struct Staged {
    pub(super) entry: Entry,
    pub(super) change: Change,
}

impl Staged {
    /// Whether its bytes are in the area.
    pub(super) fn is_pending(&self) -> bool {
        self.change != Change::Identical
    }
}

impl<'dir> Stage<'dir> {
    pub(super) fn new(dir: &'dir OutputDir) -> Self {
        Self {
            dir,
            area: None,
            staged: Vec::new(),
        }
    }

    /// Writes `file` to the stage, unless the very same is in place already.
    /// The bytes may be dropped afterwards.
    ///
    /// # Errors
    ///
    /// Fails if the file's way is blocked, if a directory is in its place, or
    /// if the bytes cannot be written. Nothing visible has changed, and
    /// nothing of this file stays in the stage.
    pub fn write(&mut self, file: &File) -> Result<Change, OutputError> {
        let entry = Entry::of(file);
        let change = entry.change(&existing::in_place(&self.dir.root, &entry)?);
        if change != Change::Identical {
            let number = self.staged.len();
            let area = match &mut self.area {
                Some(area) => area,
                none => none.insert(Area::make(&self.dir.root)?),
            };
            area.write(number, file)
                .map_err(OutputError::io("stage file", file.path().as_str()))?;
        }
        self.staged.push(Staged { entry, change });
        Ok(change)
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        if let Some(area) = self.area.take() {
            let pending = self
                .staged
                .iter()
                .enumerate()
                .filter(|(_, staged)| staged.is_pending());
            pending.for_each(|(number, _)| area.remove(number));
            area.close(&self.dir.root, area.made_state);
        }
        self.dir.remove_made();
    }
}

/// The directory `.portcullis/stage-<random>`.
#[derive(Debug)]
pub(super) struct Area {
    state: Dir,
    dir: Dir,
    name: String,
    made_state: bool,
}

impl Area {
    fn make(root: &Dir) -> Result<Self, OutputError> {
        let made_state =
            make_private(root, STATE).map_err(OutputError::io("create directory", STATE))?;
        let area = walk::open_dir(root, Some(STATE))
            .and_then(|state| {
                state.ok_or_else(|| OutputError::io("open directory", STATE)(Errno::NOENT))
            })
            .and_then(|state| {
                Self::make_in(state, made_state)
                    .map_err(OutputError::io("create a directory in", STATE))
            });
        if area.is_err() && made_state {
            let _ = unlinkat(root, STATE, AtFlags::REMOVEDIR);
        }
        area
    }

    fn make_in(state: Dir, made_state: bool) -> io::Result<Self> {
        // The number only keeps two exports apart; it need not be a secret,
        // since a directory that exists is never used.
        let random = RandomState::new().hash_one(STATE);
        let name = format!("stage-{random:016x}");
        mkdirat(&state, &name, Mode::from_raw_mode(PRIVATE_DIR))?;
        let dir = handle(openat(&state, &name, DIRECTORY, Mode::empty())?);
        Ok(Self {
            state,
            dir,
            name,
            made_state,
        })
    }

    fn write(&self, number: usize, file: &File) -> io::Result<()> {
        let name = number.to_string();
        let fd = openat(&self.dir, &name, WRITE, Mode::from_raw_mode(PRIVATE_FILE))?;
        let mut staged = std::fs::File::from(fd);
        let mode = Mode::from_raw_mode(file.mode().bits() as RawMode);
        let written = staged
            .write_all(file.content())
            .and_then(|()| fchmod(&staged, mode).map_err(io::Error::from));
        if written.is_err() {
            self.remove(number);
        }
        written
    }

    /// Moves a staged file to `name` in `parent`, in place of whatever has
    /// that name.
    pub(super) fn rename(&self, number: usize, parent: &Dir, name: &str) -> io::Result<()> {
        Ok(renameat(&self.dir, number.to_string(), parent, name)?)
    }

    fn remove(&self, number: usize) {
        let _ = unlinkat(&self.dir, number.to_string(), AtFlags::empty());
    }

    /// Removes the stage, which is empty by now, and if `with_state` the state
    /// directory, if that is empty too.
    pub(super) fn close(&self, root: &Dir, with_state: bool) {
        let _ = unlinkat(&self.state, &self.name, AtFlags::REMOVEDIR);
        if with_state {
            let _ = unlinkat(root, STATE, AtFlags::REMOVEDIR);
        }
    }
}

/// Makes a directory that only we may enter, unless the name is taken.
fn make_private(parent: &Dir, name: &str) -> io::Result<bool> {
    match mkdirat(parent, name, Mode::from_raw_mode(PRIVATE_DIR)) {
        Ok(()) => Ok(true),
        Err(Errno::EXIST) => Ok(false),
        Err(errno) => Err(errno.into()),
    }
}
