//! Directories that did not exist: made with an exact mode, remembered, and
//! removed again if nothing came of it.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::Path;

use cap_std::AmbientAuthority;
use cap_std::fs::Dir;
use rustix::fs::{AtFlags, Mode, RawMode, fchmod, fstat, mkdirat, openat, unlinkat};
use rustix::io::Errno;

use super::state::is_foreign;
use super::walk::{self, DIRECTORY, handle};
use crate::OutputError;

/// The mode of a directory that we make: what it holds is as private as its
/// own mode says, and the managers that read it run as other users.
const PUBLIC: RawMode = 0o755;

/// The mode of a directory that nobody but us may enter.
const PRIVATE: RawMode = 0o700;

/// What a directory of ours has besides until it has just its mode: the umask
/// leaves this bit, and nobody gives it to an empty directory that only they use.
const MARK: RawMode = 0o1000;

/// A directory that we made, by the one that it is in.
#[derive(Debug)]
pub(super) struct MadeDir {
    parent: Dir,
    name: OsString,
}

/// Opens the directory at `path` and makes each missing one on the way. Adds
/// those to `made`, outermost first.
pub(super) fn open_or_make(
    path: &Path,
    authority: AmbientAuthority,
    made: &mut Vec<MadeDir>,
) -> io::Result<Dir> {
    let missing = match Dir::open_ambient_dir(path, authority) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => error,
        other => return other,
    };
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(missing);
    };
    let here = parent.as_os_str().is_empty();
    let parent = if here { Path::new(".") } else { parent };
    let parent = open_or_make(parent, authority, made)?;
    if make(&parent, name, PUBLIC)? {
        made.push(MadeDir {
            parent: parent.try_clone()?,
            name: name.to_owned(),
        });
        return open_made(&parent, name, PUBLIC);
    }
    Ok(handle(openat(&parent, name, DIRECTORY, Mode::empty())?))
}

/// Removes directories, innermost first. One that is not empty stays with those
/// above it, to be tried again: another stage may still be in it.
pub(super) fn remove(made: &mut Vec<MadeDir>) {
    while let Some(dir) = made.pop() {
        // There is nobody to tell: this runs after an error that was told.
        let removed = unlinkat(&dir.parent, &dir.name, AtFlags::REMOVEDIR);
        if removed == Err(Errno::NOTEMPTY) {
            made.push(dir);
            return;
        }
    }
}

/// The directories made below the output directory, by path, outermost first.
/// Paths and no handles, since there may be more than a process may open.
#[derive(Debug)]
pub(super) struct MadeBelow {
    paths: Vec<String>,
    mode: RawMode,
    mark: RawMode,
}

impl MadeBelow {
    /// Directories that everyone may enter.
    pub(super) fn public() -> Self {
        Self {
            paths: Vec::new(),
            mode: PUBLIC,
            mark: 0,
        }
    }

    /// The same, so made that [`finish`] knows those that did not get their mode.
    pub(super) fn marked() -> Self {
        Self {
            mark: MARK,
            ..Self::public()
        }
    }

    /// Directories that nobody but us may enter.
    pub(super) fn private() -> Self {
        Self {
            paths: Vec::new(),
            mode: PRIVATE,
            mark: 0,
        }
    }

    /// Whether none was missing.
    pub(super) fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// Makes `path` below `root`, and each missing directory on the way, and
    /// opens it.
    pub(super) fn make(&mut self, root: &Dir, path: &str) -> Result<Dir, OutputError> {
        let cloned = root
            .try_clone()
            .map_err(OutputError::io("create directory", path))?;
        let mut dir = cloned;
        let mut at = 0;
        for component in path.split('/') {
            at += component.len();
            dir = self.step(&dir, component, path, &path[..at])?;
            at += 1;
        }
        Ok(dir)
    }

    fn step(
        &mut self,
        dir: &Dir,
        component: &str,
        path: &str,
        at: &str,
    ) -> Result<Dir, OutputError> {
        let name = component.as_ref();
        if make(dir, name, self.mode | self.mark)
            .map_err(OutputError::io("create directory", at))?
        {
            let opened = open_made(dir, name, self.mode).inspect_err(|_| {
                // There is nobody to tell: the first error is told.
                let _ = unlinkat(dir, component, AtFlags::REMOVEDIR);
            });
            self.paths.push(at.to_owned());
            return opened.map_err(OutputError::io("create directory", at));
        }
        match openat(dir, component, DIRECTORY, Mode::empty()) {
            Ok(fd) => Ok(handle(fd)),
            Err(errno) => Err(walk::blocked(dir, component, path, at, errno)),
        }
    }
}

/// Removes a directory, unless something is in it or it is none.
pub(super) fn remove_empty(parent: &Dir, name: &str) -> io::Result<()> {
    match unlinkat(parent, name, AtFlags::REMOVEDIR) {
        Ok(())
        | Err(Errno::NOENT | Errno::NOTEMPTY | Errno::EXIST | Errno::NOTDIR | Errno::BUSY) => {
            Ok(())
        }
        Err(errno) => Err(errno.into()),
    }
}

/// Removes the directory at `path` below `root` if it is empty.
pub(super) fn remove_below(root: &Dir, path: &str) {
    let (parent, name) = match path.rsplit_once('/') {
        Some((parent, name)) => (Some(parent), name),
        None => (None, path),
    };
    if let Ok(Some(parent)) = walk::open_dir(root, parent) {
        let _ = unlinkat(&*parent, name, AtFlags::REMOVEDIR);
    }
}

/// Gives a directory the mode that it was to have, if its maker was cut off before
/// it could, or power took the mode away again. One that somebody else made, or put
/// something into that is not `expected`, stays as it is.
pub(super) fn finish(dir: &Dir, expected: impl Fn(&OsStr) -> bool) -> io::Result<()> {
    let found = fstat(dir)?;
    let mode = found.st_mode;
    let is_unfinished = mode & MARK != 0 && mode & 0o777 & !PUBLIC == 0 && !is_foreign(&found);
    if is_unfinished && walk::names(dir)?.iter().all(|name| expected(name)) {
        fchmod(dir, Mode::from_raw_mode(mode & 0o6000 | PUBLIC))?;
    }
    Ok(())
}

/// Makes a directory, unless the name is taken: then tells `false`.
fn make(parent: &Dir, name: &OsStr, mode: RawMode) -> io::Result<bool> {
    match mkdirat(parent, name, Mode::from_raw_mode(mode)) {
        Ok(()) => Ok(true),
        Err(Errno::EXIST) => Ok(false),
        Err(errno) => Err(errno.into()),
    }
}

/// Opens a directory that was just made, and takes back what the umask did to
/// its mode. The set-group-ID bit that it inherited stays.
fn open_made(parent: &Dir, name: &OsStr, mode: RawMode) -> io::Result<Dir> {
    let fd = openat(parent, name, DIRECTORY, Mode::empty())?;
    let found = fstat(&fd)?.st_mode;
    if found & 0o1777 != mode {
        fchmod(&fd, Mode::from_raw_mode(found & 0o6000 | mode))?;
    }
    Ok(handle(fd))
}
