//! Directories that did not exist: made with an exact mode, remembered, and
//! removed again if nothing came of it.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::Path;

use cap_std::AmbientAuthority;
use cap_std::fs::Dir;
use rustix::fs::{AtFlags, Mode, RawMode, fchmod, fstat, mkdirat, openat, unlinkat};
use rustix::io::Errno;

use super::walk::{self, DIRECTORY, handle};
use crate::OutputError;

/// The mode of a directory that we make: what it holds is as private as its
/// own mode says, and the managers that read it run as other users.
const MODE: RawMode = 0o755;

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
    if make(&parent, name)? {
        made.push(MadeDir {
            parent: parent.try_clone()?,
            name: name.to_owned(),
        });
        return open_made(&parent, name);
    }
    Ok(handle(openat(&parent, name, DIRECTORY, Mode::empty())?))
}

/// Removes directories, innermost first. One that is no longer empty, or that
/// someone else removed, is left alone.
pub(super) fn remove(made: &mut Vec<MadeDir>) {
    while let Some(MadeDir { parent, name }) = made.pop() {
        // There is nobody to tell: this runs after an error that was told.
        let _ = unlinkat(&parent, &name, AtFlags::REMOVEDIR);
    }
}

/// The directories made below the output directory, by path, outermost first.
/// Paths and no handles, since there may be more than a process may open.
#[derive(Debug, Default)]
pub(super) struct MadeBelow(Vec<String>);

impl MadeBelow {
    /// Makes `path` below `root`, and each missing directory on the way.
    pub(super) fn make(&mut self, root: &Dir, path: &str) -> Result<(), OutputError> {
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
        Ok(())
    }

    fn step(
        &mut self,
        dir: &Dir,
        component: &str,
        path: &str,
        at: &str,
    ) -> Result<Dir, OutputError> {
        if make(dir, component.as_ref()).map_err(OutputError::io("create directory", at))? {
            self.0.push(at.to_owned());
            return open_made(dir, component.as_ref())
                .map_err(OutputError::io("create directory", at));
        }
        match openat(dir, component, DIRECTORY, Mode::empty()) {
            Ok(fd) => Ok(handle(fd)),
            Err(errno) => Err(walk::blocked(dir, component, path, at, errno)),
        }
    }

    /// Removes those that are empty, innermost first.
    pub(super) fn remove(&self, root: &Dir) {
        for path in self.0.iter().rev() {
            let (parent, name) = match path.rsplit_once('/') {
                Some((parent, name)) => (Some(parent), name),
                None => (None, path.as_str()),
            };
            if let Ok(Some(parent)) = walk::open_dir(root, parent) {
                let _ = unlinkat(&parent, name, AtFlags::REMOVEDIR);
            }
        }
    }
}

/// Makes a directory, unless the name is taken: then tells `false`.
fn make(parent: &Dir, name: &OsStr) -> io::Result<bool> {
    match mkdirat(parent, name, Mode::from_raw_mode(MODE)) {
        Ok(()) => Ok(true),
        Err(Errno::EXIST) => Ok(false),
        Err(errno) => Err(errno.into()),
    }
}

/// Opens a directory that was just made, and takes back what the umask did to
/// its mode. The set-group-ID bit that it inherited stays.
fn open_made(parent: &Dir, name: &OsStr) -> io::Result<Dir> {
    let fd = openat(parent, name, DIRECTORY, Mode::empty())?;
    let mode = fstat(&fd)?.st_mode;
    if mode & 0o777 != MODE {
        fchmod(&fd, Mode::from_raw_mode(mode & 0o7000 | MODE))?;
    }
    Ok(handle(fd))
}
