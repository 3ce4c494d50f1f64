//! What a process that was ended left behind, and what becomes of it.

use std::collections::BTreeMap;
use std::time::Duration;

use cap_std::fs::PermissionsExt;

use super::super::apply::taken_out;
use super::super::publish::commit;
use super::super::swap;
use super::{Record, Scratch, export_text, file, plan, record_of, shop};
use crate::journal::{Journal, Operation};
use crate::{Change, OddKind, OutputErrorKind, Recovery};

pub(super) const OLD: [(&str, &str); 4] = [("a", "1"), ("d/b", "1"), ("e", "1"), ("f", "1")];

/// `e` becomes a directory, `d/b` goes, `a` is replaced, `f` stays.
pub(super) const NEW: [(&str, &str); 4] = [("a", "2"), ("c/x", "2"), ("e/y", "2"), ("f", "1")];

/// How far a publish had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// Its files were staged.
    Staged,
    /// Its journal was written, and this many operations done.
    Committed(usize),
}

/// Publishes the new files over the old ones, and is cut off.
pub(super) fn cut_off(at: Cut) -> Scratch {
    let scratch = Scratch::new();
    export_text(&scratch, &OLD).unwrap();
    begin(&scratch, at);
    scratch
}

/// Publishes the new files and takes over what is in the way, and is cut off.
pub(super) fn begin(scratch: &Scratch, at: Cut) {
    let dir = scratch.open();
    let mut stage = dir.stage_for(&shop()).unwrap().adopting(true);
    let files = NEW.map(|(path, text)| file(path, text));
    files.iter().for_each(|file| stage.write(file).unwrap());
    let mut prepared = stage.prepare(&plan(&files)).unwrap();
    let parts = prepared.parts.iter_mut().filter_map(Option::take).collect();
    let journal = Journal { parts };
    if let Cut::Committed(done) = at {
        let area = prepared.stages[0].area.as_ref().unwrap();
        commit(area, &journal).unwrap();
        let part = &journal.parts[0];
        part.operations
            .iter()
            .take(done)
            .for_each(|operation| do_one(scratch, &part.stage, operation));
    }
    // What is dropped now would be removed.
    prepared.stages[0].area = None;
}

/// Does an operation up to its look at what came out.
fn do_one(scratch: &Scratch, stage: &str, operation: &Operation) {
    let (out, path) = (scratch.out(), operation.path.as_str());
    let stage = out.open_dir(format!(".portcullis/{stage}")).unwrap();
    let number = operation.number.to_string();
    match (&operation.old, &operation.new) {
        (Some(_), Some(_)) => swap::exchange(&stage, &number, &out, path).unwrap(),
        (Some(_), None) => out.rename(path, &stage, taken_out(operation)).unwrap(),
        _ => {
            if let Some((parent, _)) = path.rsplit_once('/') {
                out.create_dir_all(parent).unwrap();
            }
            stage.rename(&number, &out, path).unwrap();
        }
    }
}

#[track_caller]
pub(super) fn recover(scratch: &Scratch) -> Recovery {
    let dir = scratch.open();
    dir.lock(Duration::ZERO).unwrap();
    dir.take_recovery()
}

/// What is in `out` apart from inodes and times, which a copy need not share.
pub(super) fn content(scratch: &Scratch) -> BTreeMap<String, (u32, Vec<u8>)> {
    let content = |record: Record| (record.mode, record.content);
    let records = scratch.record().into_iter();
    records
        .map(|(path, record)| (path, content(record)))
        .collect()
}

/// The directory after the second publish, had nothing cut it off.
pub(super) fn whole() -> BTreeMap<String, (u32, Vec<u8>)> {
    let scratch = Scratch::new();
    export_text(&scratch, &OLD).unwrap();
    export_text(&scratch, &NEW).unwrap();
    content(&scratch)
}

