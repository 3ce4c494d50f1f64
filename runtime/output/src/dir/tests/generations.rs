//! Generations: which are kept, which go, and what a cut-off leaves of them.

use std::num::NonZeroUsize;

use cap_std::fs::{Permissions, PermissionsExt};
use rustix::fs::{AtFlags, IFlags, Uid, chownat};
use rustix::process::geteuid;

use super::super::generations::HISTORY;
use super::protected::Fixed;
use super::{Scratch, conflicts, file, plan, shop};
use crate::history::{History, digest_of};
use crate::{Digest, OutputDir, OutputError, OutputErrorKind, PreparedGeneration, Published};

fn prepare<'dir>(
    dir: &'dir OutputDir,
    text: &str,
    keep: usize,
) -> Result<PreparedGeneration<'dir>, OutputError> {
    let files = [file("a", text), file("d/b", "same")];
    let keep = NonZeroUsize::new(keep).unwrap();
    let mut generation = dir.stage_generation(&shop(), keep)?;
    files
        .iter()
        .for_each(|file| generation.write(file).unwrap());
    generation.prepare(&plan(&files))
}

fn export(scratch: &Scratch, text: &str, keep: usize) -> Result<Published, OutputError> {
    let dir = scratch.open();
    prepare(&dir, text, keep)?.publish()
}

/// Where these were exported, one after another, and so many are kept.
fn exported(texts: &[&str], keep: usize) -> Scratch {
    let scratch = Scratch::new();
    for text in texts {
        export(&scratch, text, keep).unwrap();
    }
    scratch
}

/// Puts something into a file of a generation.
fn write(scratch: &Scratch, text: &str, content: &str) {
    let file = format!("{}/a", place(text));
    scratch.out().write(file, content).unwrap();
}

fn name(text: &str) -> Digest {
    digest_of(plan(&[file("a", text), file("d/b", "same")]).entries())
}

fn place(text: &str) -> String {
    format!(".gen/{}", name(text))
}

/// The texts of the generations, oldest first, and that of the current one.
fn known(scratch: &Scratch, texts: &[&'static str]) -> (Vec<&'static str>, &'static str) {
    let dir = scratch.open();
    dir.lock(std::time::Duration::ZERO).unwrap();
    let (_, states) = dir.generations().unwrap().unwrap();
    let text = |digest| texts.iter().find(|text| name(text) == digest).copied();
    let all = states.iter().map(|state| text(state.digest()).unwrap());
    let current = states.iter().find(|state| state.is_current()).unwrap();
    (all.collect(), text(current.digest()).unwrap())
}

/// The names in `.gen`, without those of these generations.
fn others(scratch: &Scratch, texts: &[&str]) -> Vec<String> {
    let entries = scratch.out().read_dir(".gen").unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| {
            !texts
                .iter()
                .any(|text| place(text) == format!(".gen/{name}"))
        })
        .collect()
}

/// Leaves a history as it is in the middle of an export.
fn write_history(scratch: &Scratch, generations: &[&str], next: &[&str]) {
    let names = |texts: &[&str]| texts.iter().map(|text| name(text)).collect();
    let history = History {
        owner: shop(),
        generations: names(generations),
        next: names(next),
        is_removed: false,
    };
    let bytes = history.to_json().unwrap();
    scratch
        .out()
        .write(format!(".portcullis/{HISTORY}"), bytes)
        .unwrap();
}

fn lead_to(scratch: &Scratch, text: &str) {
    let out = scratch.out();
    out.remove_file("current").unwrap();
    out.symlink(place(text), "current").unwrap();
}

fn allow(scratch: &Scratch, path: &str, mode: u32) {
    let mode = Permissions::from_mode(mode);
    scratch.out().set_permissions(path, mode).unwrap();
}

#[test]
fn what_is_prepared_and_dropped_leaves_all_as_it_was() {
    let scratch = exported(&["1", "2"], 2);
    let before = scratch.record();
    drop(prepare(&scratch.open(), "3", 2).unwrap());
    assert_eq!(scratch.record(), before);
    scratch.out().remove_file("current").unwrap();
    scratch.out().write("current", "theirs").unwrap();
    let before = scratch.record();
    let refused = prepare(&scratch.open(), "3", 2).unwrap_err();
    assert!(matches!(refused.kind(), OutputErrorKind::Conflicts(_)));
    assert_eq!(scratch.record(), before);
}

