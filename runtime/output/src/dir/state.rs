//! The directory `.portcullis`: the lock, the stages, the journal, and a
//! directory of manifests for each application.

use std::cell::Cell;
use std::io::{self, Read};

use cap_std::fs::Dir;
use rustix::fs::{Mode, RawMode, Stat, fstat, openat};
use rustix::io::Errno;
use rustix::process::geteuid;

use super::existing::READ;
use super::made::{self, MadeBelow};
use super::protection::Guard;
use super::walk::{self, STICKY, node, stat};
use crate::manifest::{MANIFEST_BYTES, Manifest};
use crate::{ManifestProblem, Node, OutputError, OutputErrorKind, Owner, StateProblem};

/// Where this crate keeps its own state, below the output directory. No
/// [`FilePath`](crate::FilePath) names it.
pub(super) const STATE: &str = ".portcullis";

/// The journal, from the commit to the end of what it says.
pub(super) const JOURNAL: &str = ".journal";

const ACTION: &str = "read manifest";

const USE: &str = "use directory";

/// The rights of group and others to write.
const OTHERS_WRITE: RawMode = 0o022;

/// The state directory, which nobody else may change as long as it is open.
#[derive(Debug)]
pub(super) struct State {
    dir: Dir,
    /// Whether it is to go again if nothing comes of it.
    is_made: Cell<bool>,
}

/// A manifest as it was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) bytes: Vec<u8>,
    pub(super) manifest: Manifest,
    /// Whether another user owns it.
    pub(super) is_foreign: bool,
}

/// Why a file of the state was not read.
pub(super) enum Unread {
    NotAFile(Node),
    TooLong(u64),
    Io(io::Error),
}

impl State {
    pub(super) fn new(dir: Dir, is_made: bool) -> Self {
        Self {
            dir,
            is_made: Cell::new(is_made),
        }
    }

    pub(super) fn dir(&self) -> &Dir {
        &self.dir
    }

    /// Lets it go again if nothing comes of it.
    pub(super) fn set_made(&self) {
        self.is_made.set(true);
    }

    /// Lets it stay: something is kept in it.
    pub(super) fn set_kept(&self) {
        self.is_made.set(false);
    }

    pub(super) fn is_made(&self) -> bool {
        self.is_made.get()
    }

    /// Reads the manifest of `owner`.
    pub(super) fn manifest(&self, owner: &Owner) -> Result<Option<Found>, OutputError> {
        of(&self.dir, owner)
    }

    /// Opens the directory of an application, and makes it first if need be.
    /// Tells whether that was so.
    pub(super) fn application(&self, name: &str) -> Result<(Dir, bool), OutputError> {
        let mut made = MadeBelow::private();
        let dir = made.make(&self.dir, name);
        let dir = dir.map_err(|error| error.below(STATE))?;
        Ok((dir, !made.is_empty()))
    }

    /// Removes the directory of an application if it is empty.
    pub(super) fn leave_application(&self, name: &str) {
        made::remove_below(&self.dir, name);
    }
}

/// Opens the state directory below `root`, if there is one. Whoever can write to
/// it can put other bytes into the place of those that are staged.
pub(super) fn open(root: &Dir) -> Result<Option<Dir>, OutputError> {
    let opened = walk::open_below(root, STATE);
    let Some(dir) = opened.map_err(|error| closed(root, error))? else {
        return Ok(None);
    };
    let io = || OutputError::io(USE, STATE);
    let found = fstat(&dir).map_err(io())?;
    if !is_foreign(&found) && found.st_mode & OTHERS_WRITE == 0 {
        return Ok(Some(dir));
    }
    match distrusted(&found, &fstat(root).map_err(io())?) {
        Some(why) => Err(OutputError::new(USE, STATE, OutputErrorKind::State(why))),
        None => Ok(Some(dir)),
    }
}

/// Why the state cannot be opened: whose it is, if that is why.
fn closed(root: &Dir, error: OutputError) -> OutputError {
    let found = stat(root, STATE).ok().flatten();
    match found.filter(|found| error.is_denied() && is_foreign(found)) {
        Some(found) => {
            let why = StateProblem::Closed(found.st_uid);
            OutputError::new(USE, STATE, OutputErrorKind::State(why))
        }
        None => error,
    }
}

/// Why the state is not to be used, if it is not: who owns the directory above, or
/// may rename what is in it, can do with its files what they like anyway.
fn distrusted(found: &Stat, above: &Stat) -> Option<StateProblem> {
    if is_foreign(found) && found.st_uid != above.st_uid {
        return Some(StateProblem::Foreign(found.st_uid));
    }
    let is_sticky = above.st_mode & STICKY != 0;
    let granted = match above.st_mode & OTHERS_WRITE {
        _ if is_sticky => 0,
        all if all & 0o002 != 0 => OTHERS_WRITE,
        group if found.st_gid == above.st_gid => group,
        _ => 0,
    };
    let is_open = found.st_mode & OTHERS_WRITE & !granted != 0;
    is_open.then_some(StateProblem::Open(found.st_mode & 0o7777))
}

