//! Stages that are published at once.

use super::{Scratch, conflicts, export_for, file, owner, plan, shop, stale};
use crate::{File, OutputDir, OutputError, Owner, Published};

/// Publishes the files of several owners at once.
fn publish(dir: &OutputDir, all: &[(Owner, Vec<File>)]) -> Result<Vec<Published>, OutputError> {
    let plans: Vec<_> = all.iter().map(|(_, files)| plan(files)).collect();
    let mut staged = Vec::new();
    for ((owner, files), plan) in all.iter().zip(&plans) {
        let mut stage = dir.stage_for(owner)?;
        files.iter().try_for_each(|file| stage.write(file))?;
        staged.push((stage, plan));
    }
    dir.prepare(staged)?.publish()
}

fn other() -> Owner {
    owner("other", "runit")
}

#[test]
fn each_has_its_manifest() {
    let scratch = Scratch::new();
    let all = [
        (shop(), vec![file("a", "1"), file("both", "")]),
        (other(), vec![file("d/b", "2"), file("both", "")]),
    ];
    let published = publish(&scratch.open(), &all).unwrap();
    assert_eq!(published.len(), 2);
    assert_eq!(scratch.shown(), ["a", "both", "d", "d/b"]);
    let names = scratch.record().into_keys();
    let state: Vec<_> = names.filter(|name| name.contains(".portcullis/")).collect();
    assert_eq!(
        state,
        [
            "out/.portcullis/other",
            "out/.portcullis/other/runit.json",
            "out/.portcullis/shop",
            "out/.portcullis/shop/runit.json"
        ]
    );
    let again = publish(&scratch.open(), &all).unwrap();
    assert!(again.iter().all(Published::is_unchanged));
}

#[test]
fn files_that_contradict_each_other_are_refused() {
    for (one, two) in [("a", "a"), ("a", "a/b"), ("a/b/c", "a")] {
        let scratch = Scratch::new();
        let before = scratch.record();
        let all = [
            (shop(), vec![file(one, "1")]),
            (other(), vec![file(two, "2")]),
        ];
        let refused = publish(&scratch.open(), &all);
        let refused = conflicts(refused.map(|mut published| published.remove(0)));
        assert!(
            refused[0].contains("is made together with this one"),
            "{refused:?}"
        );
        assert_eq!(scratch.record(), before);
    }
}

#[test]
fn file_that_moves_from_one_owner_to_another_stays() {
    let scratch = Scratch::new();
    export_for(&scratch, &shop(), &["a", "moves"]).unwrap();
    let all = [
        (shop(), vec![file("a", "")]),
        (other(), vec![file("moves", "")]),
    ];
    let published = publish(&scratch.open(), &all).unwrap();
    assert!(stale(&published[0]).is_empty());
    assert_eq!(scratch.shown(), ["a", "moves"]);
    assert_eq!(
        stale(&export_for(&scratch, &other(), &[]).unwrap()),
        ["remove moves"]
    );
}
