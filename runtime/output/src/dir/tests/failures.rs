//! Exports that fail: each leaves the directory exactly as it was.

use cap_std::ambient_authority;

use super::{Scratch, chain, conflicts, export, file};
use crate::{OutputDir, OutputErrorKind, Plan};

/// A directory with something of everything in it.
fn furnished() -> Scratch {
    let scratch = Scratch::new();
    export(
        &scratch.open(),
        &[file("a", "old"), file("d/e", "old"), file("d/f/g", "old")],
    )
    .unwrap();
    scratch.out().symlink("a", "link").unwrap();
    scratch.out().create_dir("dir").unwrap();
    scratch
}

#[test]
fn failure_while_staging_changes_nothing() {
    let scratch = furnished();
    let before = scratch.record();
    for bad in ["dir", "link/x", "a/x"] {
        let files = [
            file("a", "new"),
            file("d/e", "new"),
            file("n/e/w", "new"),
            file(bad, "new"),
        ];
        if bad != "a/x" {
            export(&scratch.open(), &files).unwrap_err();
        }
        conflicts(export(&scratch.open(), &files[1..]));
        assert_eq!(scratch.record(), before, "{bad}");
    }
}

#[test]
fn dropped_stage_changes_nothing() {
    let scratch = furnished();
    let before = scratch.record();
    let dir = scratch.open();
    let mut stage = dir.stage().unwrap();
    for path in ["a", "n/e/w", "link"] {
        stage.write(&file(path, "new")).unwrap();
    }
    assert!(scratch.out().exists(".portcullis"));
    drop(stage);
    assert_eq!(scratch.record(), before);
}

#[test]
fn journal_that_is_there_is_left_alone() {
    let scratch = furnished();
    let dir = scratch.open();
    let mut stage = dir.stage().unwrap();
    let fresh = file("b", "new");
    let mut plan = Plan::new();
    plan.accept(&fresh).unwrap();
    stage.write(&fresh).unwrap();
    let prepared = stage.prepare(&plan).unwrap();
    let journal = ".portcullis/.journal";
    scratch.out().write(journal, "of others").unwrap();
    let error = prepared.publish().unwrap_err();
    assert!(chain(&error).contains("exists"), "{}", chain(&error));
    assert_eq!(scratch.out().read(journal).unwrap(), b"of others");
    assert!(!scratch.out().exists("b"));
}

#[test]
fn obstacle_that_appears_after_staging_is_found_before_publishing() {
    let scratch = furnished();
    let dir = scratch.open();
    let mut plan = Plan::new();
    let mut stage = dir.stage().unwrap();
    for file in [file("b", "new"), file("n/e/w", "new"), file("late", "new")] {
        plan.accept(&file).unwrap();
        stage.write(&file).unwrap();
    }
    scratch.out().create_dir("late").unwrap();
    let mut before = scratch.record();
    before.retain(|path, _| !path.contains(".portcullis"));
    assert_eq!(
        conflicts(stage.publish(&plan)),
        ["`late`: a directory is there"]
    );
    assert_eq!(scratch.record(), before);
}

#[test]
fn state_directory_that_was_there_stays_when_an_export_is_refused() {
    let scratch = furnished();
    scratch.out().create_dir(".portcullis").unwrap();
    let before = scratch.record();
    conflicts(export(&scratch.open(), &[file("b", ""), file("dir", "")]));
    assert_eq!(scratch.record(), before);
}

#[test]
fn plan_that_was_not_staged_is_refused() {
    let scratch = furnished();
    let before = scratch.record();
    let (one, two) = (file("a", "new"), file("b", "new"));
    for (planned, staged) in [
        (vec![&one], vec![&one, &two]),
        (vec![&one, &two], vec![&one]),
        (vec![&two, &one], vec![&one, &two]),
        (vec![&one], vec![]),
        (vec![&file("a", "other")], vec![&one]),
    ] {
        let dir = scratch.open();
        let mut plan = Plan::new();
        let mut stage = dir.stage().unwrap();
        planned
            .into_iter()
            .for_each(|file| plan.accept(file).unwrap());
        staged.into_iter().for_each(|file| {
            stage.write(file).unwrap();
        });
        let error = stage.publish(&plan).unwrap_err();
        assert!(matches!(error.kind(), OutputErrorKind::NotAsStaged));
        assert_eq!(scratch.record(), before);
    }
}

#[test]
fn location_that_did_not_exist_is_gone_after_a_failure() {
    let scratch = Scratch::new();
    let before = scratch.record();
    let location = scratch.path("out/new/location");
    let dir = OutputDir::create(&location, ambient_authority()).unwrap();
    let mut stage = dir.stage().unwrap();
    stage.write(&file("a/b", "new")).unwrap();
    assert!(scratch.out().is_dir("new/location/.portcullis"));
    drop(stage);
    assert_eq!(scratch.record(), before);

    drop(OutputDir::create(&location, ambient_authority()).unwrap());
    assert_eq!(scratch.record(), before);
}

#[test]
fn location_that_someone_else_uses_meanwhile_stays() {
    let scratch = Scratch::new();
    let location = scratch.path("out/new/location");
    let dir = OutputDir::create(&location, ambient_authority()).unwrap();
    scratch.out().write("new/theirs", "theirs").unwrap();
    drop(dir);
    assert!(!scratch.out().exists("new/location"));
    assert!(scratch.out().exists("new/theirs"));
}

#[test]
fn location_that_cannot_be_made_or_opened_is_an_error() {
    let scratch = furnished();
    scratch.out().symlink("missing", "dangling").unwrap();
    let before = scratch.record();
    let long = format!("out/n/{}", "w".repeat(256));
    for path in ["out/a", "out/a/b", "out/dangling", "out/missing/..", &long] {
        let created = OutputDir::create(&scratch.path(path), ambient_authority());
        assert!(created.is_err(), "{path}");
        assert_eq!(scratch.record(), before, "{path}");
    }
    let opened = OutputDir::open_existing(&scratch.path("out/new"), ambient_authority());
    let error = opened.unwrap_err();
    assert!(error.is_not_found());
    assert!(
        chain(&error).starts_with("open directory `"),
        "{}",
        chain(&error)
    );
}
