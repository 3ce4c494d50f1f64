//! `portcullis build --watch`: on every change, without being asked.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use super::{giving, module, project};
use crate::harness::{App, binary, command};

/// Gives the file `testing` with the text `0.1.0`, once.
const ONE_FILE: &str = "
  (if (global.get $step) (then (return (i32.const 1300))))
  (global.set $step (i32.const 1))
  (i32.store8 (i32.const 1404) (i32.const 1))
  (call $text (i32.const 1412) (i32.const 2000) (i32.const 7))
  (call $text (i32.const 1420) (i32.const 2010) (i32.const 5))
  (return (i32.const 1400))";

/// A compiler that notes outside of the project that it ran.
const NOTING: &str = "echo built >> ../built; cp given.wasm \"$made\"";

/// A command that watches, ended with the test.
struct Watching {
    children: Vec<Child>,
    said: BufReader<ChildStdout>,
}

impl Watching {
    fn begin(app: &App) -> Self {
        let mut child = watch(app, &[]).stdout(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(child.stdout.take().unwrap());
        let children = vec![child];
        Self { children, said }
    }

    /// One that prints into a file, whichever it is.
    fn printing_into(app: &App, log: &Path, more: &[&str]) -> Self {
        let file = fs::File::create(log).unwrap();
        let printed = [file.try_clone().unwrap(), file].map(Stdio::from);
        let [stdout, stderr] = printed;
        let mut watch = watch(app, more);
        let child = watch.stdout(stdout).stderr(stderr).spawn().unwrap();
        let mut tail = Command::new("tail");
        tail.args(["--follow", "--lines=+1"]).arg(log);
        let mut tail = tail.stdout(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(tail.stdout.take().unwrap());
        let children = vec![child, tail];
        Self { children, said }
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
        for child in &mut self.children {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn watch(app: &App, more: &[&str]) -> Command {
    let program = binary().display().to_string();
    let mut command = command(&program, app);
    command.args(["build", "--watch"]).args(more);
    command.stderr(Stdio::null());
    command
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

/// A project with a case, of which it is known how often it was built.
fn noting() -> App {
    project(NOTING)
        .file("app/given.wasm", module("", ONE_FILE))
        .file("app/tests/one/Procfile", "web: serve\n")
        .file("app/tests/one/args", "export testing OUT -a shop")
        .file("app/tests/one/expected/testing", "0.1.0")
}

fn builds(app: &App) -> usize {
    let built = fs::read_to_string(app.space().join("built")).unwrap();
    built.lines().count()
}

/// Changes a case, which is only tested again. Whatever else seems changed by then
/// is built again in the same round.
#[track_caller]
fn builds_nothing(app: &App, watching: &mut Watching, times: usize) {
    let before = builds(app);
    for time in 0..times {
        let case = app.dir().join("tests/one/notes.txt");
        fs::write(case, time.to_string()).unwrap();
        let said = watching.round();
        assert!(said.contains("1 passed"), "{said}");
    }
    assert_eq!(builds(app), before);
}

#[test]
fn what_it_prints_into_the_project_itself_is_no_change() {
    for log in ["printed", "tests/printed", "tests/one/printed"] {
        let app = noting();
        let printed = app.dir().join(log);
        let mut watching = Watching::printing_into(&app, &printed, &[]);
        assert!(watching.round().contains("dist/testing.wasm"));
        builds_nothing(&app, &mut watching, 3);

        let other = module("", "(global.set $step (i32.const 7))");
        fs::write(app.dir().join("given.wasm"), other).unwrap();
        assert!(watching.round().contains("1 failed"));
        assert_eq!(builds(&app), 2);
    }
}

#[test]
fn what_others_write_into_the_project_is_no_change() {
    let app = noting();
    let mut watching = Watching::begin(&app);
    watching.round();
    for made in [
        "through-a-pipe.log",
        "out/.portcullis/lock",
        "target/debug/x",
        ".venv/lib/x.py",
        "__pycache__/x.pyc",
        "node_modules/x.js",
        "Cargo.lock",
        "elsewhere/CACHEDIR.TAG",
        "elsewhere/debug/x",
        "environment/pyvenv.cfg",
        "environment/lib/x.py",
    ] {
        let file = app.dir().join(made);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, "made").unwrap();
    }
    builds_nothing(&app, &mut watching, 1);
}

#[test]
fn the_component_is_no_source_wherever_it_goes() {
    let app = noting();
    let printed = app.dir().join("printed");
    let into = ["--output", "made.wasm"];
    let mut watching = Watching::printing_into(&app, &printed, &into);
    assert!(watching.round().contains("made.wasm"));
    assert!(app.dir().join("made.wasm").is_file());
    builds_nothing(&app, &mut watching, 3);
}

#[test]
fn whatever_a_build_or_a_test_reads_is_a_change() {
    let app = noting();
    let mut watching = Watching::begin(&app);
    watching.round();
    for (count, source) in [
        "exporting.ts",
        "target.mk",
        "more/deep/template",
        "wit/exporter.wit",
        "exporter.toml",
        "package.json",
    ]
    .into_iter()
    .enumerate()
    {
        let file = app.dir().join(source);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        let toml = "name = \"testing\"\nlanguage = \"assemblyscript\"\n# changed\n";
        fs::write(file, toml).unwrap();
        watching.round();
        assert_eq!(builds(&app), count + 2, "{source}");
    }
    // What is called as if it were made is part of a case all the same.
    let expected = "tests/one/expected/dist/printed.log";
    let file = app.dir().join(expected);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, "x").unwrap();
    assert!(watching.round().contains("1 failed"));
}

#[test]
fn another_name_in_the_project_file_is_another_component() {
    let app = noting();
    let mut watching = Watching::begin(&app);
    watching.round();
    let toml = "name = \"other\"\nlanguage = \"assemblyscript\"\n";
    fs::write(app.dir().join("exporter.toml"), "name = 1").unwrap();
    assert!(!watching.round().contains("passed"));
    // Testing the component of the former name would fail.
    fs::remove_file(app.dir().join("dist/testing.wasm")).unwrap();
    fs::write(app.dir().join("exporter.toml"), toml).unwrap();
    let said = watching.round();
    assert!(said.contains("dist/other.wasm"), "{said}");
    assert!(said.contains("1 passed"), "{said}");
}
