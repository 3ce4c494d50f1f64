//! What a later export of the same owner removes.

use rustix::process::umask;

use super::{
    Scratch, conflicts, export, export_for, export_text, file, owner, plan, publish, shop, stale,
};
use crate::{Change, OutputDir, ambient_authority};

const FOUR: [&str; 4] = ["web-1/run", "web-1/log/run", "web-2/run", "web-2/log/run"];

#[test]
fn files_that_an_export_no_longer_has_are_removed_with_their_directories() {
    let scratch = Scratch::new();
    assert!(stale(&export_for(&scratch, &shop(), &FOUR).unwrap()).is_empty());
    let published = export_for(&scratch, &shop(), &FOUR[..2]).unwrap();
    assert_eq!(
        stale(&published),
        ["remove web-2/log/run", "remove web-2/run"]
    );
    assert!(!published.is_unchanged());
    assert_eq!(
        scratch.shown(),
        ["web-1", "web-1/log", "web-1/log/run", "web-1/run"]
    );
    let published = export_for(&scratch, &shop(), &[]).unwrap();
    assert_eq!(published.stale().len(), 2);
    assert!(scratch.shown().is_empty());
}

#[test]
fn directory_in_which_something_else_lies_stays_and_goes_when_it_is_empty() {
    let scratch = Scratch::new();
    export_for(&scratch, &shop(), &FOUR).unwrap();
    scratch.out().create_dir("web-2/supervise").unwrap();
    export_for(&scratch, &shop(), &FOUR[..2]).unwrap();
    assert!(scratch.out().is_dir("web-2/supervise"));
    assert!(!scratch.out().exists("web-2/log"));
    let before = scratch.record();
    let published = export_for(&scratch, &shop(), &FOUR[..2]).unwrap();
    assert!(published.is_unchanged());
    assert_eq!(scratch.record(), before);
    scratch.out().remove_dir("web-2/supervise").unwrap();
    export_for(&scratch, &shop(), &FOUR[..2]).unwrap();
    assert!(!scratch.out().exists("web-2"));
}

#[test]
fn directory_that_someone_else_made_stays_though_it_is_empty() {
    let scratch = Scratch::new();
    scratch.out().create_dir("web-2").unwrap();
    export_for(&scratch, &shop(), &FOUR).unwrap();
    export_for(&scratch, &shop(), &FOUR[..2]).unwrap();
    assert!(scratch.out().is_dir("web-2"));
    assert!(!scratch.out().exists("web-2/log"));
}

#[test]
fn directory_that_was_removed_meanwhile_is_no_error() {
    let scratch = Scratch::new();
    export_for(&scratch, &shop(), &FOUR).unwrap();
    scratch.out().remove_dir_all("web-2").unwrap();
    let published = export_for(&scratch, &shop(), &FOUR[..2]).unwrap();
    assert!(stale(&published).is_empty());
    let before = scratch.record();
    export_for(&scratch, &shop(), &FOUR[..2]).unwrap();
    assert_eq!(scratch.record(), before);
}

#[test]
fn rehearsing_tells_what_publishing_would_remove_and_writes_nothing() {
    let scratch = Scratch::new();
    export_for(&scratch, &shop(), &["a", "b", "c"]).unwrap();
    let before = scratch.record();
    let rehearsed = scratch
        .open()
        .rehearse(&shop(), &plan(&[file("a", "")]), false);
    assert_eq!(scratch.record(), before);
    let published = export_for(&scratch, &shop(), &["a"]).unwrap();
    assert_eq!(published, rehearsed.unwrap());
    assert_eq!(stale(&published), ["remove b", "remove c"]);
}

#[test]
fn file_becomes_a_directory_and_a_directory_a_file() {
    let scratch = Scratch::new();
    for paths in [&["a"][..], &["a/b/c"], &["a/b"], &["a/b/c", "a/d"], &["a"]] {
        let files: Vec<_> = paths.iter().map(|path| (*path, *path)).collect();
        export_text(&scratch, &files).unwrap();
        let shown = scratch.shown();
        let found = shown.iter().filter(|path| scratch.out().is_file(path));
        assert_eq!(found.collect::<Vec<_>>(), paths);
        assert!(export_text(&scratch, &files).unwrap().is_unchanged());
    }
    assert_eq!(scratch.shown(), ["a"]);
}

#[test]
fn directory_in_which_something_else_lies_does_not_become_a_file() {
    let scratch = Scratch::new();
    export_text(&scratch, &[("a/b", "1")]).unwrap();
    scratch.out().write("a/theirs", "").unwrap();
    let before = scratch.record();
    let refused = conflicts(export_text(&scratch, &[("a", "2")]));
    assert_eq!(refused, ["`a`: a directory is there"]);
    assert_eq!(scratch.record(), before);
}

#[test]
fn files_of_other_owners_are_never_stale() {
    let scratch = Scratch::new();
    export_for(&scratch, &owner("api", "systemd"), &["api.target", "api-2"]).unwrap();
    let others = [owner("api-gateway", "systemd"), owner("api", "upstart")];
    export_for(&scratch, &others[0], &["api-gateway-2"]).unwrap();
    export_for(&scratch, &others[1], &["api-2.conf"]).unwrap();
    let published = export_for(&scratch, &owner("api", "systemd"), &["api.target"]).unwrap();
    assert_eq!(stale(&published), ["remove api-2"]);
    assert_eq!(
        scratch.shown(),
        ["api-2.conf", "api-gateway-2", "api.target"]
    );
}

