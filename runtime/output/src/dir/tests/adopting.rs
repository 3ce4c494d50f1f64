//! What is taken over when that is asked for, and where it is kept.

use super::{Scratch, conflicts, export_for, export_text, file, owner, plan, shop, stale};
use crate::{Change, OutputError, Published};

/// Exports text for the usual owner over whatever can be taken over.
pub(super) fn adopt(scratch: &Scratch, files: &[(&str, &str)]) -> Result<Published, OutputError> {
    let files: Vec<_> = files.iter().map(|(path, text)| file(path, text)).collect();
    let dir = scratch.open();
    let mut stage = dir.stage_for(&shop())?.adopting(true);
    files.iter().try_for_each(|file| stage.write(file))?;
    stage.publish(&plan(&files))
}

/// The bytes of what was kept of each path.
fn kept(scratch: &Scratch, published: &Published) -> Vec<(String, Vec<u8>)> {
    let backups = published.backups().iter();
    let read = |place: &str| scratch.out().read(place).unwrap();
    backups
        .map(|backup| (backup.path().to_string(), read(backup.place())))
        .collect()
}

#[test]
fn edited_and_unowned_files_are_replaced_and_kept() {
    let scratch = Scratch::new();
    export_text(&scratch, &[("a", "1"), ("d/b", "1")]).unwrap();
    scratch.out().write("d/b", "edited").unwrap();
    scratch.out().write("d/c", "theirs").unwrap();
    let new = [("a", "2"), ("d/b", "2"), ("d/c", "2")];
    let published = adopt(&scratch, &new).unwrap();
    let changes: Vec<_> = published
        .files()
        .iter()
        .map(|(_, change)| *change)
        .collect();
    assert_eq!(changes, [Change::Replace, Change::Adopt, Change::Adopt]);
    let expected = [("d/b", "edited"), ("d/c", "theirs")];
    let expected = expected.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    assert_eq!(kept(&scratch, &published), expected);
    assert!(export_text(&scratch, &new).unwrap().is_unchanged());
    // A later one is kept beside it.
    scratch.out().write("d/b", "again").unwrap();
    let again = adopt(&scratch, &new).unwrap();
    assert_eq!(kept(&scratch, &again)[0].1, b"again");
    assert_eq!(kept(&scratch, &published), expected);
}

#[test]
fn edited_stale_file_is_removed_and_kept() {
    let scratch = Scratch::new();
    export_text(&scratch, &[("a", "1"), ("d/b", "1")]).unwrap();
    scratch.out().write("d/b", "edited").unwrap();
    let published = adopt(&scratch, &[("a", "1")]).unwrap();
    assert_eq!(stale(&published), ["remove d/b"]);
    assert_eq!(kept(&scratch, &published)[0].1, b"edited");
    assert_eq!(scratch.shown(), ["a"]);
}

#[test]
fn stale_file_that_became_a_directory_is_left_and_forgotten() {
    let scratch = Scratch::new();
    export_text(&scratch, &[("a", "1"), ("b", "1")]).unwrap();
    scratch.out().remove_file("b").unwrap();
    scratch.out().create_dir("b").unwrap();
    conflicts(export_text(&scratch, &[("a", "1")]));
    assert_eq!(stale(&adopt(&scratch, &[("a", "1")]).unwrap()), ["keep b"]);
    assert!(export_text(&scratch, &[("a", "1")]).unwrap().is_unchanged());
    assert!(scratch.out().is_dir("b"));
}

#[test]
fn file_of_another_owner_is_taken_over() {
    let scratch = Scratch::new();
    export_for(&scratch, &owner("other", "runit"), &["a"]).unwrap();
    let published = adopt(&scratch, &[("a", "new")]).unwrap();
    assert_eq!(published.files()[0].1, Change::Adopt);
    let refused = conflicts(export_for(&scratch, &owner("other", "runit"), &["a"]));
    assert_eq!(refused, ["`a`: it is a file of `shop` by `runit`"]);
}

#[test]
fn nothing_is_taken_over_that_is_in_nobody_s_way() {
    let scratch = Scratch::new();
    scratch.out().write("theirs", "theirs").unwrap();
    let before = scratch.record()["out/theirs"].clone();
    assert!(adopt(&scratch, &[("a", "1")]).unwrap().backups().is_empty());
    assert_eq!(scratch.record()["out/theirs"], before);
}
