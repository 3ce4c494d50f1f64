//! What is already in a file's place, read without following, waiting or
//! trusting its length.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::PermissionsExt;

use cap_std::fs::Dir;
use rustix::fs::{Mode, OFlags, Stat, fstat, openat};
use rustix::io::Errno;
use rustix::process::geteuid;
use sha2::{Digest as _, Sha256};

use super::walk::{self, node, stat};
use crate::error::file_error;
use crate::{Digest, Entry, FilePath, InPlace, Node, OutputError, OutputErrorKind};

const ACTION: &str = "read file";

/// Bytes that [`OutputDir::read`](crate::OutputDir::read) gives of a file.
/// Stops a file that someone left in place from filling the memory of whoever
/// asks for a difference.
pub const READ_BYTES: usize = 1 << 20;

/// `NONBLOCK` stops a FIFO that was put in place since we looked from holding
/// us for ever.
pub(super) const READ: OFlags = OFlags::RDONLY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY)
    .union(OFlags::CLOEXEC);

/// What [`OutputDir::read`](crate::OutputDir::read) found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Existing {
    /// A regular file.
    File {
        /// Its first bytes, at most [`READ_BYTES`].
        content: Vec<u8>,
        /// Whether those are all.
        complete: bool,
        /// Its permission bits with set-user-ID, set-group-ID and sticky.
        mode: u32,
    },
    /// Something else, which was not opened.
    Other(Node),
}

/// Reads the file at `path` below `root`.
pub(super) fn read(root: &Dir, path: &FilePath) -> Result<Option<Existing>, OutputError> {
    let Some(parent) = walk::open_dir(root, path.parent())? else {
        return Ok(None);
    };
    read_in(&parent, path.file_name()).map_err(OutputError::io(ACTION, path.as_str()))
}

fn read_in(parent: &Dir, name: &str) -> io::Result<Option<Existing>> {
    let Some(found) = stat(parent, name)? else {
        return Ok(None);
    };
    if node(&found) != Node::File {
        return Ok(Some(Existing::Other(node(&found))));
    }
    let fd = openat(parent, name, READ, Mode::empty())?;
    let found = fstat(&fd)?;
    if node(&found) != Node::File {
        return Ok(Some(Existing::Other(node(&found))));
    }
    let file = File::from(fd);
    let mode = permissions(&file)?;
    let mut content = Vec::new();
    file.take(READ_BYTES as u64 + 1).read_to_end(&mut content)?;
    let complete = content.len() <= READ_BYTES;
    content.truncate(READ_BYTES);
    Ok(Some(Existing::File {
        content,
        complete,
        mode,
    }))
}

/// Tells what is in the place of `entry`, and refuses a directory there.
pub(super) fn in_place(root: &Dir, entry: &Entry) -> Result<InPlace, OutputError> {
    let path = entry.path();
    let Some(parent) = walk::open_dir(root, path.parent())? else {
        return Ok(InPlace::Nothing);
    };
    let name = path.file_name();
    match stat(&parent, name).map_err(OutputError::io(ACTION, path.as_str()))? {
        None => Ok(InPlace::Nothing),
        Some(found) if node(&found) == Node::Directory => Err(file_error(
            "replace",
            path,
            OutputErrorKind::DirectoryInPlace,
        )),
        Some(found) if is_ours_alone(&found, entry) => {
            hash(&parent, entry, is_ours_alone).map_err(OutputError::io(ACTION, path.as_str()))
        }
        Some(_) => Ok(InPlace::Other),
    }
}

/// Whether what was found is worth reading. A file that someone else owns, or
/// that has another name, is not ours even if its bytes are right: whoever has
/// the other hold on it could change them later.
fn is_ours_alone(found: &Stat, entry: &Entry) -> bool {
    found.st_nlink == 1 && is_ours(found, entry)
}

/// The same without a word on other names, which do not mind when a file loses
/// this one.
pub(super) fn is_ours(found: &Stat, entry: &Entry) -> bool {
    node(found) == Node::File
        && found.st_uid == geteuid().as_raw()
        && u64::try_from(found.st_size) == Ok(entry.length())
}

/// Reads the file of `entry` in `parent` if it is what `is_wanted` asks for,
/// once more, of the open file.
pub(super) fn hash(
    parent: &Dir,
    entry: &Entry,
    is_wanted: impl FnOnce(&Stat, &Entry) -> bool,
) -> io::Result<InPlace> {
    let fd = match openat(parent, entry.path().file_name(), READ, Mode::empty()) {
        Ok(fd) => fd,
        Err(Errno::NOENT) => return Ok(InPlace::Nothing),
        Err(Errno::LOOP | Errno::NXIO | Errno::ACCESS) => return Ok(InPlace::Other),
        Err(errno) => return Err(errno.into()),
    };
    let found = fstat(&fd)?;
    if !is_wanted(&found, entry) {
        return Ok(InPlace::Other);
    }
    let file = File::from(fd);
    let mode = permissions(&file)?;
    let mut hasher = Sha256::new();
    // Whoever appends while we read makes the digest wrong, not the read long.
    io::copy(&mut file.take(entry.length() + 1), &mut hasher)?;
    Ok(InPlace::File {
        digest: Digest::from_hasher(hasher),
        mode,
    })
}

fn permissions(file: &File) -> io::Result<u32> {
    Ok(file.metadata()?.permissions().mode() & 0o7777)
}
