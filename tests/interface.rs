//! The life of the interface: what was released is not changed unknowingly.

use std::fs;

use portcullis_host::{INTERFACE, WORLD};
use wit_parser::Resolve;

use crate::harness::{root, wasm};

/// The released copy of the highest version, with that version.
fn released() -> ([u64; 3], String) {
    let folders = fs::read_dir(root().join("wit/released")).unwrap();
    let versions = folders.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let newest = versions.max_by_key(|version| numbers(version)).unwrap();
    let text = fs::read_to_string(root().join(format!("wit/released/{newest}/exporter.wit")));
    let text = text.unwrap();
    assert_eq!(
        numbers(&newest),
        version(&text),
        "the folder is named otherwise"
    );
    (numbers(&newest), text)
}

fn numbers(version: &str) -> [u64; 3] {
    let numbers = version.split('.').map(|number| number.parse().unwrap());
    numbers.collect::<Vec<_>>().try_into().unwrap()
}

/// The version of the package in a text.
fn version(wit: &str) -> [u64; 3] {
    let line = wit
        .lines()
        .find(|line| line.starts_with("package "))
        .unwrap();
    let (_, version) = line.split_once('@').unwrap();
    numbers(version.trim_end_matches(';'))
}

/// Whether a component of each of the two worlds does for a host of the other:
/// before 1.0 the types must be the same, since a host looks for these alone.
fn is_same(one: &str, other: &str) -> bool {
    let does_for = |old: &str, new: &str| {
        let mut resolve = Resolve::default();
        let mut world = |text: &str, version: &str| {
            let [major, minor, patch] = self::version(text);
            let package = format!("@{major}.{minor}.{patch};");
            // Two packages in one `Resolve` need two versions; the check ignores them.
            let text = text.replacen(&package, &format!("@{version};"), 1);
            let package = resolve.push_str("exporter.wit", &text).unwrap();
            resolve.select_world(&[package], Some("exporter")).unwrap()
        };
        let (old, new) = (world(old, "0.0.1"), world(new, "0.0.2"));
        wit_component::semver_check(resolve, old, new).is_ok()
    };
    does_for(one, other) && does_for(other, one)
}

#[test]
fn what_was_released_is_changed_under_a_new_version_only() {
    let (newest, text) = released();
    let now = version(wasm::WIT);
    assert!(
        now >= newest,
        "the version of wit/exporter.wit was released before"
    );
    assert!(
        now > newest || is_same(&text, wasm::WIT),
        "wit/exporter.wit is another than wit/released, under the same version: \
         give it a new one, here and in INTERFACE, and tell it in CHANGELOG.md"
    );
}

#[test]
fn a_change_of_any_type_is_a_break() {
    let (_, text) = released();
    assert!(is_same(&text, &text.replace("///", "// ")));
    for (from, to) in [
        ("    private: bool,\n", ""),
        (
            "    private: bool,\n",
            "    private: bool,\n    owner: string,\n",
        ),
        ("port: option<u16>", "port: u16"),
        ("    warning,\n", "    warning,\n    error,\n"),
        ("  next: func()", "  rest: func() -> u32;\n  next: func()"),
        ("  describe: func() -> manifest;\n", ""),
        ("overrides: list<template>", "overrides: list<variable>"),
        ("    setting(setting-error),\n", ""),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "`{from}` is not in the interface");
        assert!(!is_same(&text, &changed), "`{from}` became `{to}`");
    }
}

#[test]
fn the_host_runs_the_version_of_the_interface_in_wit() {
    let [major, minor, patch] = version(wasm::WIT);
    let name = format!("portcullis:exporter/exporting@{major}.{minor}.{patch}");
    assert_eq!(INTERFACE, name);
    let world = format!("portcullis:exporter/exporter@{major}.{minor}.{patch}");
    assert_eq!(WORLD, world);
}
