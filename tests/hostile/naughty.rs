//! Naughty strings through every way by which a guest's text reaches a terminal or
//! JSON. How each is shown is written down in `naughty/terminal.txt` and
//! `naughty/json.txt`, a line a string; `./justw bless` writes these anew.

mod guest;
mod strings;

use std::path::PathBuf;
use std::{env, fs};

use portcullis_host::visible;
use serde_json::Value;

use super::App;
use super::shown::obeys_nothing;
use crate::harness::{Run, root};
use guest::{Way, component, name, named};
use strings::{HIDE, STAY};

/// Stands between strings that are said in one text.
const BETWEEN: &str = " ¶ ";
/// Texts longer than this are cut in some places.
const MOST: usize = 512;

/// The string of each line, and how it is shown.
struct Shown {
    text: &'static str,
    terminal: String,
    json: String,
}

fn texts() -> impl Iterator<Item = &'static str> {
    HIDE.iter().chain(STAY).map(|(_, text)| *text)
}

fn golden(file: &str) -> PathBuf {
    root().join("tests/hostile/naughty").join(file)
}

fn lines(file: &str) -> Vec<String> {
    let text = fs::read_to_string(golden(file)).unwrap();
    text.split_terminator('\n').map(str::to_owned).collect()
}

/// Each string, with what the golden files say of it.
fn all() -> Vec<Shown> {
    let (terminal, json) = (lines("terminal.txt"), lines("json.txt"));
    assert_eq!(texts().count(), terminal.len(), "./justw bless");
    assert_eq!(terminal.len(), json.len());
    let lines = terminal.into_iter().zip(json);
    let shown = texts().zip(lines).map(|(text, (terminal, json))| Shown {
        text,
        terminal,
        json,
    });
    shown.collect()
}

/// Strings of which no text of theirs is cut.
fn groups(all: &[Shown]) -> Vec<&[Shown]> {
    let (mut groups, mut rest) = (Vec::new(), all);
    while !rest.is_empty() {
        let length = |count: &usize| joined(&rest[..*count], |s| s.text).chars().count();
        let count = (1..=rest.len()).take_while(|n| length(n) <= MOST).count();
        let (group, others) = rest.split_at(count);
        groups.push(group);
        rest = others;
    }
    groups
}

fn joined<'a>(group: &'a [Shown], of: impl Fn(&'a Shown) -> &'a str) -> String {
    group.iter().map(of).collect::<Vec<_>>().join(BETWEEN)
}

fn app(component: impl AsRef<[u8]>) -> App {
    App::new("web: ./serve\n").file("app/guest.wasm", component)
}

fn export(app: &App, number: usize, more: &[&str]) -> Run {
    let usual = ["--exporter", "guest.wasm", "--dry-run"];
    app.export(&name(number), &[&usual, more].concat())
}

/// Nothing in what was said is obeyed, and JSON in it can be read.
#[track_caller]
fn is_harmless(run: &Run) {
    for told in [run.text(), &run.stderr] {
        obeys_nothing(told);
    }
}

#[track_caller]
fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn every_string_is_shown_as_the_golden_files_say() {
    let app = app(component(&[(Way::Diagnostics, texts().collect())]));
    let run = export(&app, 0, &[]);
    is_harmless(run.succeeds());
    let warnings = run
        .stderr
        .lines()
        .map(|l| l.strip_prefix("warning: ").unwrap());
    let terminal: Vec<_> = warnings.step_by(2).collect();
    let run = export(&app, 0, &["--json"]);
    is_harmless(run.succeeds());
    let begin = "\"message\": \"";
    let messages = run
        .text()
        .lines()
        .filter_map(|l| l.trim_start().strip_prefix(begin));
    let messages = messages.map(|line| line.trim_end_matches(',').strip_suffix('"').unwrap());
    let json: Vec<_> = messages.step_by(2).collect();
    if env::var_os("BLESS").is_some() {
        for (file, lines) in [("terminal.txt", &terminal), ("json.txt", &json)] {
            fs::write(golden(file), lines.join("\n") + "\n").unwrap();
        }
    }
    assert_eq!(terminal, lines("terminal.txt"), "./justw bless");
    assert_eq!(json, lines("json.txt"), "./justw bless");
}

#[test]
fn what_the_golden_files_say_hides_what_is_obeyed_and_keeps_what_is_text() {
    let all = all();
    for Shown {
        text,
        terminal,
        json,
    } in &all
    {
        assert_eq!(visible(terminal), *terminal);
        assert_eq!(visible(json), *json);
        assert_eq!(parsed(&format!("\"{json}\"")), *text);
    }
    let (hide, stay) = all.split_at(HIDE.len());
    for shown in hide {
        assert_ne!(shown.text, shown.terminal);
    }
    for shown in stay {
        assert_eq!(shown.text, shown.terminal);
    }
}

#[test]
fn diagnostics_and_the_processes_that_they_name_are_shown_so() {
    let all = all();
    let app = app(component(&[(Way::Diagnostics, texts().collect())]));
    let run = export(&app, 0, &[]);
    let lines: Vec<_> = run.stderr.lines().collect();
    assert_eq!(lines.len(), 2 * all.len(), "{run}");
    for (two, shown) in lines.chunks(2).zip(&all) {
        let text = &shown.terminal;
        assert_eq!(two[0], format!("warning: {text}"));
        assert_eq!(two[1], format!("warning: {text}: {text}"));
    }
    let run = export(&app, 0, &["--json"]);
    let told = parsed(run.text());
    let diagnostics = told["exports"][0]["diagnostics"].as_array().unwrap();
    for (two, shown) in diagnostics.chunks(2).zip(&all) {
        assert_eq!(two[0]["message"], shown.text);
        assert_eq!(two[1]["process"], shown.text);
    }
}

