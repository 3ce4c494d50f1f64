//! The way to a directory below the output directory. No symbolic link is
//! followed, no file system boundary crossed.

use std::ffi::{OsStr, OsString};
use std::io;
use std::ops::Deref;
use std::os::unix::ffi::OsStrExt as _;

use cap_std::fs::Dir;
use rustix::fd::OwnedFd;
use rustix::fs::{
    Access, AtFlags, FileType, Mode, OFlags, RawMode, Stat, accessat, fstat, openat, statat,
};
use rustix::io::Errno;

use crate::error::shown_dir;
use crate::{Node, OutputError, OutputErrorKind};

const ACTION: &str = "open directory";

/// How each directory is opened.
pub(super) const DIRECTORY: OFlags = OFlags::RDONLY
    .union(OFlags::DIRECTORY)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);

/// Of a directory in which users take away only their own names.
pub(super) const STICKY: RawMode = 0o1000;

/// The output directory, or one below it.
pub(super) enum Opened<'a> {
    Root(&'a Dir),
    Below(Dir),
}

impl Deref for Opened<'_> {
    type Target = Dir;

    fn deref(&self) -> &Dir {
        match self {
            Self::Root(dir) => dir,
            Self::Below(dir) => dir,
        }
    }
}

/// Opens the directory at `path` below `root`, unless that is `root` itself. Gives
/// nothing if it, or one on the way, does not exist.
pub(super) fn open_dir<'a>(
    root: &'a Dir,
    path: Option<&str>,
) -> Result<Option<Opened<'a>>, OutputError> {
    match path {
        Some(path) => Ok(open_below(root, path)?.map(Opened::Below)),
        None => Ok(Some(Opened::Root(root))),
    }
}

/// Opens the directory at `path` below `root`. Gives nothing if it, or one on the
/// way, does not exist.
pub(super) fn open_below(root: &Dir, path: &str) -> Result<Option<Dir>, OutputError> {
    match at_once(root, path) {
        #[cfg(not(target_os = "linux"))]
        Err(Errno::NOSYS) => by_component(root, path),
        Ok(fd) => Ok(Some(handle(fd))),
        Err(Errno::NOENT) => Ok(None),
        // The second walk only finds out which component is to blame. If it
        // gets through, someone changed the tree meanwhile, or the kernel has no
        // such call, and the first answer holds: a walk by steps crosses bind
        // mounts and follows a directory that is moved away under it.
        Err(errno) => {
            by_component(root, path).and_then(|_| Err(OutputError::io(ACTION, path)(errno)))
        }
    }
}

/// Asks the kernel for the whole walk, so that nobody can swap a component
/// between two steps.
#[cfg(target_os = "linux")]
fn at_once(root: &Dir, path: &str) -> Result<OwnedFd, Errno> {
    use rustix::fs::{ResolveFlags, openat2};

    let resolve = ResolveFlags::BENEATH
        | ResolveFlags::NO_SYMLINKS
        | ResolveFlags::NO_MAGICLINKS
        | ResolveFlags::NO_XDEV;
    openat2(root, path, DIRECTORY, Mode::empty(), resolve)
}

#[cfg(not(target_os = "linux"))]
fn at_once(_: &Dir, _: &str) -> Result<OwnedFd, Errno> {
    Err(Errno::NOSYS)
}

/// Opens the directory `name` in `dir`. Gives nothing if it is none.
pub(super) fn child(dir: &Dir, name: &str) -> io::Result<Option<Dir>> {
    match openat(dir, name, DIRECTORY, Mode::empty()) {
        Ok(fd) => Ok(Some(handle(fd))),
        Err(Errno::NOTDIR | Errno::LOOP | Errno::NOENT) => Ok(None),
        Err(errno) => Err(errno.into()),
    }
}

