//! The cache of compiled components: a directory of sealed entries, and the key
//! that seals them in another.
//!
//! Nothing here fails. An entry that is missing, broken, of another build, or
//! open to others is no entry; a cache that cannot be had is no cache. The way
//! out of both is to compile, and `--verbose` tells.

mod key;
mod place;
mod private;

use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use portcullis_host::cache::{Key, Tag};
use serde_json::json;

use crate::args::CacheCommand;
use crate::directories;
use crate::exit::{Failure, OTHER, Result};
use crate::words::counted;
pub(crate) use place::Place;

/// Stops a cache that fills the disk with many components.
const MOST_ENTRIES: usize = 256;

/// Stops a cache that fills the disk with large components. In bytes.
const MOST_BYTES: u64 = 1 << 30;

/// Begins the names of files that are being written.
const UNFINISHED: &str = ".new-";

/// How long a file may be in writing. One that is older was left by a process
/// that was ended. In seconds.
const ABANDONED: u64 = 3600;

/// A cache that only this user can read or write.
#[derive(Debug)]
pub(crate) struct Cache {
    directory: PathBuf,
    key: Key,
}

impl Cache {
    /// The user's cache, which is made if there is none yet.
    pub(crate) fn open() -> Option<Self> {
        let directory = directory()?;
        let opened = make(&directory, 0o077).and_then(|()| {
            let state = directories::state().ok_or(io::ErrorKind::NotFound)?;
            make(&state, 0o022)?;
            key::read_or_make(&state)
        });
        match opened {
            Ok(key) => Some(Self { directory, key }),
            Err(error) => {
                let directory = directory.display();
                tracing::debug!(%directory, %error, "components are compiled without a cache");
                None
            }
        }
    }

    /// Where the entry for a component belongs.
    pub(crate) fn place(&self, tag: Tag) -> Place<'_> {
        Place::new(self, tag)
    }

    /// Takes the oldest entries out until the rest is within bounds.
    fn trim(&self) -> io::Result<()> {
        let mut kept = (0, 0);
        for file in files(&self.directory)? {
            kept = (kept.0 + 1, kept.1 + file.bytes);
            if file.is_abandoned() || kept.0 > MOST_ENTRIES || kept.1 > MOST_BYTES {
                remove(&file.path)?;
            }
        }
        Ok(())
    }
}

/// `portcullis cache`: shows or clears.
pub(crate) fn run(command: &CacheCommand) -> Result<()> {
    let Some(directory) = directory() else {
        let message = "there is no place for a cache: neither XDG_CACHE_HOME nor HOME is set";
        return Err(Failure::new(OTHER, message).hint("set HOME to a directory of yours"));
    };
    let files = match files(&directory) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        files => files.map_err(|error| unusable(&directory, &error))?,
    };
    if let CacheCommand::Clear { .. } = command {
        for file in &files {
            remove(&file.path).map_err(|error| unusable(&file.path, &error))?;
        }
    }
    crate::print(&told(command, &directory, &files))
}

/// What there is, or what there was and is removed.
fn told(command: &CacheCommand, directory: &Path, files: &[File]) -> String {
    let bytes: u64 = files.iter().map(|file| file.bytes).sum();
    let (count, place) = (files.len(), directory.display());
    let to_json = |count: &str| {
        let place = place.to_string();
        crate::json::pretty(&json!({ "directory": place, count: files.len(), "bytes": bytes }))
    };
    match command {
        CacheCommand::Show { json: true } => to_json("entries"),
        CacheCommand::Clear { json: true } => to_json("removed"),
        CacheCommand::Show { json: false } => {
            format!("directory  {place}\nentries    {count}\nbytes      {bytes}\n")
        }
        CacheCommand::Clear { json: false } => {
            let entries = counted(count, "entry", "entries");
            format!("removed {entries}, {bytes} bytes, from {place}\n")
        }
    }
}

/// Takes a file out, if no other process has already.
fn remove(file: &Path) -> io::Result<()> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn unusable(path: &Path, error: &io::Error) -> Failure {
    let message = format!("cannot use the cache: {}: {error}", path.display());
    Failure::new(OTHER, message)
}

fn directory() -> Option<PathBuf> {
    Some(directories::cache()?.join("components"))
}

/// Makes a directory for this user alone, or checks that one that is there
/// gives others none of these rights.
fn make(directory: &Path, rights: u32) -> io::Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(directory)?;
    private::check_directory(directory, rights)
}

/// A file of the cache.
struct File {
    path: PathBuf,
    bytes: u64,
    changed: SystemTime,
}

impl File {
    fn is_abandoned(&self) -> bool {
        let name = self.path.file_name().and_then(|name| name.to_str());
        let age = self.changed.elapsed().unwrap_or_default();
        name.is_some_and(|name| name.starts_with(UNFINISHED)) && age.as_secs() > ABANDONED
    }
}

/// What is ours in the directory, the newest first.
fn files(directory: &Path) -> io::Result<Vec<File>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_entry = |name: &str| name.len() == 64 && name.bytes().all(|b| b.is_ascii_hexdigit());
        let is_ours = |name: &str| is_entry(name) || name.starts_with(UNFINISHED);
        // Another process may have taken it out in between.
        let Ok(metadata) = entry.metadata() else {
            continue;
        };
        if metadata.is_file() && name.to_str().is_some_and(is_ours) {
            files.push(File {
                path: entry.path(),
                bytes: metadata.len(),
                changed: metadata.modified()?,
            });
        }
    }
    files.sort_by_key(|file| std::cmp::Reverse(file.changed));
    Ok(files)
}