/// Each way to fail, and what an error says with a text in all its places.
const FAILURES: [(Way, &str); 3] = [
    (Way::Rejection, "0.1.0: TEXT"),
    (Way::Template, "template `TEXT`, line 7: TEXT"),
    (Way::Setting, "setting `TEXT`: TEXT"),
];

#[test]
fn errors_of_every_kind_are_shown_so() {
    let all = all();
    let groups = groups(&all);
    let said: Vec<_> = groups.iter().map(|g| joined(g, |s| s.text)).collect();
    let exporters = said.iter();
    let exporters = exporters.flat_map(|text| FAILURES.map(|(way, _)| (way, vec![&**text])));
    let app = app(component(&exporters.collect::<Vec<_>>()));
    let mut number = 0;
    for group in groups {
        let terminal = joined(group, |shown| &shown.terminal);
        // A backslash that was put there for the terminal is one more in JSON.
        let json = terminal.replace('\\', r"\\").replace('"', "\\\"");
        for (_, says) in FAILURES {
            let run = export(&app, number, &[]);
            is_harmless(
                run.fails_with(5)
                    .stderr_contains(&says.replace("TEXT", &terminal)),
            );
            let run = export(&app, number, &["--json"]);
            is_harmless(
                run.fails_with(5)
                    .stderr_contains(&says.replace("TEXT", &json)),
            );
            parsed(&run.stderr);
            number += 1;
        }
    }
}

#[test]
fn what_an_exporter_says_of_itself_is_shown_so() {
    let all = all();
    let exporters = all.iter().map(|shown| (Way::Path, vec![shown.text]));
    let app = app(component(&exporters.collect::<Vec<_>>()));
    let inspect = |more: &[&str]| app.run(&[&["inspect", "guest.wasm"], more].concat());
    let (page, json) = (inspect(&[]), inspect(&["--json"]));
    for run in [&page, &json, &inspect(&["--markdown"])] {
        is_harmless(run.succeeds());
    }
    let told = parsed(json.text());
    for (number, shown) in all.iter().enumerate() {
        let name = name(number);
        page.stdout_contains(&format!("\n{name}: {}\n", shown.terminal));
        page.stdout_contains(&format!("\n  templates  {}\n", shown.terminal));
        for key in ["summary", "description", "default"] {
            json.stdout_contains(&format!("\"{key}\": \"{}\"", shown.json));
        }
        assert_eq!(told["exporters"][number]["summary"], shown.text);
    }
}

#[test]
fn a_path_is_written_as_it_is_or_refused_and_shown_so() {
    let all = all();
    let exporters = all.iter().map(|shown| (Way::Path, vec![shown.text]));
    let app = app(component(&exporters.collect::<Vec<_>>()));
    for (number, shown) in all.iter().enumerate() {
        let run = export(&app, number, &["--json"]);
        is_harmless(&run);
        if run.code() == Some(0) {
            let told = parsed(run.text());
            assert_eq!(told["exports"][0]["files"][0]["path"], shown.text);
            let is_text = |c: char| c.is_whitespace() || visible(c.to_string()) == c.to_string();
            assert!(shown.text.chars().all(is_text), "{run}");
        } else {
            run.fails_with(6).stderr_contains("failed to accept path `");
        }
    }
}

#[test]
fn names_and_versions_are_refused_and_shown_so() {
    let all = all();
    for group in groups(&all) {
        let (text, terminal) = (joined(group, |s| s.text), joined(group, |s| &s.terminal));
        for (bytes, says) in [
            (named(&text, "0.1.0", "x"), "is no name for a component"),
            (named("naughty", &text, "x"), "is not a version by semver"),
            (
                named("naughty", "0.1.0", &text),
                "is no name for an exporter",
            ),
        ] {
            let app = app(bytes);
            let run = app.run(&["inspect", "guest.wasm"]);
            is_harmless(
                run.fails_with(5)
                    .stderr_contains(&format!("`{terminal}` {says}")),
            );
            let run = app.run(&["inspect", "guest.wasm", "--json"]);
            is_harmless(run.fails_with(5));
        }
    }
}

#[test]
fn what_a_module_imports_and_exports_is_shown_so() {
    for shown in all() {
        let quoted: String = shown
            .text
            .bytes()
            .map(|byte| format!("\\{byte:02x}"))
            .collect();
        let module = wat::parse_str(format!(
            r#"(module (import "{quoted}" "{quoted}" (func $f)) (export "{quoted}" (func $f)))"#
        ));
        let app = app(module.unwrap());
        let run = app.run(&["inspect", "guest.wasm"]);
        let text = &shown.terminal;
        is_harmless(
            run.fails_with(4)
                .stdout_contains(&format!("imports    {text} {text}\n")),
        );
        let run = app.run(&["inspect", "guest.wasm", "--json"]);
        is_harmless(run.fails_with(4).stdout_contains(&shown.json));
    }
}
