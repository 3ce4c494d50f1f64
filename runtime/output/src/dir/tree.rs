//! A directory of ours, removed with all that is in it.

use std::io;

use cap_std::fs::Dir;
use rustix::fs::{AtFlags, unlinkat};
use rustix::io::Errno;

use super::recognise::trace;
use super::state::gone;
use super::walk::{self, node, stat};
use crate::trace::Trace;
use crate::{COMPONENTS, Entry, FilePath, Mode, Node, PathProfile};

/// Removes `name` in `parent`, following nothing. It is no deeper than a path of
/// an export can be, unless someone else made it so: then that stays.
pub(super) fn remove(parent: &Dir, name: &str) -> io::Result<()> {
    remove_to(parent, name, COMPONENTS + 1)
}

fn remove_to(parent: &Dir, name: &str, depth: usize) -> io::Result<()> {
    let Some(dir) = walk::child(parent, name)? else {
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

fn is_directory(dir: &Dir, name: &str) -> io::Result<bool> {
    Ok(stat(dir, name)?.is_some_and(|found| node(&found) == Node::Directory))
}

/// The files in `name` of `parent`, if all of them are such as an export writes.
pub(super) fn entries(parent: &Dir, name: &str) -> io::Result<Option<Vec<Entry>>> {
    let mut entries = Vec::new();
    let Some(dir) = walk::child(parent, name)? else {
        return Ok(None);
    };
    let is_whole = collect(&dir, "", &mut entries)?;
    Ok(is_whole.then_some(entries))
}

fn collect(dir: &Dir, above: &str, entries: &mut Vec<Entry>) -> io::Result<bool> {
    for name in walk::names(dir)? {
        let path = name.to_str().map(|name| format!("{above}{name}"));
        let path = path.and_then(|path| FilePath::new(&path, PathProfile::PosixUnit).ok());
        let Some(path) = path else {
            return Ok(false);
        };
        let is_whole = match trace(dir, path.file_name())? {
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
