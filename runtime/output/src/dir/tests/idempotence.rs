//! The same export twice, and what counts as the same.

use super::{Scratch, export, export_text, file, file_with, plan, publish, shop};
use crate::{Change, Existing, File, FilePath, Mode, Node, PathProfile, Published, READ_BYTES};

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
    publish(scratch.open().stage_for(&shop()).unwrap(), &old).unwrap();
    let private = Mode::new(false, true);
    let new = [
        file("a", "1"),
        file("b", "2"),
        file_with("c", "1", private),
        file("d", "1"),
    ];
    let changes = [
        Change::Identical,
        Change::Replace,
        Change::Mode,
        Change::Create,
    ];
    (scratch, new, changes)
}

fn changes(published: &Published) -> Vec<Change> {
    let files = published.files().iter();
    files.map(|(_, change)| *change).collect()
}

#[test]
fn rehearsing_writes_nothing() {
    let (scratch, files, expected) = one_of_each();
    let before = scratch.record();
    let rehearsed = scratch.open().rehearse(&shop(), &plan(&files), false);
    assert_eq!(changes(&rehearsed.unwrap()), expected);
    assert_eq!(scratch.record(), before);
}

#[test]
fn only_what_differs_is_written() {
    let (scratch, files, expected) = one_of_each();
    let before = scratch.record();
    let published = publish(scratch.open().stage_for(&shop()).unwrap(), &files).unwrap();
    assert_eq!(changes(&published), expected);
    let after = scratch.record();
    assert_eq!(after["out/a"], before["out/a"]);
    assert_ne!(after["out/c"].inode, before["out/c"].inode);
    assert_eq!(scratch.mode("c"), 0o600);
    assert_eq!(after["out/b"].content, b"2");
}

#[test]
fn file_of_ours_with_another_name_is_replaced_and_the_name_keeps_its_bytes() {
    let scratch = Scratch::new();
    export_text(&scratch, &[("a", "text")]).unwrap();
    let out = scratch.out();
    out.hard_link("a", &scratch.root, "outside/backup").unwrap();
    let published = export_text(&scratch, &[("a", "text")]).unwrap();
    assert_eq!(changes(&published), [Change::Replace]);
    let after = scratch.record();
    assert_ne!(after["out/a"].inode, after["outside/backup"].inode);
    assert_eq!(after["outside/backup"].content, b"text");
    assert!(
        export_text(&scratch, &[("a", "text")])
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
