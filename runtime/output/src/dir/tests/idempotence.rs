//! The same export twice, and what counts as the same.

use cap_std::fs::{Permissions, PermissionsExt};

use super::{Scratch, export, file, file_with};
use crate::{Change, Existing, File, FilePath, InPlace, Mode, Node, PathProfile, Plan, READ_BYTES};

#[test]
fn second_publish_makes_no_change() {
    let scratch = Scratch::new();
    let private = Mode::new(false, true);
    let files = [
        file("a", "text"),
        file_with("b/c", "secret", private),
        file("b/d", ""),
    ];
    export(&scratch.open(), &files).unwrap();
    let before = scratch.record();
    let modified = scratch.root.metadata("out").unwrap().modified().unwrap();
    let published = export(&scratch.open(), &files).unwrap();
    assert!(published.is_unchanged());
    assert_eq!(scratch.record(), before);
    assert_eq!(
        scratch.root.metadata("out").unwrap().modified().unwrap(),
        modified
    );
}

/// One file of each change, and the files to export over them.
fn one_of_each() -> (Scratch, [File; 4], [Change; 4]) {
    let scratch = Scratch::new();
    let old = ["a", "b", "c"].map(|path| file(path, "1"));
    export(&scratch.open(), &old).unwrap();
    let group = Permissions::from_mode(0o664);
    scratch.out().set_permissions("c", group).unwrap();
    let new = [("a", "1"), ("b", "2"), ("c", "1"), ("d", "1")];
    let changes = [
        Change::Identical,
        Change::Replace,
        Change::Mode,
        Change::Create,
    ];
    (
        scratch,
        new.map(|(path, content)| file(path, content)),
        changes,
    )
}

#[test]
fn comparing_writes_nothing() {
    let (scratch, files, changes) = one_of_each();
    let before = scratch.record();
    let mut plan = Plan::new();
    files.iter().for_each(|file| plan.accept(file).unwrap());
    assert_eq!(scratch.open().compare(&plan).unwrap(), changes);
    assert_eq!(scratch.record(), before);
}

#[test]
fn only_what_differs_is_written() {
    let (scratch, files, changes) = one_of_each();
    let before = scratch.record();
    let published = export(&scratch.open(), &files).unwrap();
    let made: Vec<_> = published
        .files()
        .iter()
        .map(|(_, change)| *change)
        .collect();
    assert_eq!(made, changes);
    let after = scratch.record();
    assert_eq!(after["out/a"], before["out/a"]);
    assert_ne!(after["out/c"].inode, before["out/c"].inode);
    assert_eq!(scratch.mode("c"), 0o644);
    assert_eq!(after["out/b"].content, b"2");
}

#[test]
fn file_of_another_owner_is_replaced_though_it_is_identical() {
    let scratch = Scratch::new();
    export(&scratch.open(), &[file("a", "text")]).unwrap();
    let someone = rustix::process::Uid::from_raw(12345);
    let changed = rustix::fs::chownat(
        scratch.out(),
        "a",
        Some(someone),
        None,
        rustix::fs::AtFlags::SYMLINK_NOFOLLOW,
    );
    let expected = if changed.is_ok() {
        Change::Replace
    } else {
        Change::Identical
    };
    let published = export(&scratch.open(), &[file("a", "text")]).unwrap();
    assert_eq!(published.files()[0].1, expected);
    assert!(
        export(&scratch.open(), &[file("a", "text")])
            .unwrap()
            .is_unchanged()
    );
}

#[test]
fn existing_files_are_read_up_to_the_cap() {
    let scratch = Scratch::new();
    let long = "x".repeat(READ_BYTES + 1);
    export(&scratch.open(), &[file("a", "text"), file("long", &long)]).unwrap();
    scratch.out().symlink("a", "link").unwrap();
    scratch.out().create_dir("dir").unwrap();
    let read = |path: &str| {
        let path = FilePath::new(path, PathProfile::Portable).unwrap();
        scratch.open().read(&path).unwrap()
    };
    let whole = Existing::File {
        content: b"text".to_vec(),
        complete: true,
        mode: 0o644,
    };
    assert_eq!(read("a"), Some(whole));
    let Some(Existing::File {
        content, complete, ..
    }) = read("long")
    else {
        panic!()
    };
    assert_eq!((content.len(), complete), (READ_BYTES, false));
    assert_eq!(read("link"), Some(Existing::Other(Node::Symlink)));
    assert_eq!(read("dir"), Some(Existing::Other(Node::Directory)));
    assert_eq!(read("missing"), None);
    assert_eq!(read("missing/a"), None);
}

#[test]
fn file_of_another_length_is_not_read() {
    let scratch = Scratch::new();
    export(&scratch.open(), &[file("a", "text")]).unwrap();
    let entry = crate::Entry::of(&file("a", "texts"));
    let dir = scratch.open();
    assert_eq!(
        super::super::existing::in_place(&dir.root, &entry).unwrap(),
        InPlace::Other
    );
}
