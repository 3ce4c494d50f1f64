//! What a module finds that insists on WASI preview 1: nothing, and no import.

use super::{giving, module};
use crate::harness::App;

const IMPORTS: &str = r#"
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_time_get" (func $clock (param i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_prestat_get" (func $prestat (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_open"
    (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
"#;

/// Each leaves a number.
const QUESTIONS: [&str; 12] = [
    // Two vectors of three and four bytes: all seven are said to be written.
    "(i32.store (i32.const 3000) (i32.const 2000)) (i32.store (i32.const 3004) (i32.const 3))
     (i32.store (i32.const 3008) (i32.const 2000)) (i32.store (i32.const 3012) (i32.const 4))
     (call $write (i32.const 1) (i32.const 3000) (i32.const 2) (i32.const 3020))",
    "(i32.load (i32.const 3020))",
    "(call $write (i32.const 5) (i32.const 3000) (i32.const 2) (i32.const 3020))",
    "(i32.store (i32.const 3020) (i32.const 9))
     (call $read (i32.const 0) (i32.const 3000) (i32.const 2) (i32.const 3020))",
    "(i32.load (i32.const 3020))",
    "(i32.add (call $random (i32.const 3100) (i32.const 8))
              (call $random (i32.const 3108) (i32.const 8)))",
    "(i64.ne (i64.load (i32.const 3100)) (i64.load (i32.const 3108)))",
    "(call $clock (i32.const 0) (i64.const 1) (i32.const 3200))",
    "(i32.store (i32.const 3300) (i32.const 5))
     (call $environ (i32.const 3300) (i32.const 3304))",
    "(i32.load (i32.const 3300))",
    "(call $prestat (i32.const 3) (i32.const 3400))",
    "(call $open (i32.const 3) (i32.const 0) (i32.const 2000) (i32.const 7) (i32.const 0)
      (i64.const 0) (i64.const 0) (i32.const 0) (i32.const 3500))",
];

/// Gives one file of twelve characters, each of which is one answer.
fn asking() -> Vec<u8> {
    let answers = QUESTIONS.iter().enumerate().map(|(index, question)| {
        let at = 4000 + index;
        format!("(i32.const {at}) {question} (i32.const 48) (i32.add) (i32.store8)\n")
    });
    let next = format!(
        "(if (global.get $step) (then (return (i32.const 1300))))
         (global.set $step (i32.const 1))
         {}
         (i32.store8 (i32.const 1404) (i32.const 1))
         (call $text (i32.const 1412) (i32.const 2000) (i32.const 7))
         (call $text (i32.const 1420) (i32.const 4000) (i32.const {}))
         (return (i32.const 1400))",
        answers.collect::<String>(),
        QUESTIONS.len()
    );
    module(IMPORTS, &next)
}

fn export(app: &App, more: &[&str]) -> String {
    let words = ["--exporter", "APP/dist/testing.wasm"];
    let run = app.export("testing", &[&words, more].concat());
    run.succeeds().writes(&["testing"]);
    std::fs::read_to_string(app.out().join("testing")).unwrap()
}

#[test]
fn preview_1_is_answered_as_if_there_were_no_system() {
    let app = giving(asking()).file("app/Procfile", "web: serve\n");
    app.run(&["build"])
        .succeeds()
        .stdout_contains("answered inside");
    app.run(&["inspect", "dist/testing.wasm"])
        .succeeds()
        .stdout_contains("none");
    // In the order of the questions; 8 is a bad descriptor, `j` not supported.
    let answers = export(&app, &["--verify-determinism"]);
    assert_eq!(answers, "0780001j0088");
}

#[test]
fn ending_the_process_ends_the_export() {
    let app = giving(module(IMPORTS, "(call $exit (i32.const 0))"));
    let app = app.file("app/Procfile", "web: serve\n");
    app.run(&["build"]).succeeds();
    app.export("testing", &["--exporter", "APP/dist/testing.wasm"])
        .fails_with(5)
        .stderr_contains("trapped")
        .writes_nothing();
}