#[test]
fn file_that_another_owner_has_too_stays() {
    let scratch = Scratch::new();
    export_for(&scratch, &shop(), &["a", "both"]).unwrap();
    let others = [owner("other", "runit"), owner("shop", "upstart")];
    for other in &others {
        export_for(&scratch, other, &["both"]).unwrap();
        let published = export_for(&scratch, &shop(), &["a"]).unwrap();
        assert!(stale(&published).is_empty());
        assert_eq!(scratch.shown(), ["a", "both"]);
        export_for(&scratch, &shop(), &["a", "both"]).unwrap();
        export_for(&scratch, other, &[]).unwrap();
        assert_eq!(scratch.shown(), ["a", "both"]);
    }
}

#[test]
fn stage_without_owner_changes_nothing_and_keeps_no_manifest() {
    let scratch = Scratch::new();
    export(&scratch.open(), &[file("a", ""), file("b", "")]).unwrap();
    let refused = conflicts(export(&scratch.open(), &[file("a", "new")]));
    assert_eq!(
        refused,
        ["`a`: a file is there that this export did not put there"]
    );
    let published = export(&scratch.open(), &[file("a", "")]).unwrap();
    assert!(published.stale().is_empty());
    assert_eq!(scratch.shown(), ["a", "b"]);
    assert!(!scratch.out().exists(".portcullis"));
}

#[test]
fn file_that_was_there_before_the_first_export_is_owned_when_it_is_exported() {
    let scratch = Scratch::new();
    export(&scratch.open(), &[file("a", ""), file("b", "")]).unwrap();
    assert!(
        !export_for(&scratch, &shop(), &["a", "b"])
            .unwrap()
            .is_unchanged()
    );
    let published = export_for(&scratch, &shop(), &["a"]).unwrap();
    assert_eq!(stale(&published), ["remove b"]);
}

#[test]
fn other_names_of_a_removed_file_keep_its_bytes() {
    let scratch = Scratch::new();
    let files = [file("a", "text"), file("b", "text")];
    publish(scratch.open().stage_for(&shop()).unwrap(), &files).unwrap();
    let out = scratch.out();
    out.hard_link("b", &scratch.root, "outside/backup").unwrap();
    let published = publish(scratch.open().stage_for(&shop()).unwrap(), &files[..1]);
    assert_eq!(stale(&published.unwrap()), ["remove b"]);
    assert_eq!(scratch.root.read("outside/backup").unwrap(), b"text");
}

#[test]
fn file_that_is_planned_under_another_spelling_is_not_removed() {
    let scratch = Scratch::new();
    export_for(&scratch, &shop(), &["Web", "a"]).unwrap();
    // One file of two names, as on a file system that ignores case.
    let out = scratch.out();
    out.hard_link("Web", &out, "web").unwrap();
    assert!(stale(&export_for(&scratch, &shop(), &["a", "web"]).unwrap()).is_empty());
    assert_eq!(scratch.shown(), ["Web", "a", "web"]);

    let scratch = Scratch::new();
    export_for(&scratch, &shop(), &["Web", "a"]).unwrap();
    let published = export_for(&scratch, &shop(), &["a", "web"]).unwrap();
    assert_eq!(stale(&published), ["remove Web"]);
    assert_eq!(scratch.shown(), ["a", "web"]);
}

#[test]
fn failure_before_the_first_change_removes_nothing() {
    let scratch = Scratch::new();
    export_for(&scratch, &shop(), &FOUR).unwrap();
    scratch.out().create_dir("late").unwrap();
    let before = scratch.record();
    let dir = scratch.open();
    let mut stage = dir.stage_for(&shop()).unwrap();
    let files = [file("new/a", ""), file("web-1/run", "new")];
    files.iter().for_each(|file| {
        stage.write(file).unwrap();
    });
    drop(stage);
    drop(dir);
    assert_eq!(scratch.record(), before);
    conflicts(export_for(&scratch, &shop(), &["new/a", "late"]));
    assert_eq!(scratch.record(), before);
}

#[test]
fn state_is_private_and_directories_are_not_under_every_umask() {
    for mask in [0, 0o022, 0o077] {
        let scratch = Scratch::new();
        let before = umask(rustix::fs::Mode::from_raw_mode(mask));
        let published = export_for(&scratch, &shop(), &["web/run"]);
        umask(before);
        assert_eq!(published.unwrap().files()[0].1, Change::Create);
        for (path, mode) in [
            (".portcullis", 0o700),
            (".portcullis/shop", 0o700),
            (".portcullis/shop/runit.json", 0o600),
            ("web", 0o755),
        ] {
            assert_eq!(scratch.mode(path), mode, "{path}, umask {mask:03o}");
        }
    }
}

#[test]
fn two_stages_in_one_new_location_leave_nothing_behind() {
    let scratch = Scratch::new();
    let before = scratch.record();
    let location = scratch.path("out/new/location");
    let dir = OutputDir::create(&location, ambient_authority()).unwrap();
    let mut stages = [
        dir.stage_for(&shop()).unwrap(),
        dir.stage_for(&owner("other", "runit")).unwrap(),
    ];
    for stage in &mut stages {
        stage.write(&file("a", "")).unwrap();
    }
    stages.into_iter().for_each(drop);
    drop(dir);
    assert_eq!(scratch.record(), before);
}

#[test]
fn two_handles_of_one_directory_are_the_same() {
    let scratch = Scratch::new();
    let outside = OutputDir::open_existing(&scratch.path("outside"), ambient_authority());
    assert!(scratch.open().is_same(&scratch.open()).unwrap());
    assert!(!scratch.open().is_same(&outside.unwrap()).unwrap());
}
