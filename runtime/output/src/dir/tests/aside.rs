//! File systems that exchange two names in three steps: what came out lies aside
//! until it has its name.

use cap_std::fs::Dir;

use super::super::swap;
use super::recovering::{Cut, OLD, begin, content, cut_off, recover, stage, whole};
use super::{Scratch, export_text};
use crate::{OddKind, Recovery};

/// Does so many of the first two steps.
fn exchange(scratch: &Scratch, number: &str, place: (&Dir, &str), steps: usize) {
    let (stage, (dir, path)) = (stage(scratch), place);
    if steps > 0 {
        dir.hard_link(path, &stage, format!("{number}.aside"))
            .unwrap();
    }
    if steps > 1 {
        stage.rename(number, dir, path).unwrap();
    }
}

#[test]
fn exchange_that_was_cut_off_between_its_steps_is_gone_on_with() {
    for steps in 0..=2 {
        let scratch = cut_off(Cut::Committed(0));
        exchange(&scratch, "0", (&scratch.out(), "a"), steps);
        let recovery = recover(&scratch);
        assert!(recovery.is_completed(), "{steps}");
        assert_eq!(recovery.odd(), [], "{steps}");
        assert_eq!(content(&scratch), whole(), "{steps}");
        assert_eq!(recover(&scratch), Recovery::default());
    }
}

#[test]
fn version_before_is_kept_where_the_exchange_of_manifests_was_cut_off() {
    for steps in 0..=2 {
        let scratch = cut_off(Cut::Committed(5));
        let state = scratch.out().open_dir(".portcullis/shop").unwrap();
        exchange(&scratch, "manifest", (&state, "runit.json"), steps);
        assert_eq!(recover(&scratch).odd(), [], "{steps}");
        assert_eq!(content(&scratch), whole(), "{steps}");
    }
}

#[test]
fn edit_that_lies_aside_is_put_back() {
    for steps in 1..=2 {
        let scratch = cut_off(Cut::Committed(0));
        scratch.out().write("a", "edited").unwrap();
        exchange(&scratch, "0", (&scratch.out(), "a"), steps);
        let recovery = recover(&scratch);
        let [odd] = recovery.odd() else {
            panic!("{recovery:?}")
        };
        assert_eq!((odd.path().as_str(), odd.kind()), ("a", OddKind::Changed));
        assert_eq!(scratch.out().read("a").unwrap(), b"edited");
    }
}

/// An edit that was to be taken over when the export was cut off.
fn edited_and_begun() -> Scratch {
    let scratch = Scratch::new();
    export_text(&scratch, &OLD).unwrap();
    scratch.out().write("a", "edited").unwrap();
    begin(&scratch, Cut::Committed(0));
    scratch
}

/// Where the edit is kept after a recovery.
fn kept(scratch: &Scratch) -> String {
    let recovery = recover(scratch);
    let [backup] = recovery.backups() else {
        panic!("{recovery:?}")
    };
    backup.place().to_owned()
}

#[test]
fn adopted_edit_that_lies_aside_is_kept() {
    for steps in 1..=2 {
        let scratch = edited_and_begun();
        exchange(&scratch, "0", (&scratch.out(), "a"), steps);
        assert_eq!(scratch.out().read(kept(&scratch)).unwrap(), b"edited");
        assert_eq!(scratch.out().read("a").unwrap(), b"2");
    }
}

#[test]
fn adopted_edit_that_lies_aside_shows_that_something_was_done() {
    let scratch = edited_and_begun();
    exchange(&scratch, "0", (&scratch.out(), "a"), 2);
    // Nothing else does: the new file is neither in the stage nor in its place.
    scratch.out().write("a", "edited again").unwrap();
    assert_eq!(scratch.out().read(kept(&scratch)).unwrap(), b"edited");
    assert_eq!(scratch.out().read("a").unwrap(), b"edited again");
}

#[test]
fn move_of_two_steps_that_was_cut_off_is_gone_on_with() {
    let scratch = Scratch::new();
    let out = scratch.out();
    out.write("a", "text").unwrap();
    out.hard_link("a", &out, "b").unwrap();
    swap::move_to_free(&out, "a", &out, "b").unwrap();
    assert_eq!(scratch.shown(), ["b"]);
    out.write("a", "other").unwrap();
    let taken = swap::move_to_free(&out, "a", &out, "b");
    assert_eq!(taken, Err(rustix::io::Errno::EXIST));
    assert_eq!(scratch.shown(), ["a", "b"]);
}

#[test]
fn trying_a_file_system_leaves_nothing() {
    let scratch = Scratch::new();
    scratch.out().write("a", "text").unwrap();
    let before = scratch.record();
    for is_replacing in [false, true] {
        assert_eq!(swap::is_able(&scratch.out(), "a", is_replacing), Ok(true));
        assert_eq!(scratch.record(), before);
    }
}
