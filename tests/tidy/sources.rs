//! The files of the project, as its history knows them.

use std::fs;
use std::process::Command;

use crate::harness::root;

/// A text file of the project.
pub(super) struct Source {
    pub(super) path: String,
    pub(super) text: String,
}

impl Source {
    /// The text without comments and texts of documentation.
    pub(super) fn code(&self) -> String {
        let lines = self
            .text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// Every file that is checked in or could be.
pub(super) fn tracked() -> Vec<String> {
    let mut git = Command::new("git");
    git.current_dir(root()).args(["ls-files", "-z"]);
    git.args(["--cached", "--others", "--exclude-standard"]);
    let listed = git.output().unwrap();
    assert!(
        listed.status.success(),
        "{}",
        String::from_utf8_lossy(&listed.stderr)
    );
    let listed = String::from_utf8(listed.stdout).unwrap();
    // A file that was removed is listed until that is committed.
    let present = listed
        .split_terminator('\0')
        .filter(|path| root().join(path).is_file());
    present.map(str::to_owned).collect()
}

/// The Rust sources.
pub(super) fn sources() -> Vec<Source> {
    ending_with(".rs")
}

/// The manifests, the workspace's own first.
pub(super) fn manifests() -> Vec<Source> {
    let mut manifests = ending_with("Cargo.toml");
    manifests.sort_by_key(|source| source.path.matches('/').count());
    manifests
}

fn ending_with(end: &str) -> Vec<Source> {
    let paths = tracked().into_iter().filter(|path| path.ends_with(end));
    let sources: Vec<_> = paths
        .map(|path| {
            let text = fs::read_to_string(root().join(&path)).unwrap();
            Source { path, text }
        })
        .collect();
    assert!(!sources.is_empty());
    sources
}
