//! An ordinary user, for tests that the superuser runs.

use std::env;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

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
    let space = tempfile::tempdir().unwrap();
    let folder = space.path();
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    let home = folder.join("home");
    fs::create_dir(&home).unwrap();
    chown(&home, Some(NOBODY), Some(NOBODY)).unwrap();
    // The user need not be able to reach the folder that this binary lies in.
    let binary = folder.join("tests");
    fs::copy(env::current_exe().unwrap(), &binary).unwrap();
    let output = as_nobody(&binary)
        .args(["--exact", name])
        .env("TMPDIR", &home)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "as an ordinary user: {told}");
    assert!(told.contains("1 passed"), "no such test: {told}");
}

/// A program that an ordinary user runs.
fn as_nobody(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.uid(NOBODY).gid(NOBODY).current_dir("/");
    command
}
