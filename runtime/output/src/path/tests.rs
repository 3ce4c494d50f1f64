//! Which paths are refused, in which profile and with which words.

mod tables;

use super::{COMPONENT_BYTES, COMPONENTS, FilePath, PathErrorKind, PathProfile};
use tables::{ORDINARY, characters, devices, names, shapes};

const BOTH: [PathProfile; 2] = [PathProfile::Portable, PathProfile::PosixUnit];

#[track_caller]
fn refused(path: &str, profile: PathProfile) -> PathErrorKind {
    match FilePath::new(path, profile) {
        Ok(_) => panic!("{path:?} is accepted as {profile:?}"),
        Err(error) => error.kind().clone(),
    }
}

#[track_caller]
fn accepted(path: &str, profile: PathProfile) {
    match FilePath::new(path, profile) {
        Ok(checked) => assert_eq!(checked.as_str(), path),
        Err(error) => panic!("{path:?} is refused as {profile:?}: {error}"),
    }
}

fn kind_name(kind: &PathErrorKind) -> String {
    let shown = format!("{kind:?}");
    shown.split([' ', '(']).next().unwrap().to_owned()
}

#[test]
fn malicious_paths_are_refused_in_both_profiles() {
    let table = [shapes(), characters(), names()].concat();
    assert!(table.len() > 300, "{} paths", table.len());
    for (path, kind) in &table {
        for profile in BOTH {
            assert_eq!(
                kind_name(&refused(path, profile)),
                *kind,
                "{path:?} as {profile:?}"
            );
        }
    }
}

#[test]
fn device_names_are_refused_where_windows_may_read_them() {
    for path in devices() {
        assert_eq!(
            refused(&path, PathProfile::Portable),
            PathErrorKind::Device,
            "{path:?}"
        );
        accepted(&path, PathProfile::PosixUnit);
    }
}

#[test]
fn names_of_systemd_are_accepted_in_its_profile_only() {
    for path in [
        r"my\x20app.target",
        r"\x2d",
        r"a\x2fb@1.service",
        r"my\x20app.target.wants/a",
    ] {
        accepted(path, PathProfile::PosixUnit);
        assert_eq!(
            refused(path, PathProfile::Portable),
            PathErrorKind::Backslash
        );
    }
    for path in ["shop:web.service", "shop@a:b.service", "::", "ab:c"] {
        accepted(path, PathProfile::PosixUnit);
        assert_eq!(
            refused(path, PathProfile::Portable),
            PathErrorKind::Reserved(':')
        );
    }
}

#[test]
fn ordinary_paths_are_accepted_in_both_profiles() {
    let longest = "a".repeat(COMPONENT_BYTES);
    let deepest = "a/".repeat(COMPONENTS - 1) + "a";
    for path in ORDINARY.iter().copied().chain([&*longest, &*deepest]) {
        accepted(path, PathProfile::Portable);
        accepted(path, PathProfile::PosixUnit);
    }
}

#[test]
fn paths_give_their_components() {
    let path = FilePath::new("shop-web-1/log/run", PathProfile::Portable).unwrap();
    assert_eq!(
        path.components().collect::<Vec<_>>(),
        ["shop-web-1", "log", "run"]
    );
    assert_eq!(
        (path.parent(), path.file_name()),
        (Some("shop-web-1/log"), "run")
    );
    let above: Vec<_> = path.directories().map(|path| path.to_string()).collect();
    assert_eq!(above, ["shop-web-1/log", "shop-web-1"]);
    let path = FilePath::new("run", PathProfile::Portable).unwrap();
    assert_eq!((path.parent(), path.file_name()), (None, "run"));
    assert_eq!(path.directories().count(), 0);
}

#[test]
fn refusals_name_path_and_component_and_hide_nothing() {
    for (path, message) in [
        (
            "a/../b",
            "accept path `a/../b`: component `..` is the directory above",
        ),
        ("", "accept path ``: it is empty"),
        ("a//b", "accept path `a//b`: it has an empty component"),
        (
            "a\u{202e}b",
            r"accept path `a\u{202e}b`: it contains the bidi control `\u{202e}`",
        ),
        (
            "x/a\u{1b}[2J",
            r"accept path `x/a\u{1b}[2J`: component `a\u{1b}[2J` contains the control character `\u{1b}`",
        ),
        (
            "nul",
            "accept path `nul`: it is the name of a Windows device",
        ),
        (r"a\b", r"accept path `a\b`: it contains `\`"),
    ] {
        let error = FilePath::new(path, PathProfile::Portable).unwrap_err();
        assert_eq!(error.to_string(), message);
    }
}
