//! From a project to a component: `portcullis build`.

use std::fs;

use serde_json::Value;

use super::{MODULE, giving, module, project, run_alone};
use crate::harness::App;

#[test]
fn a_project_becomes_a_component_that_can_be_run() {
    let app = giving(module("", "")).file("app/Procfile", "web: serve\n");
    app.run(&["build"])
        .succeeds()
        .stdout_contains("dist/testing.wasm\n")
        .stdout_contains("exporter  testing 0.1.0: testing\n")
        .stdout_contains("imports   none\n")
        .stdout_contains("sha256    ")
        .stderr_contains("node_modules/.bin/asc exporting.ts --optimize");
    app.export("testing", &["--exporter", "APP/dist/testing.wasm"])
        .succeeds();
}

#[test]
fn what_was_built_is_told_to_programs() {
    let app = giving(module("", ""));
    let run = app.run(&["build", "--json"]);
    run.succeeds();
    assert_eq!(run.stderr, "");
    let told: Value = serde_json::from_str(run.text()).unwrap();
    let bytes = fs::read(app.dir().join("dist/testing.wasm")).unwrap();
    assert_eq!(told["bytes"], bytes.len());
    assert_eq!(told["imports"], serde_json::json!([]));
    assert_eq!(told["exporters"], serde_json::json!(["testing"]));
    let shown = app.run(&["inspect", "dist/testing.wasm", "--json"]);
    let shown: Value = serde_json::from_str(shown.text()).unwrap();
    assert_eq!(told["sha256"], shown["sha256"]);
}

#[test]
fn the_component_goes_where_it_is_asked_to_and_replaces_the_one_before() {
    let app = giving("no module").file("out/other.wasm", "older");
    app.run(&["build", "-o", "OUT/other.wasm", "-q"])
        .fails_with(4);
    assert_eq!(fs::read(app.out().join("other.wasm")).unwrap(), b"older");
    let app = app.file("app/given.wasm", module("", ""));
    let run = app.run(&["build", "-o", "OUT/other.wasm", "-q"]);
    run.succeeds().stdout_is("").writes(&["other.wasm"]);
    assert!(
        fs::read(app.out().join("other.wasm"))
            .unwrap()
            .starts_with(b"\0asm")
    );
    assert!(!app.dir().join("dist").exists());
}

#[test]
fn an_import_is_refused_by_name_and_nothing_is_written() {
    let app = giving(module(r#"(import "env" "abort" (func))"#, ""));
    app.run(&["build"])
        .fails_with(4)
        .stderr_contains("it imports `env.abort`")
        .stderr_contains("asc --use abort=");
    assert!(!app.dir().join("dist").exists());
}

#[test]
fn an_exporter_that_traps_when_it_is_asked_is_found_out() {
    let describe = "(call $text (i32.const 1024)";
    let trapping = MODULE.replace(describe, &format!("unreachable {describe}"));
    let trapping = trapping.replace("MORE", "").replace("NEXT", "");
    let app = giving(wat::parse_str(trapping).unwrap());
    app.run(&["build"])
        .fails_with(5)
        .stderr_contains("trapped")
        .stderr_contains("it was asked what it offers: see what exporting.ts exports");
    app.run(&["build", "--no-check"]).succeeds();
}

#[test]
fn a_dry_run_tells_the_command_and_runs_nothing() {
    let app = project("touch ran");
    app.run(&["build", "--dry-run"])
        .succeeds()
        .writes_nothing()
        .stdout_contains("node_modules/.bin/asc exporting.ts")
        .stdout_contains("dist/testing.wasm");
    let run = app.run(&["build", "--dry-run", "--json"]);
    let told: Value = serde_json::from_str(run.succeeds().writes_nothing().text()).unwrap();
    assert_eq!(told["language"], "assemblyscript");
}

#[test]
fn a_language_is_told_by_its_files() {
    for (file, language) in [
        ("Cargo.toml", "cargo"),
        ("exporter.py", "componentize-py"),
        ("exporter.js", "componentize-qjs"),
        ("exporter.c", "zig"),
        ("exporting.zig", "zig"),
        ("exporting.ts", "asc"),
    ] {
        let app = App::empty().file(&format!("app/{file}"), "");
        run_alone(&app, &["build"])
            .fails_with(9)
            .stderr_contains("failed to build `app`")
            .stderr_contains(language)
            .writes_nothing();
    }
}
