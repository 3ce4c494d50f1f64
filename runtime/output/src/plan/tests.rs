//! What a plan accepts, what it refuses, and what it decides.

use super::{NAMES_BYTES, Plan, PlanErrorKind};
use crate::path::{COMPONENT_BYTES, COMPONENTS};
use crate::{Digest, File, FilePath, Mode, PathProfile};

fn file(path: &str) -> File {
    let path = FilePath::new(path, PathProfile::PosixUnit).unwrap();
    File::new(path, b"text".to_vec(), Mode::new(false, false))
}

#[track_caller]
fn second_is_refused(first: &str, second: &str) -> PlanErrorKind {
    let mut plan = Plan::new();
    plan.accept(&file(first)).unwrap();
    let error = plan.accept(&file(second)).unwrap_err();
    assert_eq!(error.path().as_str(), second);
    assert_eq!(plan.entries().len(), 1);
    error.kind().clone()
}

#[test]
fn files_are_kept_in_order() {
    let mut plan = Plan::new();
    let paths = ["b", "a/c", "a/b", "a/d/e", "B2", "c/a"];
    paths
        .iter()
        .for_each(|path| plan.accept(&file(path)).unwrap());
    let kept: Vec<_> = plan
        .entries()
        .iter()
        .map(|entry| entry.path().as_str())
        .collect();
    assert_eq!(kept, paths);
    assert_eq!(plan.entries()[0].length(), 4);
    assert_eq!(plan.entries()[0].digest(), Digest::of(b"text"));
}

#[test]
fn second_file_of_a_path_is_refused() {
    assert_eq!(second_is_refused("a/b", "a/b"), PlanErrorKind::Duplicate);
}

#[test]
fn names_that_some_file_system_merges_are_refused() {
    for (first, second) in [
        ("shop.conf", "Shop.conf"),
        ("A/x", "a/y"),
        ("a/B/x", "a/b/x"),
        ("straße", "STRASSE"),
        ("straße", "STRAẞE"),
        ("É", "é"),
        ("ΣΑΣ", "σας"),
        ("file", "ﬁle"),
        ("ſ", "s"),
        ("x²", "x2"),
        ("A", "a/b"),
        ("ı", "i"),
    ] {
        for (first, second) in [(first, second), (second, first)] {
            let kind = second_is_refused(first, second);
            assert!(
                matches!(kind, PlanErrorKind::Collision { .. }),
                "{first} {second}: {kind}"
            );
        }
    }
}

#[test]
fn file_against_directory_is_refused() {
    for (first, second) in [
        ("a", "a/b"),
        ("a/b", "a"),
        ("a/b/c/d", "a/b"),
        ("a/b", "a/b/c"),
    ] {
        let kind = second_is_refused(first, second);
        assert!(
            matches!(kind, PlanErrorKind::FileAndDirectory { .. }),
            "{kind}"
        );
    }
}

#[test]
fn neighbours_are_accepted() {
    let mut plan = Plan::new();
    [
        "a", "a.b", "a-b", "ab/c", "ab/d", "x/a", "y/a", "℀", "a2/c", "e", "é",
    ]
    .iter()
    .for_each(|path| plan.accept(&file(path)).unwrap());
}

#[test]
fn refused_file_leaves_no_directory_behind() {
    let mut plan = Plan::new();
    plan.accept(&file("a/b")).unwrap();
    plan.accept(&file("new/A")).unwrap();
    plan.accept(&file("new/a")).unwrap_err();
    plan.accept(&file("A/other/x")).unwrap_err();
    plan.accept(&file("other")).unwrap();
}

/// A path as deep and as long as one may be, that shares no directory with any
/// other.
fn longest(number: usize) -> String {
    let component = format!("{number:0COMPONENT_BYTES$}/").repeat(COMPONENTS);
    component.trim_end_matches('/').to_owned()
}

#[test]
fn names_that_would_fill_memory_are_refused() {
    let mut plan = Plan::new();
    let refused = (0..).find_map(|number| plan.accept(&file(&longest(number))).err());
    assert_eq!(*refused.unwrap().kind(), PlanErrorKind::NamesTooLong);
    // Each directory is remembered by its whole path.
    let remembered = |depth: usize| depth * (COMPONENT_BYTES + 1) - 1;
    let each = longest(0).len() + (1..=COMPONENTS).map(remembered).sum::<usize>();
    assert_eq!(plan.entries().len(), NAMES_BYTES / each);
    plan.accept(&file("short")).unwrap();
}

#[test]
fn as_many_files_as_an_export_may_have_are_accepted() {
    let mut plan = Plan::new();
    for number in 0..100_000 {
        plan.accept(&file(&format!("application-process-type-{number}/log/run")))
            .unwrap();
    }
}
