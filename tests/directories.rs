//! What may already lie in the output directory, in its place and on the way to
//! it: for each layout, what an export into it does, as the superuser and as an
//! ordinary user, and that nothing beside it is touched.
#![deny(dead_code, reason = "a layout that no test exports into is a mistake")]

mod layout;
mod locations;
mod manifests;
mod matrix;
mod mounts;
mod neighbours;
mod nodes;
mod place;
mod record;
mod rights;

use std::collections::BTreeSet;

use layout::{Expect, Layout, Who};
use place::Place;

use crate::harness::ordinary::is_root;

/// Every layout, those that only the superuser can make included.
fn all() -> Vec<Layout> {
    [
        matrix::layouts(),
        rights::layouts(),
        locations::layouts(),
        manifests::layouts(),
        neighbours::layouts(),
        mounts::layouts(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Exports into each layout. Shows all that went otherwise than expected.
fn export_into_all(who: Who) {
    let mut wrong = Vec::new();
    let mut count = 0;
    for layout in all() {
        if layout.needs_root && !is_root() {
            continue;
        }
        count += 1;
        if let Err(why) = Place::new(who).export(&layout) {
            wrong.push(format!("{} as {who:?}: {why}", layout.name));
        }
    }
    println!("{count} layouts as {who:?}");
    assert!(
        wrong.is_empty(),
        "{} layouts:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn an_export_into_each_layout_does_what_is_expected() {
    if is_root() {
        export_into_all(Who::Superuser);
    } else {
        export_into_all(Who::Ordinary);
    }
}

#[test]
fn the_same_holds_for_an_ordinary_user() {
    if is_root() {
        export_into_all(Who::Ordinary);
    }
}

#[test]
fn there_are_as_many_layouts_as_are_promised() {
    let names: BTreeSet<_> = all().into_iter().map(|layout| layout.name).collect();
    assert_eq!(names.len(), all().len(), "two layouts have one name");
    assert!(names.len() >= 300, "{}", names.len());
    let is_harmless = |layout: &Layout| matches!(layout.expect, Expect::Done);
    let harmless = all().iter().filter(|layout| is_harmless(layout)).count();
    assert!((100..names.len() - 100).contains(&harmless), "{harmless}");
}
