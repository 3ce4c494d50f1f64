//! A folder as it is at one moment: names, kinds, modes, inodes, times, bytes.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// Everything below a folder, by its path from there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tree(pub(crate) BTreeMap<String, Entry>);

/// One file, folder or link.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) kind: &'static str,
    pub(crate) mode: u32,
    pub(crate) inode: u64,
    /// When a file or link was last written. A folder's time is left out: a
    /// file that was staged in it and removed again moves it.
    pub(crate) modified: (i64, i64),
    /// A file's bytes, or a link's target.
    pub(crate) content: Vec<u8>,
}

impl Tree {
    /// Looks at a folder, which need not be there.
    pub(crate) fn of(folder: &Path) -> Self {
        let mut entries = BTreeMap::new();
        walk(folder, "", &mut entries);
        Self(entries)
    }

    /// The paths of all files but those of our own state, in order.
    pub(crate) fn files(&self) -> Vec<&str> {
        let files = self.0.iter().filter(|(path, entry)| is_file(path, entry));
        files.map(|(path, _)| path.as_str()).collect()
    }

    /// The mode of a file.
    #[track_caller]
    pub(crate) fn mode(&self, path: &str) -> u32 {
        self.entry(path).mode
    }

    /// The text of a file.
    #[track_caller]
    pub(crate) fn text(&self, path: &str) -> String {
        String::from_utf8(self.entry(path).content.clone()).unwrap()
    }

    /// One entry.
    #[track_caller]
    pub(crate) fn entry(&self, path: &str) -> &Entry {
        let entry = self.0.get(path);
        entry.unwrap_or_else(|| panic!("there is no `{path}` among {:?}", self.files()))
    }

    /// Fails, naming what differs, unless both are the same in every respect.
    #[track_caller]
    pub(crate) fn is_still(&self, later: &Self, what: &str) {
        let paths = self.0.keys().chain(later.0.keys());
        for path in paths {
            let (before, after) = (self.0.get(path), later.0.get(path));
            assert_eq!(before, after, "{what}: `{path}` changed");
        }
    }
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let content = String::from_utf8_lossy(&self.content);
        let (kind, mode, inode, modified) = (self.kind, self.mode, self.inode, self.modified);
        write!(f, "{kind} {mode:04o} #{inode} {modified:?} {content:?}")
    }
}

/// The files of a folder with their bytes alone, without our own state.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = Tree::of(folder).0.into_iter();
    let files = entries.filter(|(path, entry)| is_file(path, entry));
    files.map(|(path, entry)| (path, entry.content)).collect()
}

/// Whether it is what someone put there, and not a manifest of ours.
fn is_file(path: &str, entry: &Entry) -> bool {
    entry.kind != "folder" && path.split('/').all(|name| name != ".portcullis")
}

fn walk(folder: &Path, prefix: &str, entries: &mut BTreeMap<String, Entry>) {
    let Ok(listed) = fs::read_dir(folder) else {
        return;
    };
    for found in listed {
        let path = found.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy();
        let name = format!("{prefix}{name}");
        let entry = entry(&path);
        if entry.kind == "folder" {
            walk(&path, &format!("{name}/"), entries);
        }
        entries.insert(name, entry);
    }
}

fn entry(path: &Path) -> Entry {
    let metadata = fs::symlink_metadata(path).unwrap();
    let kind = metadata.file_type();
    let (kind, content) = if kind.is_dir() {
        ("folder", Vec::new())
    } else if kind.is_symlink() {
        let target = fs::read_link(path).unwrap();
        ("link", target.into_os_string().into_encoded_bytes())
    } else if kind.is_file() {
        ("file", fs::read(path).unwrap())
    } else {
        ("special", Vec::new())
    };
    Entry {
        kind,
        mode: metadata.mode() & 0o7777,
        inode: metadata.ino(),
        modified: if metadata.is_dir() {
            (0, 0)
        } else {
            (metadata.mtime(), metadata.mtime_nsec())
        },
        content,
    }
}