#[test]
fn edited_generations_are_kept_and_told_and_not_counted() {
    let scratch = exported(&["1", "2"], 2);
    write(&scratch, "1", "edited");
    let told = export(&scratch, "3", 2).unwrap();
    assert_eq!(told.edited(), [name("1")]);
    assert_eq!(
        known(&scratch, &["1", "2", "3"]),
        (vec!["1", "2", "3"], "3")
    );
    // The current one is edited and left behind.
    scratch
        .out()
        .write(format!("{}/more", place("3")), "")
        .unwrap();
    let told = export(&scratch, "4", 2).unwrap();
    assert_eq!(told.edited(), [name("1"), name("3")]);
    let all = ["1", "2", "3", "4"];
    assert_eq!(known(&scratch, &all), (vec!["1", "3", "4"], "4"));
    // Nothing is to be done, since what would go was edited.
    assert!(export(&scratch, "4", 2).unwrap().is_unchanged());
    write(&scratch, "1", "1");
    assert!(!export(&scratch, "4", 2).unwrap().is_unchanged());
    assert_eq!(known(&scratch, &all), (vec!["3", "4"], "4"));
    assert_eq!(others(&scratch, &["3", "4"]), Vec::<String>::new());
}

#[test]
fn what_no_history_knows_stays() {
    let scratch = Scratch::new();
    export(&scratch, "1", 1).unwrap();
    let theirs = "ab".repeat(32);
    scratch.out().create_dir(format!(".gen/{theirs}")).unwrap();
    scratch.out().write(format!(".gen/{theirs}/a"), "").unwrap();
    export(&scratch, "2", 1).unwrap();
    assert_eq!(others(&scratch, &["2"]), [&*theirs]);
    let told = scratch.open().strangers_of_generations().unwrap();
    assert_eq!(told, [format!(".gen/{theirs}")]);
    scratch.open().remove_generations().unwrap();
    assert_eq!(others(&scratch, &[]), [&*theirs]);
}

#[test]
fn what_has_the_name_of_the_new_generation_refuses_it() {
    let scratch = Scratch::new();
    export(&scratch, "1", 2).unwrap();
    scratch.out().create_dir(place("2")).unwrap();
    let before = scratch.record();
    assert!(export(&scratch, "2", 2).is_err());
    assert_eq!(scratch.record(), before);
}

#[test]
fn fewer_are_kept_though_nothing_else_changes() {
    let scratch = exported(&["1", "2", "3"], 3);
    assert!(export(&scratch, "3", 3).unwrap().is_unchanged());
    let told = export(&scratch, "3", 1).unwrap();
    assert!(!told.is_unchanged());
    assert_eq!(others(&scratch, &["3"]), Vec::<String>::new());
    assert_eq!(known(&scratch, &["3"]), (vec!["3"], "3"));
}

#[test]
fn a_generation_that_is_gone_is_made_anew() {
    let scratch = exported(&["1", "2"], 3);
    scratch.out().remove_dir_all(place("2")).unwrap();
    scratch.out().remove_dir_all(place("1")).unwrap();
    export(&scratch, "2", 3).unwrap();
    assert_eq!(known(&scratch, &["1", "2"]), (vec!["2"], "2"));
    assert_eq!(
        scratch.out().read(format!("{}/a", place("2"))).unwrap(),
        b"2"
    );
}

#[test]
fn rollback_leads_to_what_is_whole_or_nowhere() {
    let scratch = exported(&["1", "2"], 2);
    write(&scratch, "1", "edited");
    for why in ["it was edited since", "it is not there any more"] {
        let before = scratch.record();
        for is_dry in [true, false] {
            let refused = scratch.open().flip_back(is_dry).unwrap_err();
            assert!(refused.to_string().contains(why), "{refused}");
            assert!(matches!(refused.kind(), OutputErrorKind::NothingKept(_)));
        }
        assert_eq!(scratch.record(), before);
        let _ = scratch.out().remove_dir_all(place("1"));
    }
    export(&scratch, "1", 2).unwrap();
    assert_eq!(scratch.open().flip_back(false).unwrap(), name("2"));
}

