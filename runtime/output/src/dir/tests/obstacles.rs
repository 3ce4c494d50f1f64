//! What may lie in a file's place or on its way, put there by someone else.

use std::os::unix::net::UnixListener;

use rustix::fs::{FileType, Mode, mknodat};

use super::{Scratch, chain, export, file};
use crate::{Change, OutputErrorKind};

fn fifo(scratch: &Scratch, name: &str) {
    let mode = Mode::from_raw_mode(0o644);
    mknodat(scratch.out(), name, FileType::Fifo, mode, 0).unwrap();
}

#[track_caller]
fn is_replaced(scratch: &Scratch, content: &str) {
    let outside = scratch.record()["outside/secret"].clone();
    let published = export(&scratch.open(), &[file("a", content)]).unwrap();
    assert_eq!(published.files()[0].1, Change::Replace);
    let found = scratch.out().symlink_metadata("a").unwrap();
    assert!(found.is_file());
    assert_eq!(scratch.out().read("a").unwrap(), content.as_bytes());
    assert_eq!(scratch.record()["outside/secret"], outside);
}

#[test]
fn symlink_in_place_is_replaced_and_not_followed() {
    for target in ["../outside/secret", "missing", "a", "b"] {
        let scratch = Scratch::new();
        scratch.out().symlink(target, "a").unwrap();
        scratch.out().write("b", "secret").unwrap();
        is_replaced(&scratch, "secret");
        assert_eq!(scratch.out().read("b").unwrap(), b"secret");
    }
}

#[test]
fn hard_link_in_place_is_replaced_and_the_other_name_keeps_its_bytes() {
    for content in ["public", "secret"] {
        let scratch = Scratch::new();
        scratch
            .root
            .hard_link("outside/secret", &scratch.root, "out/a")
            .unwrap();
        is_replaced(&scratch, content);
        let records = scratch.record();
        assert_ne!(records["outside/secret"].inode, records["out/a"].inode);
    }
}

#[test]
fn fifo_in_place_is_replaced_without_waiting() {
    let scratch = Scratch::new();
    fifo(&scratch, "a");
    is_replaced(&scratch, "text");
    let scratch = Scratch::new();
    fifo(&scratch, "a");
    is_replaced(&scratch, "");
}

#[test]
fn socket_in_place_is_replaced() {
    let scratch = Scratch::new();
    let _listener = UnixListener::bind(scratch.path("out/a")).unwrap();
    is_replaced(&scratch, "");
}

#[test]
fn directory_in_place_is_refused() {
    let scratch = Scratch::new();
    scratch.out().create_dir("a").unwrap();
    let before = scratch.record();
    let error = export(&scratch.open(), &[file("b", "text"), file("a", "text")]).unwrap_err();
    assert!(matches!(error.kind(), OutputErrorKind::DirectoryInPlace));
    assert_eq!(
        error.to_string(),
        "replace `a`: there is a directory in its place"
    );
    assert_eq!(scratch.record(), before);
}

#[test]
fn symlink_on_the_way_is_refused_by_name() {
    for target in ["../../outside", "../sibling", "missing", "/", "."] {
        is_blocked("a symbolic link", |scratch| {
            scratch.out().symlink_contents(target, "x/a").unwrap();
        });
    }
}

#[test]
fn file_or_fifo_on_the_way_is_refused_by_name() {
    is_blocked("a regular file", |scratch| {
        scratch.out().write("x/a", "").unwrap();
    });
    is_blocked("a named pipe", |scratch| fifo(scratch, "x/a"));
}

#[track_caller]
fn is_blocked(shown: &str, place: impl Fn(&Scratch)) {
    let scratch = Scratch::new();
    scratch.out().create_dir("x").unwrap();
    scratch.out().create_dir("sibling").unwrap();
    place(&scratch);
    let before = scratch.record();
    for path in ["x/a/secret", "x/a/b/c"] {
        let error = export(&scratch.open(), &[file("b", "1"), file(path, "2")]).unwrap_err();
        let message = format!("`x/a` is {shown}, not a directory");
        assert!(chain(&error).contains(&message), "{}", chain(&error));
        assert_eq!(scratch.record(), before);
    }
}

#[test]
fn state_directory_that_is_a_symlink_is_refused() {
    let scratch = Scratch::new();
    scratch.out().symlink("../outside", ".portcullis").unwrap();
    let before = scratch.record();
    let error = export(&scratch.open(), &[file("a", "text")]).unwrap_err();
    assert!(
        chain(&error).contains("`.portcullis` is a symbolic link"),
        "{}",
        chain(&error)
    );
    assert_eq!(scratch.record(), before);
}
