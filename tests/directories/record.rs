//! What is where, in every respect that an export could change.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// Larger files are not read: one of the layouts has a terabyte of nothing.
const READ_BYTES: u64 = 1 << 20;

/// Everything below a folder, by its path from there.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Record(pub(super) BTreeMap<String, Node>);

/// One name.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) mode: u32,
    pub(super) owner: (u32, u32),
    inode: u64,
    device: u64,
    length: u64,
    /// Nothing for a directory in which an export may stage something and take
    /// it back.
    modified: Option<(i64, i64)>,
    /// A file's bytes or a link's target.
    pub(super) content: Vec<u8>,
}

impl Record {
    /// Records what nothing may touch: times of directories count.
    pub(super) fn of(folder: &Path) -> Self {
        let mut record = Self::default();
        record.add(folder, "");
        record
    }

    /// The same without the times of directories.
    pub(super) fn without_times(folder: &Path) -> Self {
        let mut record = Self::of(folder);
        for node in record.0.values_mut().filter(|node| node.is_directory()) {
            node.modified = None;
            node.length = 0;
        }
        record
    }

    fn add(&mut self, path: &Path, name: &str) {
        let Ok(found) = fs::symlink_metadata(path) else {
            return;
        };
        if found.is_dir() {
            let entries = fs::read_dir(path).into_iter().flatten();
            for entry in entries.map(Result::unwrap) {
                let below = entry.file_name();
                self.add(
                    &entry.path(),
                    &format!("{name}/{}", below.to_string_lossy()),
                );
            }
        }
        self.0.insert(name.to_owned(), Node::of(path, &found));
    }

    /// Whether something that was taken over lies among our state as it was.
    pub(super) fn keeps(&self, path: &str, node: &Node) -> bool {
        let is_backup = |at: &str| at.starts_with("/.portcullis/") && at.contains("/adopted-");
        let mut kept = self.0.iter().filter(|(at, _)| is_backup(at));
        kept.any(|(at, found)| at.ends_with(path) && found == node)
    }

    /// Tells what differs.
    pub(super) fn difference(&self, later: &Self) -> Option<String> {
        let names = self.0.keys().chain(later.0.keys());
        let mut names = names.filter(|name| self.0.get(*name) != later.0.get(*name));
        names.next().map(|name| {
            let (before, after) = (self.0.get(name), later.0.get(name));
            format!("`{name}` was {before:?} and is {after:?}")
        })
    }
}

impl Node {
    fn of(path: &Path, found: &fs::Metadata) -> Self {
        let content = if found.is_symlink() {
            fs::read_link(path).unwrap().as_os_str().as_bytes().to_vec()
        } else if found.is_file() && found.len() <= READ_BYTES {
            fs::read(path).unwrap_or_default()
        } else {
            Vec::new()
        };
        Self {
            mode: found.mode(),
            owner: (found.uid(), found.gid()),
            inode: found.ino(),
            device: found.rdev(),
            length: found.len(),
            modified: Some((found.mtime(), found.mtime_nsec())),
            content,
        }
    }

    pub(super) fn is_directory(&self) -> bool {
        self.mode & 0o170_000 == 0o040_000
    }

    pub(super) fn is_file(&self) -> bool {
        self.mode & 0o170_000 == 0o100_000
    }
}

impl std::fmt::Debug for Node {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let content = self.content[..self.content.len().min(60)].escape_ascii();
        let Self {
            mode,
            owner,
            inode,
            length,
            modified,
            ..
        } = self;
        write!(
            f,
            "{mode:06o} {owner:?} #{inode} {length} {modified:?} `{content}`"
        )
    }
}