#[test]
fn what_was_staged_alone_is_cleared_up() {
    let scratch = cut_off(Cut::Staged);
    let recovery = recover(&scratch);
    assert!(recovery.is_cleared() && !recovery.is_completed());
    let old = Scratch::new();
    export_text(&old, &OLD).unwrap();
    assert_eq!(content(&scratch), content(&old));
    assert_eq!(recover(&scratch), Recovery::default());
}

#[test]
fn what_was_committed_is_completed_wherever_it_was_cut_off() {
    for done in 0..=5 {
        let scratch = cut_off(Cut::Committed(done));
        let recovery = recover(&scratch);
        assert!(recovery.is_completed(), "{done}");
        assert_eq!(recovery.odd(), [], "{done}");
        assert_eq!(content(&scratch), whole(), "{done}");
        let before = scratch.record();
        assert_eq!(recover(&scratch), Recovery::default());
        assert!(export_text(&scratch, &NEW).unwrap().is_unchanged());
        assert_eq!(scratch.record(), before);
    }
}

/// All is done, the stage too, and the journal still there.
fn completed_but_for_its_journal() -> Scratch {
    let scratch = cut_off(Cut::Committed(5));
    let state = scratch.out().open_dir(".portcullis").unwrap();
    state.copy(".journal", &state, "journal-before").unwrap();
    recover(&scratch);
    state.rename("journal-before", &state, ".journal").unwrap();
    scratch
}

#[test]
fn what_was_changed_after_all_was_completed_is_told_and_left() {
    let scratch = completed_but_for_its_journal();
    let out = scratch.out();
    out.write("a", "edited").unwrap();
    out.write("c/x", "edited").unwrap();
    out.write("d", "new").unwrap();
    out.remove_file("e/y").unwrap();
    let recovery = recover(&scratch);
    let odd = recovery.odd().iter();
    let mut odd: Vec<_> = odd.map(|odd| (odd.path().as_str(), odd.kind())).collect();
    odd.sort_by_key(|(path, _)| *path);
    let (changed, lost) = (OddKind::Changed, OddKind::Lost);
    assert_eq!(odd, [("a", changed), ("c/x", changed), ("e/y", lost)]);
    for (path, text) in [("a", "edited"), ("c/x", "edited"), ("d", "new")] {
        assert_eq!(out.read_to_string(path).unwrap(), text);
    }
}

#[test]
fn what_was_completed_but_for_its_journal_is_not_touched_again() {
    let scratch = completed_but_for_its_journal();
    let modified = || record_of(&scratch.root, "out").modified;
    let mut before = (modified(), scratch.record());
    before.1.remove("out/.portcullis/.journal");
    let recovery = recover(&scratch);
    assert!(recovery.is_completed());
    assert_eq!(recovery.odd(), []);
    // `e` was a file, which was to go, and is a directory. Had it been moved away
    // and back, it would have been missing for a moment.
    assert_eq!((modified(), scratch.record()), before);
}

#[test]
fn rehearsing_counts_committed_changes_as_made_and_makes_none() {
    for done in 0..=5 {
        let scratch = cut_off(Cut::Committed(done));
        let before = scratch.record();
        assert!(scratch.open().is_pending().unwrap());
        let files = NEW.map(|(path, text)| file(path, text));
        let rehearsed = scratch
            .open()
            .rehearse(&shop(), &plan(&files), false)
            .unwrap();
        let changed = rehearsed
            .files()
            .iter()
            .find(|(_, change)| *change != Change::Identical);
        assert_eq!(changed, None, "{done}");
        let files = OLD.map(|(path, text)| file(path, text));
        let rehearsed = scratch
            .open()
            .rehearse(&shop(), &plan(&files), false)
            .unwrap();
        assert_eq!(scratch.record(), before);
        let published = export_text(&scratch, &OLD).unwrap();
        assert_eq!(published.files(), rehearsed.files(), "{done}");
        assert_eq!(published.stale(), rehearsed.stale(), "{done}");
        assert!(!scratch.open().is_pending().unwrap());
    }
}

