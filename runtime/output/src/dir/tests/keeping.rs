//! What is no longer as it was exported: it is kept and told.

use cap_std::fs::{Permissions, PermissionsExt};
use rustix::fs::{AtFlags, FileType, Mode, chownat, mknodat};
use rustix::process::Uid;

use super::super::owned::Owned;
use super::super::remove;
use super::super::state::State;
use super::{Scratch, export_for, file, plan, publish, shop, stale};
use crate::{Kept, Node, OutputError, Published};

const TWO: [&str; 2] = ["a", "web/run"];

/// Exports two files with text, and lets one be changed.
fn changed(change: impl Fn(&Scratch)) -> Scratch {
    let scratch = Scratch::new();
    let files = TWO.map(|path| file(path, "text"));
    publish(scratch.open().stage_for(&shop()).unwrap(), &files).unwrap();
    change(&scratch);
    scratch
}

/// Exports the one that was not changed.
fn shrink(scratch: &Scratch) -> Result<Published, OutputError> {
    publish(scratch.open().stage_for(&shop())?, &[file("a", "text")])
}

/// The changed one is kept for this reason, now and the next time.
#[track_caller]
fn is_kept(scratch: &Scratch, why: &Kept) {
    let before = scratch.record()["outside/secret"].clone();
    let shown = scratch.shown();
    let first = shrink(scratch).unwrap();
    let manifest = scratch.record()["out/.portcullis/shop/runit.json"].clone();
    let second = shrink(scratch).unwrap();
    assert!(second.is_unchanged());
    for published in [first, second] {
        assert_eq!(stale(&published), ["keep web/run"]);
        assert_eq!(published.stale()[0].kept(), Some(why));
    }
    let after = scratch.record();
    assert_eq!(scratch.shown(), shown);
    assert_eq!(after["outside/secret"], before);
    assert_eq!(after["out/.portcullis/shop/runit.json"], manifest);
}

#[test]
fn edited_file_is_kept_and_told_until_it_is_gone() {
    for content in ["test", "texts", ""] {
        let scratch = changed(|scratch| scratch.out().write("web/run", content).unwrap());
        is_kept(&scratch, &Kept::Edited);
        scratch.out().remove_file("web/run").unwrap();
        assert!(stale(&shrink(&scratch).unwrap()).is_empty());
        assert_eq!(scratch.shown(), ["a"]);
    }
}

#[test]
fn file_that_is_again_as_it_was_exported_is_removed() {
    let scratch = changed(|scratch| scratch.out().write("web/run", "test").unwrap());
    is_kept(&scratch, &Kept::Edited);
    scratch.out().write("web/run", "text").unwrap();
    assert_eq!(stale(&shrink(&scratch).unwrap()), ["remove web/run"]);
    assert_eq!(scratch.shown(), ["a"]);
}

#[test]
fn file_of_another_mode_is_kept() {
    let scratch = changed(|scratch| {
        let mode = Permissions::from_mode(0o600);
        scratch.out().set_permissions("web/run", mode).unwrap();
    });
    is_kept(&scratch, &Kept::Edited);
}

#[test]
fn file_of_another_user_is_kept() {
    let someone = Some(Uid::from_raw(12345));
    let scratch = changed(|_| ());
    let out = scratch.out();
    if chownat(out, "web/run", someone, None, AtFlags::SYMLINK_NOFOLLOW).is_ok() {
        is_kept(&scratch, &Kept::Edited);
    }
}

#[test]
fn whatever_else_has_the_name_is_kept() {
    let free = |scratch: &Scratch| scratch.out().remove_file("web/run").unwrap();
    let scratch = changed(|scratch| {
        free(scratch);
        let link = scratch
            .out()
            .symlink_contents("../../outside/secret", "web/run");
        link.unwrap();
    });
    is_kept(&scratch, &Kept::Replaced(Node::Symlink));
    let scratch = changed(|scratch| {
        free(scratch);
        scratch.out().create_dir("web/run").unwrap();
    });
    is_kept(&scratch, &Kept::Replaced(Node::Directory));
    let scratch = changed(|scratch| {
        free(scratch);
        let mode = Mode::from_raw_mode(0o644);
        mknodat(scratch.out(), "web/run", FileType::Fifo, mode, 0).unwrap();
    });
    is_kept(&scratch, &Kept::Replaced(Node::Fifo));
}

#[test]
fn file_behind_a_symlink_is_kept_and_the_symlink_not_followed() {
    let scratch = changed(|scratch| {
        let elsewhere = scratch.root.open_dir("outside").unwrap();
        scratch.out().rename("web", &elsewhere, "web").unwrap();
        scratch
            .out()
            .symlink_contents("../outside/web", "web")
            .unwrap();
    });
    let at = "web".to_owned();
    let found = Node::Symlink;
    is_kept(&scratch, &Kept::Blocked { at, found });
    assert_eq!(scratch.root.read("outside/web/run").unwrap(), b"text");
    assert_eq!(scratch.shown(), ["a", "web"]);
}

#[test]
fn file_that_is_edited_while_the_others_are_published_is_kept() {
    let scratch = changed(|_| ());
    let dir = scratch.open();
    let state = State::open(&dir.root, Some("shop")).unwrap();
    let owned = Owned::read(&state, &shop()).unwrap();
    let mut leftovers = owned
        .leftovers(&dir.root, &plan(&[file("a", "text")]))
        .unwrap();
    let leftover = &mut leftovers.files[0];
    assert_eq!(leftover.stale.kept(), None);
    scratch.out().remove_file("web/run").unwrap();
    scratch.out().write("web/run", "text").unwrap();
    remove::file(&dir.root, leftover).unwrap();
    assert_eq!(leftover.stale.kept(), Some(&Kept::Edited));
    assert!(scratch.out().exists("web/run"));
    scratch.out().remove_dir_all("web").unwrap();
    remove::file(&dir.root, leftover).unwrap();
}

#[test]
fn manifest_of_another_user_lets_nothing_be_removed() {
    let scratch = Scratch::new();
    export_for(&scratch, &shop(), &TWO).unwrap();
    let someone = Some(Uid::from_raw(12345));
    let manifest = ".portcullis/shop/runit.json";
    let out = scratch.out();
    if chownat(out, manifest, someone, None, AtFlags::SYMLINK_NOFOLLOW).is_err() {
        return;
    }
    let published = export_for(&scratch, &shop(), &["a"]).unwrap();
    assert_eq!(published.stale()[0].kept(), Some(&Kept::ForeignManifest));
    assert_eq!(scratch.shown(), ["a", "web", "web/run"]);
    // What it said is not repeated in a manifest of our own.
    let published = export_for(&scratch, &shop(), &["a"]).unwrap();
    assert!(published.is_unchanged() && published.stale().is_empty());
}