/// Walks one component at a time, each below the handle of the one before.
pub(super) fn by_component(root: &Dir, path: &str) -> Result<Option<Dir>, OutputError> {
    let device = fstat(root).map_err(OutputError::io(ACTION, path))?.st_dev;
    let mut dir = root.try_clone().map_err(OutputError::io(ACTION, path))?;
    let mut at = 0;
    for component in path.split('/') {
        at += component.len();
        dir = match openat(&dir, component, DIRECTORY, Mode::empty()) {
            Ok(fd) => handle(fd),
            Err(Errno::NOENT) => return Ok(None),
            Err(errno) => return Err(blocked(&dir, component, path, &path[..at], errno)),
        };
        let found = fstat(&dir).map_err(OutputError::io(ACTION, path))?.st_dev;
        if found != device {
            return Err(OutputError::new(
                ACTION,
                path,
                OutputErrorKind::OtherFileSystem,
            ));
        }
        at += 1;
    }
    Ok(Some(dir))
}

/// Names what is at `component` of `dir` if it is no directory, and else tells
/// `errno`.
pub(super) fn blocked(
    dir: &Dir,
    component: &str,
    path: &str,
    at: &str,
    errno: Errno,
) -> OutputError {
    match stat(dir, component).map(|found| found.map(|found| node(&found))) {
        Ok(Some(found)) if found != Node::Directory => {
            let kind = OutputErrorKind::NotADirectory {
                at: at.to_owned(),
                found,
            };
            OutputError::new(ACTION, path, kind).with_source(errno.into())
        }
        _ => OutputError::io(ACTION, path)(errno),
    }
}

/// The names in `dir`, in no order, without `.` and `..`.
pub(super) fn names(dir: &Dir) -> io::Result<Vec<OsString>> {
    let mut names = Vec::new();
    for entry in rustix::fs::Dir::read_from(dir)? {
        let entry = entry?;
        let name = entry.file_name().to_bytes();
        if name != b"." && name != b".." {
            names.push(OsStr::from_bytes(name).to_owned());
        }
    }
    Ok(names)
}

/// Finds out, as far as can be known, whether names in `dir` may be added and
/// removed. `path` is its own.
pub(super) fn writable(dir: &Dir, path: Option<&str>) -> Result<(), OutputError> {
    let wanted = Access::WRITE_OK | Access::EXEC_OK;
    match accessat(dir, ".", wanted, AtFlags::EACCESS) {
        Err(errno @ (Errno::ACCESS | Errno::PERM | Errno::ROFS)) => Err(OutputError::io(
            "write to directory",
            shown_dir(path),
        )(errno)),
        _ => Ok(()),
    }
}

/// Asks what `name` in `dir` is, without following it.
pub(super) fn stat(dir: &Dir, name: &str) -> io::Result<Option<Stat>> {
    match statat(dir, name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(found) => Ok(Some(found)),
        Err(Errno::NOENT) => Ok(None),
        Err(errno) => Err(errno.into()),
    }
}

/// Whether `name` in `dir` is a directory.
pub(super) fn is_directory(dir: &Dir, name: &str) -> io::Result<bool> {
    Ok(stat(dir, name)?.is_some_and(|found| node(&found) == Node::Directory))
}

/// Tells what was found.
pub(super) fn node(found: &Stat) -> Node {
    match FileType::from_raw_mode(found.st_mode) {
        FileType::RegularFile => Node::File,
        FileType::Directory => Node::Directory,
        FileType::Symlink => Node::Symlink,
        FileType::Fifo => Node::Fifo,
        FileType::Socket => Node::Socket,
        FileType::CharacterDevice | FileType::BlockDevice => Node::Device,
        FileType::Unknown => Node::Unknown,
    }
}

/// Opens `dir` again, so that it can be read and flushed: a handle that cap-std
/// opened only stands for the place.
pub(super) fn readable(dir: &Dir) -> io::Result<Dir> {
    Ok(handle(openat(dir, ".", DIRECTORY, Mode::empty())?))
}

/// Makes a capability of an open directory.
pub(super) fn handle(fd: OwnedFd) -> Dir {
    Dir::from_std_file(fd.into())
}