/// The name of an owner's manifest in the directory of its application.
pub(super) fn name(owner: &Owner) -> String {
    format!("{}.json", owner.exporter())
}

/// The path of an owner's manifest, relative to the output directory.
pub(super) fn path(owner: &Owner) -> String {
    format!("{STATE}/{}/{}", owner.application(), name(owner))
}

/// The name of the directory in which the version before is kept.
pub(super) fn previous(owner: &Owner) -> String {
    format!("{}.previous", owner.exporter())
}

/// Gives an error about the manifest of `owner`.
pub(super) fn problem(
    action: &'static str,
    owner: &Owner,
    problem: ManifestProblem,
) -> OutputError {
    OutputError::new(action, &path(owner), OutputErrorKind::Manifest(problem))
}

/// Reads the manifest of `owner` in the state directory `state`.
pub(super) fn of(state: &Dir, owner: &Owner) -> Result<Option<Found>, OutputError> {
    match walk::open_below(state, owner.application()) {
        Ok(Some(dir)) => read(&dir, owner),
        Ok(None) => Ok(None),
        Err(error) => Err(error.below(STATE)),
    }
}

/// Refuses a manifest of `owner`, or a version before, that cannot be taken away.
pub(super) fn check_manifest(root: &Dir, owner: &Owner) -> Result<(), OutputError> {
    let above = format!("{STATE}/{}", owner.application());
    let Some(dir) = walk::open_below(root, &above)? else {
        return Ok(());
    };
    let io = || OutputError::io::<io::Error>("read directory", &above);
    let guard = Guard::of(&dir).map_err(io())?;
    for name in [name(owner), previous(owner)] {
        if let Some(protection) = guard.over(&name).map_err(io())? {
            let kind = OutputErrorKind::Protected(protection);
            return Err(OutputError::new(
                "replace",
                &format!("{above}/{name}"),
                kind,
            ));
        }
    }
    Ok(())
}

/// Reads the manifest of `owner` in `dir`, the directory of its application.
pub(super) fn read(dir: &Dir, owner: &Owner) -> Result<Option<Found>, OutputError> {
    let read = bytes(dir, &name(owner), MANIFEST_BYTES);
    let read = read.map_err(|unread| match unread {
        Unread::NotAFile(node) => problem(ACTION, owner, ManifestProblem::NotAFile(node)),
        Unread::TooLong(length) => problem(ACTION, owner, ManifestProblem::TooLong(length)),
        Unread::Io(error) => OutputError::io(ACTION, &path(owner))(error),
    })?;
    let Some((bytes, found)) = read else {
        return Ok(None);
    };
    let manifest = Manifest::parse(&bytes, owner).map_err(|why| problem(ACTION, owner, why))?;
    Ok(Some(Found {
        bytes,
        manifest,
        is_foreign: is_foreign(&found),
    }))
}

/// Whether another user owns what was found, and could have written anything
/// into it.
pub(super) fn is_foreign(found: &Stat) -> bool {
    found.st_uid != geteuid().as_raw()
}

/// Reads a file of the state of at most `most` bytes, if it is there.
pub(super) fn bytes(dir: &Dir, name: &str, most: u64) -> Result<Option<(Vec<u8>, Stat)>, Unread> {
    let fd = match openat(dir, name, READ, Mode::empty()) {
        Ok(fd) => fd,
        Err(Errno::NOENT) => return Ok(None),
        Err(errno) => return Err(unopened(dir, name, errno)),
    };
    let found = fstat(&fd).map_err(|errno| Unread::Io(errno.into()))?;
    if node(&found) != Node::File {
        return Err(Unread::NotAFile(node(&found)));
    }
    let length = u64::try_from(found.st_size).unwrap_or(u64::MAX);
    if length > most {
        return Err(Unread::TooLong(length));
    }
    let mut bytes = Vec::with_capacity(length as usize + 1);
    let mut file = std::fs::File::from(fd).take(most);
    file.read_to_end(&mut bytes).map_err(Unread::Io)?;
    Ok(Some((bytes, found)))
}

/// Names what is there instead of a file.
fn unopened(dir: &Dir, name: &str, errno: Errno) -> Unread {
    match stat(dir, name) {
        Ok(Some(found)) if node(&found) != Node::File => Unread::NotAFile(node(&found)),
        _ => Unread::Io(errno.into()),
    }
}

/// That what was to be removed is gone already is no error.
pub(super) fn gone(removed: Result<(), Errno>) -> io::Result<()> {
    match removed {
        Ok(()) | Err(Errno::NOENT) => Ok(()),
        Err(errno) => Err(errno.into()),
    }
}