#[test]
fn what_was_cut_off_before_the_link_never_was() {
    let scratch = exported(&["1", "2", "3"], 3);
    // The third was cut off, when it came back to it after a rollback or was new.
    for before in [&["1", "2", "3"][..], &["1", "2"]] {
        lead_to(&scratch, "2");
        write_history(&scratch, before, &["2", "3"]);
        let (files, keep) = ([file("a", "3"), file("d/b", "same")], NonZeroUsize::MIN);
        let dir = scratch.open();
        dir.rehearse_generation(&shop(), keep, &plan(&files))
            .unwrap();
        let (all, current) = known(&scratch, &["1", "2", "3"]);
        assert_eq!((&*all, current), (before, "2"));
        assert_eq!(others(&scratch, before), Vec::<String>::new());
    }
}

#[test]
fn what_was_cut_off_after_the_link_is_completed() {
    let scratch = exported(&["1", "2", "3"], 3);
    write_history(&scratch, &["1", "2"], &["2", "3"]);
    assert_eq!(known(&scratch, &["2", "3"]), (vec!["2", "3"], "3"));
    assert_eq!(others(&scratch, &["2", "3"]), Vec::<String>::new());
    // So that a rollback does not lose it.
    scratch.open().flip_back(false).unwrap();
    assert_eq!(known(&scratch, &["2", "3"]), (vec!["2", "3"], "2"));
}

#[test]
fn what_nobody_but_the_superuser_can_read_any_more_stays_and_locks_nobody_out() {
    if geteuid().is_root() {
        return;
    }
    let scratch = exported(&["1", "2", "3"], 3);
    write_history(&scratch, &["1", "2"], &["2", "3"]);
    let below = format!("{}/d", place("1"));
    allow(&scratch, &below, 0o000);
    let all = ["1", "2", "3"];
    assert_eq!(known(&scratch, &all), (all.to_vec(), "3"));
    let told = export(&scratch, "3", 2).unwrap();
    assert_eq!(told.edited(), [name("1")]);
    allow(&scratch, &below, 0o755);
}

#[test]
fn history_that_nobody_would_read_refuses_the_export_before_anything_is_changed() {
    let scratch = Scratch::new();
    export(&scratch, "1", 2).unwrap();
    // The longest history that is read.
    let texts: Vec<_> = (2..15_649).map(|number| number.to_string()).collect();
    let gone = texts.iter().map(String::as_str);
    write_history(&scratch, &gone.chain(["1"]).collect::<Vec<_>>(), &[]);
    let before = scratch.record();
    let refused = export(&scratch, "new", 2).unwrap_err();
    assert!(
        refused.to_string().contains("keep fewer generations"),
        "{refused}"
    );
    assert_eq!(scratch.record(), before);
}

#[test]
fn what_is_put_in_the_place_of_the_link_meanwhile_refuses_the_export() {
    for texts in [&["1"][..], &["1", "2"]] {
        let scratch = Scratch::new();
        let (new, before) = texts.split_last().unwrap();
        for text in before {
            export(&scratch, text, 2).unwrap();
        }
        let dir = scratch.open();
        let prepared = prepare(&dir, new, 2).unwrap();
        let _ = scratch.out().remove_file("current");
        scratch.out().write("current", "theirs").unwrap();
        let theirs = ["`current`: a file is there that this export did not put there"];
        assert_eq!(conflicts(prepared.publish()), theirs);
        assert_eq!(scratch.out().read("current").unwrap(), b"theirs");
        assert!(!scratch.out().exists(place(new)));
    }
}

#[test]
fn link_that_somebody_led_elsewhere_meanwhile_stays() {
    let scratch = exported(&["1", "2"], 3);
    let dir = scratch.open();
    let prepared = prepare(&dir, "3", 3).unwrap();
    lead_to(&scratch, "1");
    let theirs = ["`current`: a symbolic link is there"];
    assert_eq!(conflicts(prepared.publish()), theirs);
    drop(dir);
    assert_eq!(known(&scratch, &["1", "2"]), (vec!["1", "2"], "1"));
}