#[test]
fn an_export_recovers_by_itself() {
    let scratch = cut_off(Cut::Committed(2));
    export_text(&scratch, &OLD).unwrap();
    assert_eq!(scratch.out().read("d/b").unwrap(), b"1");
    assert_eq!(scratch.shown(), ["a", "d", "d/b", "e", "f"]);
}

#[test]
fn journal_or_stage_that_is_not_whole_was_never_committed() {
    let old = Scratch::new();
    export_text(&old, &OLD).unwrap();
    let tear: [fn(&Scratch); 4] = [
        |scratch| {
            let journal = scratch.out().read(".portcullis/.journal").unwrap();
            scratch
                .out()
                .write(".portcullis/.journal", &journal[1..])
                .unwrap();
        },
        |scratch| scratch.out().write(".portcullis/.journal", "").unwrap(),
        |scratch| stage(scratch).remove_file("1").unwrap(),
        |scratch| stage(scratch).write("manifest", "").unwrap(),
    ];
    for tear in tear {
        let scratch = cut_off(Cut::Committed(0));
        tear(&scratch);
        let recovery = recover(&scratch);
        assert!(recovery.is_cleared() && !recovery.is_completed());
        assert_eq!(content(&scratch), content(&old));
    }
}

pub(super) fn stage(scratch: &Scratch) -> cap_std::fs::Dir {
    let state = scratch.out().open_dir(".portcullis").unwrap();
    let names = state.entries().unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let name = names.into_iter().find(|name| name.starts_with(".stage-"));
    state.open_dir(name.unwrap()).unwrap()
}

#[test]
fn damaged_journal_of_which_something_was_done_stops_everything() {
    for done in 1..=5 {
        let scratch = cut_off(Cut::Committed(done));
        let out = scratch.out();
        let journal = out.read(".portcullis/.journal").unwrap();
        if done == 5 {
            // The one that is created has a second name for as long as it is staged.
            out.hard_link("c/x", &stage(&scratch), "1").unwrap();
        }
        out.write(".portcullis/.journal", &journal[..journal.len() / 2])
            .unwrap();
        let before = scratch.record();
        let error = export_text(&scratch, &NEW).unwrap_err();
        assert!(error.to_string().contains("is damaged"), "{error}");
        assert!(error.hint().is_some());
        assert!(scratch.open().is_pending().is_err());
        assert_eq!(scratch.record(), before);
        out.write(".portcullis/.journal", journal).unwrap();
        assert!(recover(&scratch).is_completed());
        assert_eq!(content(&scratch), whole());
    }
}

#[test]
fn directory_that_someone_made_where_one_is_to_come_keeps_its_mode() {
    for (mode, expected) in [(0o700, 0o700), (0o1777, 0o1777), (0o1700, 0o755)] {
        let scratch = cut_off(Cut::Committed(0));
        scratch.out().create_dir("c").unwrap();
        let permissions = cap_std::fs::Permissions::from_mode(mode);
        scratch.out().set_permissions("c", permissions).unwrap();
        assert!(recover(&scratch).is_completed());
        assert_eq!(scratch.mode("c"), expected);
        assert_eq!(scratch.out().read("c/x").unwrap(), b"2");
    }
}

/// What was put into it can outlast power where the mode that it was given does not.
#[test]
fn directory_that_power_left_unfinished_is_finished_with_what_is_ours_in_it() {
    for (inside, expected) in [("c/x", 0o755), ("c/mine", 0o1755)] {
        let scratch = cut_off(Cut::Committed(0));
        scratch.out().create_dir("c").unwrap();
        scratch.out().write(inside, "2").unwrap();
        let permissions = cap_std::fs::Permissions::from_mode(0o1755);
        scratch.out().set_permissions("c", permissions).unwrap();
        assert!(recover(&scratch).is_completed());
        assert_eq!(scratch.mode("c"), expected, "{inside}");
        assert_eq!(scratch.out().read(inside).unwrap(), b"2");
    }
}

