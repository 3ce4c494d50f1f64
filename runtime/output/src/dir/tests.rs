//! The harness for the tests that need a disk: a scratch directory, and a
//! record of everything in it.

mod adopting;
mod aside;
mod conflicts;
mod failures;
mod generations;
mod idempotence;
mod locking;
mod manifests;
mod obstacles;
mod protected;
mod publishing;
mod recovering;
mod stale;
mod together;
mod walking;

use std::collections::BTreeMap;
use std::path::PathBuf;

use cap_std::ambient_authority;
use cap_std::fs::{Dir, MetadataExt, PermissionsExt};
use tempfile::TempDir;

use crate::{
    File, FilePath, Mode, OutputDir, OutputError, OutputErrorKind, Owner, PathProfile, Plan,
    Published, Stage,
};

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

    /// Everything in `out` but the state, by path.
    fn shown(&self) -> Vec<String> {
        let paths = self.record().into_keys();
        let below = paths.filter_map(|path| path.strip_prefix("out/").map(str::to_owned));
        below
            .filter(|path| !path.starts_with(".portcullis"))
            .collect()
    }

    /// Everything below the scratch directory, and never the modification time
    /// of `out` itself and of the state in it, where the stage comes and goes.
    fn record(&self) -> BTreeMap<String, Record> {
        let mut records = BTreeMap::new();
        record_below(&self.root, "", &mut records);
        for (path, record) in &mut records {
            let is_directory = record.mode & 0o170_000 == 0o040_000;
            if path == "out" || path.starts_with("out/.portcullis") && is_directory {
                record.modified = (0, 0);
            }
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
    publish(dir.stage()?, files)
}

/// Exports empty files for an owner.
fn export_for(scratch: &Scratch, owner: &Owner, paths: &[&str]) -> Result<Published, OutputError> {
    let files: Vec<_> = paths.iter().map(|path| file(path, "")).collect();
    publish(scratch.open().stage_for(owner)?, &files)
}

fn publish(mut stage: Stage<'_>, files: &[File]) -> Result<Published, OutputError> {
    for file in files {
        stage.write(file)?;
    }
    stage.publish(&plan(files))
}

fn plan(files: &[File]) -> Plan {
    let mut plan = Plan::new();
    files.iter().for_each(|file| plan.accept(file).unwrap());
    plan
}

fn owner(application: &str, exporter: &str) -> Owner {
    Owner::new(application, exporter).unwrap()
}

fn shop() -> Owner {
    owner("shop", "runit")
}

/// Exports text for the usual owner.
fn export_text(scratch: &Scratch, files: &[(&str, &str)]) -> Result<Published, OutputError> {
    let files: Vec<_> = files.iter().map(|(path, text)| file(path, text)).collect();
    publish(scratch.open().stage_for(&shop())?, &files)
}

/// What is in the way, as in ``a`: it was edited since it was exported``.
#[track_caller]
fn conflicts(refused: Result<Published, OutputError>) -> Vec<String> {
    match refused {
        Ok(_) => panic!("nothing is in the way"),
        Err(error) => match error.kind() {
            OutputErrorKind::Conflicts(conflicts) => {
                conflicts.iter().map(ToString::to_string).collect()
            }
            _ => panic!("{}", chain(&error)),
        },
    }
}

/// The stale files with what became of them, as in `remove a`.
fn stale(published: &Published) -> Vec<String> {
    let stale = published.stale().iter();
    stale
        .map(|stale| format!("{} {}", stale.change(), stale.path()))
        .collect()
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
