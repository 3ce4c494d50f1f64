//! What is under a name: read without following, waiting or trusting its
//! length.

use std::io::{self, Read as _};

use cap_std::fs::Dir;
use rustix::fs::{Mode, Stat, fstat, openat, readlinkat};
use rustix::io::Errno;
use rustix::process::geteuid;
use sha2::{Digest as _, Sha256};

use super::existing::READ;
use super::walk::{self, Opened, node, stat};
use crate::trace::Trace;
use crate::{ConflictKind, Digest, Entry, FilePath, Node, OutputError, OutputErrorKind};

/// What is at a path, or in the way to it.
pub(super) enum Place<'a> {
    /// The name is free.
    Free,
    /// Something has the name, in this directory.
    Taken(Opened<'a>, Stat),
    /// Its directory cannot be reached.
    Blocked(ConflictKind),
}

/// Looks at a path below `root`.
pub(super) fn look<'a>(root: &'a Dir, path: &FilePath) -> Result<Place<'a>, OutputError> {
    let parent = match walk::open_dir(root, path.parent()) {
        Ok(Some(parent)) => parent,
        Ok(None) => return Ok(Place::Free),
        Err(error) => return obstacle(error).map(Place::Blocked),
    };
    let found =
        stat(&parent, path.file_name()).map_err(OutputError::io("read file", path.as_str()))?;
    Ok(match found {
        Some(found) => Place::Taken(parent, found),
        None => Place::Free,
    })
}

/// Tells what is on the way to a file, if that is what the error is of.
pub(super) fn obstacle(error: OutputError) -> Result<ConflictKind, OutputError> {
    match error.kind() {
        OutputErrorKind::NotADirectory { at, found } => Ok(ConflictKind::Blocked {
            at: at.clone(),
            found: *found,
        }),
        OutputErrorKind::OtherFileSystem => Ok(ConflictKind::OtherFileSystem),
        _ => Err(error),
    }
}

/// Whether what was found can be `entry` as we wrote it, before its bytes are
/// read. Other names of it do not matter: they keep it when it loses this one.
pub(super) fn may_be(found: &Stat, entry: &Entry) -> bool {
    node(found) == Node::File
        && found.st_uid == geteuid().as_raw()
        && u64::try_from(found.st_size) == Ok(entry.length())
        && permissions(found) == entry.mode().bits()
}

/// Whether `name` in `parent` is `entry` as we wrote it; `found` is what was
/// just found there.
pub(super) fn is_entry(parent: &Dir, found: &Stat, entry: &Entry) -> io::Result<bool> {
    if !may_be(found, entry) {
        return Ok(false);
    }
    let name = entry.path().file_name();
    Ok(trace(parent, name)?.as_ref() == Some(&Trace::of(entry)))
}

/// Tells by what the thing under `name` is recognised, or that there is none.
pub(super) fn trace(parent: &Dir, name: &str) -> io::Result<Option<Trace>> {
    let found = match stat(parent, name)? {
        Some(found) => node(&found),
        None => return Ok(None),
    };
    let traced = match found {
        Node::File => file(parent, name),
        Node::Symlink => link(parent, name),
        other => Ok(Trace::Special(other)),
    };
    match traced {
        Ok(traced) => Ok(Some(traced)),
        Err(Errno::NOENT) => Ok(None),
        Err(errno) => Err(errno.into()),
    }
}

/// Bytes of a file that is recognised. Stops one that someone put into the place
/// of ours, longer than any export writes, from being read for hours.
const LONGEST: u64 = 1 << 30;

/// What is too long, or became something else between our look and our reading
/// it.
const OTHER: Trace = Trace::Special(Node::Unknown);

fn file(parent: &Dir, name: &str) -> Result<Trace, Errno> {
    let fd = match openat(parent, name, READ, Mode::empty()) {
        Err(Errno::LOOP | Errno::NXIO) => return Ok(OTHER),
        opened => opened?,
    };
    let found = fstat(&fd)?;
    if node(&found) != Node::File {
        return Ok(Trace::Special(node(&found)));
    }
    let length = u64::try_from(found.st_size).unwrap_or(0);
    if length > LONGEST {
        return Ok(OTHER);
    }
    let mut hasher = Sha256::new();
    // Whoever appends while we read makes the digest wrong, not the read long.
    let mut bytes = std::fs::File::from(fd).take(length + 1);
    let length = io::copy(&mut bytes, &mut hasher);
    let length = length.map_err(|error| Errno::from_io_error(&error).unwrap_or(Errno::IO))?;
    Ok(Trace::File {
        digest: Digest::from_hasher(hasher),
        length,
        mode: permissions(&found),
    })
}

fn link(parent: &Dir, name: &str) -> Result<Trace, Errno> {
    match readlinkat(parent, name, Vec::new()) {
        Ok(target) => Ok(Trace::Link(Digest::of(target.as_bytes()))),
        Err(Errno::INVAL) => Ok(OTHER),
        Err(errno) => Err(errno),
    }
}

/// The permission bits with set-user-ID, set-group-ID and sticky.
fn permissions(found: &Stat) -> u32 {
    let mode: u32 = found.st_mode;
    mode & 0o7777
}