#[test]
fn what_someone_changed_meanwhile_is_left_and_told_and_the_rest_goes_on() {
    let scratch = cut_off(Cut::Committed(0));
    scratch.out().write("a", "edited").unwrap();
    scratch.out().create_dir("c").unwrap();
    scratch.out().write("c/x", "theirs").unwrap();
    let recovery = recover(&scratch);
    let odd: Vec<_> = recovery
        .odd()
        .iter()
        .map(|odd| (odd.path().as_str(), odd.kind()))
        .collect();
    assert_eq!(odd, [("a", OddKind::Changed), ("c/x", OddKind::Changed)]);
    assert_eq!(scratch.out().read("a").unwrap(), b"edited");
    assert_eq!(scratch.out().read("c/x").unwrap(), b"theirs");
    assert_eq!(scratch.out().read("e/y").unwrap(), b"2");
    assert_eq!(recover(&scratch), Recovery::default());
    let refused = super::conflicts(export_text(&scratch, &NEW));
    assert_eq!(refused.len(), 2, "{refused:?}");
}

#[test]
fn edit_that_came_out_of_an_exchange_is_put_back() {
    let scratch = cut_off(Cut::Committed(0));
    scratch.out().write("a", "edited").unwrap();
    // As if it were cut off between the exchange and the look.
    swap::exchange(&stage(&scratch), "0", &scratch.out(), "a").unwrap();
    assert_eq!(scratch.out().read("a").unwrap(), b"2");
    let recovery = recover(&scratch);
    assert_eq!(recovery.odd()[0].path().as_str(), "a");
    assert_eq!(scratch.out().read("a").unwrap(), b"edited");
}

#[test]
fn journal_that_is_not_to_be_followed_stops_everything() {
    let scratch = cut_off(Cut::Committed(1));
    let journal = ".portcullis/.journal";
    let text = scratch.out().read_to_string(journal).unwrap();
    let document = text.lines().next().unwrap();
    let later = document.replace("\"schema\":1", "\"schema\":2");
    let digest = crate::Digest::of(later.as_bytes());
    scratch
        .out()
        .write(journal, format!("{later}\n{digest}\n"))
        .unwrap();
    let before = scratch.record();
    let error = export_text(&scratch, &NEW).unwrap_err();
    assert!(matches!(error.kind(), OutputErrorKind::Journal(_)));
    assert!(error.hint().is_some());
    assert_eq!(scratch.record(), before);
    scratch.out().write(journal, text).unwrap();
    assert!(recover(&scratch).is_completed());
    assert_eq!(content(&scratch), whole());
}

#[test]
fn version_before_is_kept_with_its_manifest() {
    let scratch = Scratch::new();
    export_text(&scratch, &OLD).unwrap();
    let state = scratch.out().open_dir(".portcullis/shop").unwrap();
    assert!(!state.exists("runit.previous"));
    let manifest = state.read("runit.json").unwrap();
    export_text(&scratch, &NEW).unwrap();
    assert_eq!(state.read("runit.previous/manifest").unwrap(), manifest);
    assert_eq!(kept(&scratch), ["1", "1", "1"]);
    export_text(&scratch, &OLD).unwrap();
    assert_eq!(kept(&scratch), ["2", "2", "2"]);
    assert_eq!(state.entries().unwrap().count(), 2);
    let before = scratch.record();
    let dir = scratch.open();
    let published = dir.prepare_rollback(&[shop()]).unwrap().publish().unwrap();
    assert_eq!(published[0].odd(), []);
    drop(dir);
    assert!(export_text(&scratch, &NEW).unwrap().is_unchanged());
    let dir = scratch.open();
    dir.prepare_rollback(&[shop()]).unwrap().publish().unwrap();
    let after = scratch.record();
    let names = |records: &BTreeMap<String, Record>| records.keys().len();
    assert_eq!(names(&after), names(&before));
}

/// The bytes of the files of the version before.
fn kept(scratch: &Scratch) -> Vec<String> {
    let records = scratch.record().into_iter();
    let kept =
        records.filter(|(path, _)| path.contains(".previous/") && !path.ends_with("manifest"));
    kept.map(|(_, record)| String::from_utf8(record.content).unwrap())
        .collect()
}
