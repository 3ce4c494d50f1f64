//! What may lie in a file's place or on its way, put there by someone else.

use std::os::unix::net::UnixListener;

use rustix::fs::{FileType, Mode, mknodat};

use super::adopting::adopt;
use super::{Scratch, chain, conflicts, export, export_text, file};
use crate::Change;

fn fifo(scratch: &Scratch, name: &str) {
    let mode = Mode::from_raw_mode(0o644);
    mknodat(scratch.out(), name, FileType::Fifo, mode, 0).unwrap();
}

/// Refuses to put a file there, and takes over what is there if asked to.
#[track_caller]
fn is_in_the_way(scratch: &Scratch, content: &str, what: &str) {
    let before = scratch.record();
    let refused = conflicts(export_text(scratch, &[("a", content)]));
    assert_eq!(refused, [format!("`a`: {what}")]);
    assert_eq!(scratch.record(), before);
    let published = adopt(scratch, &[("a", content)]).unwrap();
    assert_eq!(published.files()[0].1, Change::Adopt);
    let found = scratch.out().symlink_metadata("a").unwrap();
    assert!(found.is_file());
    assert_eq!(scratch.out().read("a").unwrap(), content.as_bytes());
    let after = scratch.record();
    assert_eq!(after["outside/secret"], before["outside/secret"]);
    let [backup] = published.backups() else {
        panic!("{published:?}")
    };
    let kept = &after[&format!("out/{}", backup.place())];
    assert_eq!(*kept, before["out/a"]);
}

const UNOWNED: &str = "a file is there that this export did not put there";

#[test]
fn symlink_in_place_is_refused_or_moved_and_never_followed() {
    for target in ["../outside/secret", "missing", "a", "b"] {
        let scratch = Scratch::new();
        scratch.out().symlink(target, "a").unwrap();
        scratch.out().write("b", "secret").unwrap();
        is_in_the_way(&scratch, "secret", "a symbolic link is there");
        assert_eq!(scratch.out().read("b").unwrap(), b"secret");
    }
}

#[test]
fn hard_link_in_place_is_refused_or_moved_and_never_written_through() {
    for content in ["public", "secret"] {
        let scratch = Scratch::new();
        scratch
            .root
            .hard_link("outside/secret", &scratch.root, "out/a")
            .unwrap();
        is_in_the_way(&scratch, content, UNOWNED);
        let records = scratch.record();
        assert_ne!(records["outside/secret"].inode, records["out/a"].inode);
    }
}

#[test]
fn fifo_in_place_is_refused_or_moved_without_waiting() {
    for content in ["text", ""] {
        let scratch = Scratch::new();
        fifo(&scratch, "a");
        is_in_the_way(&scratch, content, "a named pipe is there");
    }
}

#[test]
fn socket_in_place_is_refused_or_moved() {
    let scratch = Scratch::new();
    let _listener = UnixListener::bind(scratch.path("out/a")).unwrap();
    is_in_the_way(&scratch, "", "a socket is there");
}

#[test]
fn file_that_is_too_long_to_be_read_is_refused_at_once() {
    let scratch = Scratch::new();
    let file = scratch.out().create("a").unwrap();
    file.set_len(1 << 40).unwrap();
    let refused = adopt(&scratch, &[("a", "text")]);
    let message = "`a`: it is too long, or too lively, to be taken over";
    assert_eq!(conflicts(refused), [message]);
}

#[test]
fn directory_in_place_is_refused() {
    let scratch = Scratch::new();
    scratch.out().create_dir("a").unwrap();
    let before = scratch.record();
    for refused in [
        export_text(&scratch, &[("b", "text"), ("a", "text")]),
        adopt(&scratch, &[("b", "text"), ("a", "text")]),
    ] {
        assert_eq!(conflicts(refused), ["`a`: a directory is there"]);
        assert_eq!(scratch.record(), before);
    }
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
        let message = format!("`{path}`: `x/a` is {shown}, not a directory");
        for refused in [
            export_text(&scratch, &[("b", "1"), (path, "2")]),
            adopt(&scratch, &[("b", "1"), (path, "2")]),
        ] {
            assert_eq!(conflicts(refused), [&*message]);
            assert_eq!(scratch.record(), before);
        }
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
