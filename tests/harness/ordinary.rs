//! An ordinary user, for tests that the superuser runs.

use std::env;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The user and group of that number; every system has it.
pub(crate) const NOBODY: u32 = 65534;

/// Whether this process is the superuser's.
pub(crate) fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

/// Runs one test of this binary again as an ordinary user. Who is one already
/// has run it.
#[track_caller]
pub(crate) fn test_again(name: &str) {
    if !is_root() {
        return;
    }
    let binary = Reachable::copy(&env::current_exe().unwrap());
    let home = binary.folder().join("home");
    fs::create_dir(&home).unwrap();
    chown(&home, Some(NOBODY), Some(NOBODY)).unwrap();
    let output = as_nobody(binary.path())
        .args(["--exact", name])
        .env("TMPDIR", &home)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "as an ordinary user: {told}");
    assert!(told.contains("1 passed"), "no such test: {told}");
}

/// A copy of a program where everyone can run it: the folder that it was built
/// in may be closed to others.
pub(crate) struct Reachable {
    folder: TempDir,
    path: PathBuf,
}

impl Reachable {
    pub(crate) fn copy(program: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let path = folder.path().join("program");
        copy_program(program, &path);
        Self { folder, path }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// Copies a program that is to be run, in a process of its own. Were the copy written
/// by this one, a process that another test starts meanwhile would have it open for
/// writing too, and the system runs no such file.
pub(crate) fn copy_program(program: &Path, to: &Path) {
    let copied = Command::new("cp").arg(program).arg(to).status().unwrap();
    assert!(copied.success(), "cannot copy {}", program.display());
}

/// A program that an ordinary user runs.
fn as_nobody(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.uid(NOBODY).gid(NOBODY).current_dir("/");
    command
}
