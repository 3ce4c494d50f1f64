//! The walk to a directory, in one step and component by component.

use std::path::Path;

use cap_std::ambient_authority;

use super::super::walk::{by_component, open_below};
use super::{Scratch, chain};
use crate::{FilePath, OutputDir, OutputErrorKind, PathProfile};

#[test]
fn both_walks_agree() {
    let scratch = Scratch::new();
    let out = scratch.out();
    out.create_dir_all("a/b").unwrap();
    out.write("file", "").unwrap();
    out.symlink("a", "link").unwrap();
    out.symlink("../b", "a/up").unwrap();
    let cases = [
        ("a", "found"),
        ("a/b", "found"),
        ("missing", "missing"),
        ("a/missing/b", "missing"),
        ("file", "`file` is a regular file"),
        ("file/a", "`file` is a regular file"),
        ("link", "`link` is a symbolic link"),
        ("link/b", "`link` is a symbolic link"),
        ("a/up/b", "`a/up` is a symbolic link"),
    ];
    for (path, expected) in cases {
        for walked in [open_below(&out, path), by_component(&out, path)] {
            let shown = match walked {
                Ok(Some(_)) => "found".to_owned(),
                Ok(None) => "missing".to_owned(),
                Err(error) => chain(&error),
            };
            assert!(shown.contains(expected), "{path}: {shown}");
        }
    }
}

#[test]
fn names_that_the_file_system_refuses_are_errors() {
    let scratch = Scratch::new();
    let long = "a".repeat(256);
    for walked in [
        open_below(&scratch.out(), &long),
        by_component(&scratch.out(), &long),
    ] {
        assert!(matches!(walked.unwrap_err().kind(), OutputErrorKind::Io));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn another_file_system_is_refused() {
    let dir = OutputDir::open_existing(Path::new("/"), ambient_authority()).unwrap();
    let path = FilePath::new("proc/version", PathProfile::Portable).unwrap();
    let error = dir.read(&path).unwrap_err();
    assert!(
        matches!(error.kind(), OutputErrorKind::OtherFileSystem),
        "{}",
        chain(&error)
    );
}
