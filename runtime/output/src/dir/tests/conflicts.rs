//! What an export is refused for: each leaves everything as it was.

use cap_std::fs::{Permissions, PermissionsExt};
use rustix::fs::{AtFlags, FileType, Mode, chownat, mknodat};
use rustix::process::Uid;

use super::{Scratch, conflicts, export_for, export_text, file, owner, plan, shop};

const TWO: [(&str, &str); 2] = [("a", "text"), ("web/run", "text")];

/// Exports two files, lets one be changed, and is then refused both where it is
/// to be replaced and where it is to be removed.
#[track_caller]
fn is_refused(change: impl Fn(&Scratch), why: &str) {
    let scratch = Scratch::new();
    export_text(&scratch, &TWO).unwrap();
    change(&scratch);
    let before = scratch.record();
    let expected = [format!("`web/run`: {why}")];
    for files in [&[("a", "new")][..], &[("a", "new"), ("web/run", "new")]] {
        let files: Vec<_> = files.iter().map(|(path, text)| file(path, text)).collect();
        let rehearsed = scratch.open().rehearse(&shop(), &plan(&files), false);
        assert_eq!(conflicts(rehearsed), expected);
        let published = super::publish(scratch.open().stage_for(&shop()).unwrap(), &files);
        assert_eq!(conflicts(published), expected);
        assert_eq!(scratch.record(), before);
    }
}

#[test]
fn edited_file() {
    for content in ["test", "texts", ""] {
        let edit = |scratch: &Scratch| scratch.out().write("web/run", content).unwrap();
        is_refused(edit, "it was edited since it was exported");
    }
}

#[test]
fn file_of_another_mode() {
    let change = |scratch: &Scratch| {
        let mode = Permissions::from_mode(0o600);
        scratch.out().set_permissions("web/run", mode).unwrap();
    };
    is_refused(change, "it was edited since it was exported");
}

#[test]
fn file_of_another_user() {
    let probe = Scratch::new();
    export_text(&probe, &TWO).unwrap();
    let give_away = |scratch: &Scratch| {
        let someone = Some(Uid::from_raw(12345));
        chownat(
            scratch.out(),
            "web/run",
            someone,
            None,
            AtFlags::SYMLINK_NOFOLLOW,
        )
    };
    if give_away(&probe).is_ok() {
        let change = |scratch: &Scratch| give_away(scratch).unwrap();
        is_refused(change, "it was edited since it was exported");
    }
}

#[test]
fn something_that_is_no_file() {
    let free = |scratch: &Scratch| scratch.out().remove_file("web/run").unwrap();
    let link = |scratch: &Scratch| {
        free(scratch);
        let target = "../../outside/secret";
        scratch.out().symlink_contents(target, "web/run").unwrap();
    };
    is_refused(link, "a symbolic link is there");
    let folder = |scratch: &Scratch| {
        free(scratch);
        scratch.out().create_dir("web/run").unwrap();
    };
    is_refused(folder, "a directory is there");
    let pipe = |scratch: &Scratch| {
        free(scratch);
        let mode = Mode::from_raw_mode(0o644);
        mknodat(scratch.out(), "web/run", FileType::Fifo, mode, 0).unwrap();
    };
    is_refused(pipe, "a named pipe is there");
}

#[test]
fn file_behind_a_symlink() {
    let change = |scratch: &Scratch| {
        let elsewhere = scratch.root.open_dir("outside").unwrap();
        scratch.out().rename("web", &elsewhere, "web").unwrap();
        let link = scratch.out().symlink_contents("../outside/web", "web");
        link.unwrap();
    };
    is_refused(change, "`web` is a symbolic link, not a directory");
}

#[test]
fn every_conflict_is_told() {
    let scratch = Scratch::new();
    scratch.out().write("a", "theirs").unwrap();
    scratch.out().write("b", "1").unwrap();
    scratch.out().create_dir("c").unwrap();
    let refused = conflicts(export_text(&scratch, &[("a", "1"), ("b", "1"), ("c", "1")]));
    assert_eq!(
        refused,
        [
            "`a`: a file is there that this export did not put there",
            "`c`: a directory is there"
        ]
    );
}

#[test]
fn file_of_another_owner_is_not_replaced_unless_it_is_the_same() {
    let scratch = Scratch::new();
    export_for(&scratch, &owner("other", "runit"), &["a"]).unwrap();
    let before = scratch.record();
    let refused = conflicts(export_text(&scratch, &[("a", "new")]));
    assert_eq!(refused, ["`a`: it is a file of `other` by `runit`"]);
    assert_eq!(scratch.record(), before);
    export_for(&scratch, &shop(), &["a"]).unwrap();
    let refused = conflicts(export_text(&scratch, &[("a", "new")]));
    assert_eq!(refused, ["`a`: it is a file of `other` by `runit`"]);
}

#[test]
fn file_that_is_again_as_it_was_exported_is_no_conflict() {
    let scratch = Scratch::new();
    export_text(&scratch, &TWO).unwrap();
    scratch.out().write("web/run", "test").unwrap();
    conflicts(export_text(&scratch, &[("a", "text")]));
    scratch.out().write("web/run", "text").unwrap();
    export_text(&scratch, &[("a", "text")]).unwrap();
    assert_eq!(scratch.shown(), ["a"]);
}

#[test]
fn stale_file_that_is_gone_is_no_conflict() {
    let scratch = Scratch::new();
    export_text(&scratch, &TWO).unwrap();
    scratch.out().remove_dir_all("web").unwrap();
    let published = export_text(&scratch, &[("a", "text")]).unwrap();
    assert!(published.stale().is_empty());
}

#[test]
fn missing_file_is_made_again() {
    let scratch = Scratch::new();
    export_text(&scratch, &TWO).unwrap();
    let before = scratch.record();
    scratch.out().remove_dir_all("web").unwrap();
    export_text(&scratch, &TWO).unwrap();
    assert_eq!(scratch.record()["out/web/run"].content, b"text");
    let manifest = "out/.portcullis/shop/runit.json";
    assert_eq!(scratch.record()[manifest].content, before[manifest].content);
}
