//! The harness for the tests that need a disk: a scratch directory, and a
//! record of everything in it.

mod failures;
mod idempotence;
mod obstacles;
mod publishing;
mod walking;

use std::collections::BTreeMap;
use std::path::PathBuf;

use cap_std::ambient_authority;
use cap_std::fs::{Dir, MetadataExt, PermissionsExt};
use tempfile::TempDir;

use crate::{File, FilePath, Mode, OutputDir, OutputError, PathProfile, Plan, Published};

/// An output directory `out` beside a directory `outside` that nothing may
/// touch.
struct Scratch {
    temporary: TempDir,
    root: Dir,
}

/// What is recorded of a name: inode, mode, modification time, bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Record {
    inode: u64,
    mode: u32,
    modified: (i64, i64),
    content: Vec<u8>,
}

impl Scratch {
    fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let root = Dir::open_ambient_dir(temporary.path(), ambient_authority()).unwrap();
        root.create_dir("out").unwrap();
        root.create_dir("outside").unwrap();
        root.write("outside/secret", "secret").unwrap();
        Self { temporary, root }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.temporary.path().join(name)
    }

    fn open(&self) -> OutputDir {
        OutputDir::open_existing(&self.path("out"), ambient_authority()).unwrap()
    }

    /// The raw directory `out`.
    fn out(&self) -> Dir {
        self.root.open_dir("out").unwrap()
    }

    fn mode(&self, path: &str) -> u32 {
        self.out()
            .symlink_metadata(path)
            .unwrap()
            .permissions()
            .mode()
            & 0o7777
    }

    /// Everything below the scratch directory, and never the modification time
    /// of `out` itself, in which the stage comes and goes.
    fn record(&self) -> BTreeMap<String, Record> {
        let mut records = BTreeMap::new();
        record_below(&self.root, "", &mut records);
        if let Some(out) = records.get_mut("out") {
            out.modified = (0, 0);
        }
        records
    }
}

fn record_below(dir: &Dir, above: &str, records: &mut BTreeMap<String, Record>) {
    for entry in dir.entries().unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let record = record_of(dir, &name);
        let path = format!("{above}{name}");
        if dir.symlink_metadata(&name).unwrap().is_dir() {
            record_below(&dir.open_dir(&name).unwrap(), &format!("{path}/"), records);
        }
        records.insert(path, record);
    }
}

fn record_of(dir: &Dir, name: &str) -> Record {
    let found = dir.symlink_metadata(name).unwrap();
    let content = if found.is_file() {
        dir.read(name).unwrap()
    } else if found.is_symlink() {
        let target = dir.read_link_contents(name).unwrap();
        target.into_os_string().into_encoded_bytes()
    } else {
        Vec::new()
    };
    let modified = (found.mtime(), found.mtime_nsec());
    Record {
        inode: found.ino(),
        mode: found.mode(),
        modified,
        content,
    }
}

fn file(path: &str, content: &str) -> File {
    file_with(path, content, Mode::new(false, false))
}

fn file_with(path: &str, content: &str, mode: Mode) -> File {
    let path = FilePath::new(path, PathProfile::Portable).unwrap();
    File::new(path, content.into(), mode)
}

fn export(dir: &OutputDir, files: &[File]) -> Result<Published, OutputError> {
    let mut plan = Plan::new();
    let mut stage = dir.stage()?;
    for file in files {
        plan.accept(file).unwrap();
        stage.write(file)?;
    }
    stage.publish(&plan)
}

/// The message with those of its sources.
fn chain(error: &OutputError) -> String {
    let mut shown = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        shown = format!("{shown}: {error}");
        source = error.source();
    }
    shown
}
