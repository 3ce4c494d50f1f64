//! Whole exports as folders: what goes in, what comes out.
//!
//! A folder in `tests/cases` with a file `args` is a case. That file is the
//! command line, in which `OUT` is the output directory; all others are the
//! application. What came out is beside it: `expected/`, `stdout.txt` and
//! `stderr.txt` of a run that succeeded, `error.txt` with the exit code and
//! standard error of one that did not. `just bless` writes these anew.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::harness::{App, Run, files, root};

/// Files by name.
type Files = BTreeMap<String, Vec<u8>>;

#[test]
fn every_case_gives_what_its_folder_says() {
    let mut wrong = Vec::new();
    let cases = cases();
    assert!(cases.len() >= 20, "only {} cases were found", cases.len());
    for case in cases {
        let produced = produce(&case);
        if env::var_os("BLESS").is_some() {
            bless(&case, &produced);
        }
        let (_, expected) = split(files(&case));
        if let Some(difference) = difference(&expected, &produced) {
            wrong.push(format!("{}: {difference}", case.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\nIf this is right: ./justw bless",
        wrong.join("\n\n")
    );
}

fn cases() -> Vec<PathBuf> {
    let folder = root().join("tests/cases");
    let found = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut cases: Vec<_> = found.filter(|path| path.join("args").is_file()).collect();
    cases.sort();
    cases
}

/// Runs a case in a folder of its own.
fn produce(case: &Path) -> Files {
    let mut app = App::empty();
    for (name, content) in split(files(case)).0 {
        app = app.file(&format!("app/{name}"), content);
    }
    let args = fs::read_to_string(case.join("args")).unwrap();
    let args: Vec<_> = args.split_whitespace().collect();
    let run = app.run(&args);
    if run.code() != Some(0) {
        run.writes_nothing().stdout_is("");
        let error = format!("{}\n{}", run.code().unwrap(), run.stderr);
        return Files::from([("error.txt".to_owned(), portable(&app, error.into()))]);
    }
    succeeded(&app, &run)
}

fn succeeded(app: &App, run: &Run) -> Files {
    let written = files(&app.out()).into_iter();
    let written = written.map(|(name, content)| (format!("expected/{name}"), content));
    let said = [
        ("stdout.txt", run.stdout.clone()),
        ("stderr.txt", run.stderr.clone().into()),
    ];
    let said = said.into_iter().filter(|(_, content)| !content.is_empty());
    let said = said.map(|(name, content)| (name.to_owned(), content));
    written
        .chain(said)
        .map(|(name, content)| (name, portable(app, content)))
        .collect()
}

/// The same wherever the folder lies.
fn portable(app: &App, content: Vec<u8>) -> Vec<u8> {
    let text = String::from_utf8(content).unwrap();
    let text = text.replace(app.dir().to_str().unwrap(), "APP");
    text.replace(app.out().to_str().unwrap(), "OUT")
        .into_bytes()
}

/// What goes in, and what comes out.
fn split(files: Files) -> (Files, Files) {
    let is_output = |name: &str| {
        name.starts_with("expected/") || ["error.txt", "stdout.txt", "stderr.txt"].contains(&name)
    };
    files
        .into_iter()
        .filter(|(name, _)| name != "args")
        .partition(|(name, _)| !is_output(name))
}

fn difference(expected: &Files, produced: &Files) -> Option<String> {
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>().join(", ");
    if names(expected) != names(produced) {
        return Some(format!(
            "expected {}\nproduced {}",
            names(expected),
            names(produced)
        ));
    }
    let changed = expected
        .iter()
        .find(|(name, content)| produced[*name] != **content);
    changed.map(|(name, content)| {
        let (expected, produced) = (
            String::from_utf8_lossy(content),
            String::from_utf8_lossy(&produced[name]),
        );
        format!("{name}\n--- expected\n{expected}\n--- produced\n{produced}")
    })
}

fn bless(case: &Path, produced: &Files) {
    let _ = fs::remove_dir_all(case.join("expected"));
    for name in ["error.txt", "stdout.txt", "stderr.txt"] {
        let _ = fs::remove_file(case.join(name));
    }
    for (name, content) in produced {
        let path = case.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}
