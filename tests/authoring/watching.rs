//! `portcullis build --watch`: on every change, without being asked.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, Stdio};

use super::{giving, module};
use crate::harness::{App, binary, command};

/// Gives the file `testing` with the text `0.1.0`, once.
const ONE_FILE: &str = "
  (if (global.get $step) (then (return (i32.const 1300))))
  (global.set $step (i32.const 1))
  (i32.store8 (i32.const 1404) (i32.const 1))
  (call $text (i32.const 1412) (i32.const 2000) (i32.const 7))
  (call $text (i32.const 1420) (i32.const 2010) (i32.const 5))
  (return (i32.const 1400))";

/// A command that watches, ended with the test.
struct Watching {
    child: Child,
    said: BufReader<ChildStdout>,
}

impl Watching {
    fn begin(app: &App) -> Self {
        let program = binary().display().to_string();
        let mut command = command(&program, app);
        command.args(["build", "--watch"]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let said = BufReader::new(child.stdout.take().unwrap());
        Self { child, said }
    }

    /// What is said until it waits for a change again.
    fn round(&mut self) -> String {
        let mut said = String::new();
        while !said.contains("watching") {
            let read = self.said.read_line(&mut said).unwrap();
            assert_ne!(read, 0, "it ended after it said: {said}");
        }
        said
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_change_builds_again_and_a_failure_is_lived_through() {
    let app = giving(module("", ""));
    let mut watching = Watching::begin(&app);
    assert!(watching.round().contains("dist/testing.wasm"));
    let first = fs::read(app.dir().join("dist/testing.wasm")).unwrap();

    fs::write(app.dir().join("given.wasm"), "no module").unwrap();
    assert!(!watching.round().contains("dist/testing.wasm"));
    assert_eq!(
        fs::read(app.dir().join("dist/testing.wasm")).unwrap(),
        first
    );

    let other = module("", "(global.set $step (i32.const 7))");
    fs::write(app.dir().join("given.wasm"), other).unwrap();
    assert!(watching.round().contains("dist/testing.wasm"));
    assert_ne!(
        fs::read(app.dir().join("dist/testing.wasm")).unwrap(),
        first
    );
}

#[test]
fn a_change_tests_again_and_shows_what_comes_out_otherwise() {
    let app = giving(module("", ONE_FILE))
        .file("app/tests/one/Procfile", "web: serve\n")
        .file("app/tests/one/args", "export testing OUT -a shop")
        .file("app/tests/one/expected/testing", "a line\n");
    let mut watching = Watching::begin(&app);
    let said = watching.round();
    assert!(said.contains("-a line\n"), "{said}");
    assert!(said.contains("1 failed"), "{said}");

    // A case is no source: it is only tested again.
    fs::write(app.dir().join("tests/one/expected/testing"), "another\n").unwrap();
    let said = watching.round();
    assert!(said.contains("-another\n"), "{said}");
    assert!(!said.contains("exporter  testing"), "{said}");
}