#[test]
fn directories_that_are_read_only_go_as_others_do() {
    let scratch = Scratch::new();
    for text in ["1", "2"] {
        export(&scratch, text, 2).unwrap();
        allow(&scratch, &format!("{}/d", place(text)), 0o555);
        allow(&scratch, &place(text), 0o555);
    }
    assert_eq!(export(&scratch, "3", 2).unwrap().edited(), []);
    assert_eq!(others(&scratch, &["2", "3"]), Vec::<String>::new());
    scratch.open().remove_generations().unwrap();
    assert_eq!(scratch.shown(), Vec::<String>::new());
    assert!(!scratch.out().exists(".portcullis"));
}

#[track_caller]
fn keeps_the_first(scratch: &Scratch) {
    let before = scratch.record();
    let removed = scratch.open().remove_generations().unwrap_err();
    assert!(matches!(removed.kind(), OutputErrorKind::Conflicts(_)));
    assert_eq!(scratch.record(), before);
    assert_eq!(export(scratch, "3", 2).unwrap().edited(), [name("1")]);
    let all = ["1", "2", "3"];
    assert_eq!(known(scratch, &all), (all.to_vec(), "3"));
    assert!(scratch.out().exists(format!("{}/d/b", place("1"))));
}

#[test]
fn generations_that_somebody_took_over_are_kept_and_told() {
    for path in ["/d/b", "/d", ""] {
        let scratch = exported(&["1", "2"], 2);
        let path = format!("{}{path}", place("1"));
        let user = Some(Uid::from_raw(12_345));
        if chownat(scratch.out(), path, user, None, AtFlags::empty()).is_err() {
            return;
        }
        keeps_the_first(&scratch);
    }
}

#[test]
fn generations_that_somebody_protected_are_kept_and_told() {
    for (path, flag) in [
        ("/a", IFlags::IMMUTABLE),
        ("/d", IFlags::APPEND),
        ("", IFlags::IMMUTABLE),
    ] {
        let scratch = exported(&["1", "2"], 2);
        let path = format!("{}{path}", place("1"));
        let Some(_fixed) = Fixed::new(&scratch.out(), &path, flag) else {
            return;
        };
        keeps_the_first(&scratch);
    }
}

#[test]
fn stage_that_cannot_be_removed_is_told_and_keeps_nobody_out() {
    let scratch = Scratch::new();
    export(&scratch, "1", 2).unwrap();
    let stage = ".portcullis/.stage-0123456789abcdef";
    let below = format!("{stage}/d");
    scratch.out().create_dir_all(&below).unwrap();
    let fixed = match geteuid().is_root() {
        true => match Fixed::new(&scratch.out(), &below, IFlags::IMMUTABLE) {
            None => return,
            fixed => fixed,
        },
        false => None,
    };
    if fixed.is_none() {
        allow(&scratch, &below, 0o000);
    }
    let dir = scratch.open();
    dir.lock(std::time::Duration::ZERO).unwrap();
    assert_eq!(dir.take_recovery().refused(), [stage]);
    drop(dir);
    export(&scratch, "2", 2).unwrap();
    if fixed.is_none() {
        allow(&scratch, &below, 0o755);
    }
    drop(fixed);
    export(&scratch, "3", 2).unwrap();
    assert!(!scratch.out().exists(stage));
}

#[test]
fn link_that_may_not_be_taken_away_refuses_whatever_would() {
    let scratch = exported(&["1", "2"], 2);
    let Some(_fixed) = Fixed::new(&scratch.out(), ".", IFlags::APPEND) else {
        return;
    };
    let refused = |error: OutputError| {
        let expected = "`current`: its directory is append-only (`chattr -a` ends that)";
        assert_eq!(conflicts(Err(error)), [expected]);
    };
    let before = scratch.record();
    refused(prepare(&scratch.open(), "3", 2).unwrap_err());
    for is_dry in [true, false] {
        refused(scratch.open().flip_back(is_dry).unwrap_err());
    }
    refused(scratch.open().remove_generations().unwrap_err());
    assert_eq!(scratch.record(), before);
    assert!(export(&scratch, "2", 2).unwrap().is_unchanged());
}
