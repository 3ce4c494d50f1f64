//! What `portcullis new` writes.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use serde_json::Value;

use crate::harness::{App, files, root};

/// Each language, and the folder of the library that its projects get.
const LANGUAGES: [(&str, Option<&str>); 6] = [
    ("rust", None),
    ("python", Some("guest-exporters/sdk-python")),
    ("javascript", Some("guest-exporters/sdk-javascript")),
    ("c", None),
    ("zig", None),
    ("assemblyscript", None),
];

/// The files of the folders that a project is made of.
fn sources(language: &str, library: Option<&str>) -> BTreeMap<String, Vec<u8>> {
    let own = format!("guest-exporters/starters/{language}");
    let folders = [
        Some(own.as_str()),
        Some("guest-exporters/starters/common"),
        library,
    ];
    let folders = folders.into_iter().flatten().map(|path| root().join(path));
    let mut all: BTreeMap<_, _> = folders.flat_map(|folder| files(&folder)).collect();
    let interface = fs::read(root().join("wit/exporter.wit")).unwrap();
    all.insert("wit/exporter.wit".to_owned(), interface);
    all
}

#[test]
fn a_project_has_every_file_of_its_starter_under_its_own_name() {
    for (language, library) in LANGUAGES {
        let app = App::empty();
        app.run(&["new", "make-it", "--language", language])
            .succeeds()
            .stdout_contains("portcullis build make-it");
        let made = files(&app.dir().join("make-it"));
        let named = sources(language, library).into_iter().map(|(path, text)| {
            let text = String::from_utf8(text).unwrap();
            (path, text.replace("starter", "make-it").into_bytes())
        });
        let named: BTreeMap<_, _> = named.collect();
        let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&made), names(&named), "{language}");
        assert!(made == named, "{language}");
        let toml = String::from_utf8(made["exporter.toml"].clone()).unwrap();
        assert_eq!(
            toml,
            format!("name = \"make-it\"\nlanguage = \"{language}\"\n")
        );
    }
}

#[test]
fn an_expected_file_that_is_to_be_run_can_be() {
    let app = App::empty();
    app.run(&["new", "make-it", "-l", "c"]).succeeds();
    let case = app.dir().join("make-it/tests/two-processes");
    let mode = |path: &str| fs::metadata(case.join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("expected/web.1.sh"), 0o755);
    assert_eq!(mode("expected/Makefile"), 0o644);
}

#[test]
fn a_name_that_no_exporter_may_have_is_refused() {
    let long = "x".repeat(65);
    for name in [
        "Make",
        "1st",
        "a_b",
        "a b",
        "..",
        "a/b",
        "",
        "é",
        long.as_str(),
    ] {
        App::empty()
            .run(&["new", name, "--language", "c"])
            .fails_with(2)
            .stderr_contains("is no name of an exporter")
            .writes_nothing();
    }
}

#[test]
fn a_language_that_is_unknown_or_not_said_is_refused() {
    let app = App::empty();
    app.run(&["new", "make-it", "--language", "cobol"])
        .fails_with(2)
        .stderr_contains("assemblyscript")
        .writes_nothing();
    app.run(&["new", "make-it"]).fails_with(2).writes_nothing();
}

#[test]
fn a_directory_with_anything_in_it_is_left_alone() {
    let app = App::empty().file("app/make-it/.hidden", "mine");
    app.run(&["new", "make-it", "--language", "zig"])
        .fails_with(6)
        .stderr_contains("make-it is not empty; nothing was written")
        .writes_nothing();
    app.run(&["new", "make-it", "make-it/inside", "--language", "zig"])
        .succeeds();
    let app = App::empty().file("app/make-it", "a file");
    app.run(&["new", "make-it", "--language", "zig"])
        .fails_with(6)
        .writes_nothing();
}

#[test]
fn a_dry_run_lists_what_would_be_written() {
    for (language, _) in LANGUAGES {
        let app = App::empty();
        let dry = app.run(&["new", "make-it", "--language", language, "--dry-run"]);
        dry.succeeds().writes_nothing();
        let run = app.run(&["new", "make-it", "--language", language]);
        run.succeeds().stdout_contains(dry.text());
    }
}

#[test]
fn what_was_made_is_told_to_programs() {
    let app = App::empty();
    let run = app.run(&["new", "make-it", "OUT/new", "-l", "python", "--json"]);
    let told: Value = serde_json::from_str(run.succeeds().text()).unwrap();
    let told: Vec<_> = told["files"].as_array().unwrap().iter().collect();
    let made = files(&app.out().join("new"));
    assert_eq!(told.len(), made.len());
    assert!(
        told.iter()
            .all(|path| made.contains_key(path.as_str().unwrap()))
    );
}
