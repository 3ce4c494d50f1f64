//! What is already in a file's place, read without following, waiting or
//! trusting its length.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::PermissionsExt;

use cap_std::fs::Dir;
use rustix::fs::{Mode, OFlags, fstat, openat};

use super::recognise::{self, Place};
use super::walk::{self, node, stat};
use crate::{Entry, FilePath, Node, OutputError};

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

pub(super) fn read_in(parent: &Dir, name: &str) -> io::Result<Option<Existing>> {
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

/// Whether the very file is in place already, and ours alone. One that someone
/// else owns, or that has another name, is not: whoever has the other hold on it
/// could change it later.
pub(super) fn is_in_place(root: &Dir, entry: &Entry) -> Result<bool, OutputError> {
    match recognise::look(root, entry.path())? {
        Place::Taken(parent, found) if found.st_nlink == 1 => {
            recognise::is_entry(&parent, &found, entry)
                .map_err(OutputError::io(ACTION, entry.path().as_str()))
        }
        _ => Ok(false),
    }
}

fn permissions(file: &File) -> io::Result<u32> {
    Ok(file.metadata()?.permissions().mode() & 0o7777)
}
