//! A directory of ours, removed with all that is in it.

use std::io;

use cap_std::fs::Dir;
use rustix::fs::{AtFlags, RawMode, fchmod, fstat, unlinkat};
use rustix::io::Errno;

use super::protection::Guard;
use super::recognise::trace;
use super::state::{gone, is_foreign};
use super::walk::{self, is_directory, node, stat};
use crate::trace::Trace;
use crate::{COMPONENTS, Entry, FilePath, Mode, Node, PathProfile};

/// Removes `name` in `parent`, following nothing. It is no deeper than a path of
/// an export can be, unless someone else made it so: then that stays.
pub(super) fn remove(parent: &Dir, name: &str) -> io::Result<()> {
    remove_to(parent, name, COMPONENTS + 1)
}

fn remove_to(parent: &Dir, name: &str, depth: usize) -> io::Result<()> {
    let Some(dir) = open_to_remove(parent, name)? else {
        return Ok(());
    };
    for name in walk::names(&dir)? {
        let Some(text) = name.to_str() else {
            gone(unlinkat(&dir, &name, AtFlags::empty()))?;
            continue;
        };
        match unlinkat(&dir, text, AtFlags::empty()) {
            Err(Errno::ISDIR | Errno::PERM) if depth > 0 && is_directory(&dir, text)? => {
                remove_to(&dir, text, depth - 1)?;
            }
            removed => gone(removed)?,
        }
    }
    gone(unlinkat(parent, name, AtFlags::REMOVEDIR))
}

/// Opens a directory that is to go. If it is ours, so are the rights that it takes
/// to move and to empty it, whoever gave them up.
pub(super) fn open_to_remove(parent: &Dir, name: &str) -> io::Result<Option<Dir>> {
    let dir = walk::child(parent, name)?;
    if let Some(dir) = &dir {
        let found = fstat(dir)?;
        let mode = found.st_mode & 0o7777;
        if mode & ALL != ALL && !is_foreign(&found) {
            fchmod(dir, rustix::fs::Mode::from_raw_mode(mode | ALL))?;
        }
    }
    Ok(dir)
}

/// Whatever the owner of a directory may do in it.
const ALL: RawMode = 0o700;

/// Whether the rights to read `name` in `parent`, or something in it, are not ours: a
/// refusal that no other attempt would change.
pub(super) fn is_closed(parent: &Dir, name: &str) -> io::Result<bool> {
    is_closed_to(parent, name, COMPONENTS + 1)
}

fn is_closed_to(parent: &Dir, name: &str, depth: usize) -> io::Result<bool> {
    let Some(found) = stat(parent, name)? else {
        return Ok(false);
    };
    let needed = match node(&found) {
        Node::Directory => 0o500,
        _ => 0o400,
    };
    if is_foreign(&found) || found.st_mode & needed != needed || depth == 0 {
        return Ok(true);
    }
    let Some(dir) = walk::child(parent, name)? else {
        return Ok(false);
    };
    for name in walk::names(&dir)? {
        let is_closed = name
            .to_str()
            .map(|name| is_closed_to(&dir, name, depth - 1));
        if is_closed.unwrap_or(Ok(true))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The files in `name` of `parent`, if all of them are such as an export writes,
/// and may be taken away.
pub(super) fn entries(parent: &Dir, name: &str) -> io::Result<Option<Vec<Entry>>> {
    let mut entries = Vec::new();
    if !Guard::of(parent)?.is_free(name)? {
        return Ok(None);
    }
    let Some(dir) = walk::child(parent, name)? else {
        return Ok(None);
    };
    let is_whole = collect(&dir, "", &mut entries)?;
    Ok(is_whole.then_some(entries))
}

fn collect(dir: &Dir, above: &str, entries: &mut Vec<Entry>) -> io::Result<bool> {
    let guard = Guard::of(dir)?;
    for name in walk::names(dir)? {
        let path = name.to_str().map(|name| format!("{above}{name}"));
        let path = path.and_then(|path| FilePath::new(&path, PathProfile::PosixUnit).ok());
        let Some(path) = path else {
            return Ok(false);
        };
        let is_whole = match trace(dir, path.file_name())? {
            _ if !guard.is_free(path.file_name())? => false,
            Some(Trace::Special(Node::Directory)) => match walk::child(dir, path.file_name())? {
                Some(below) => collect(&below, &format!("{path}/"), entries)?,
                None => false,
            },
            Some(Trace::File {
                digest,
                length,
                mode,
            }) => {
                let mode = Mode::from_octal(&format!("{mode:04o}"));
                entries.extend(mode.map(|mode| Entry::known(path, digest, length, mode)));
                mode.is_some()
            }
            _ => false,
        };
        if !is_whole {
            return Ok(false);
        }
    }
    Ok(true)
}
