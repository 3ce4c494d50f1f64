//! What is told, wherever it goes: to a terminal, to a program, to a reader who has
//! gone, and to what takes nothing.

use serde_json::Value;

use crate::harness::{App, PROCFILE};

/// Clears the screen of a terminal that is sent it.
const CLEAR: &str = "\u{1b}[2J";
const SHOWN: &str = "\\u{1b}[2J";

/// Project files that came with somebody's application, and what is asked for.
const FORGED: [(&str, &[&str]); 6] = [
    ("env = 'NAME'\n", &["check"]),
    ("'NAME' = 1\n", &["check"]),
    (
        "[exports.a]\nformat = 'NAME'\nlocation = 'out'\n",
        &["export"],
    ),
    (
        "[exports.systemd]\nlocation = 'out'\ntemplate-dir = 'NAME'\n",
        &["export"],
    ),
    ("[exports.systemd]\nlocation = 'NAME'\n", &["export"]),
    ("[exporters.a]\nfile = 'NAME'\n", &["exporters"]),
];

#[test]
fn what_a_project_file_names_is_shown_to_a_terminal_and_not_sent() {
    for (project, args) in FORGED {
        // In TOML's quotes for text with escapes.
        let project = project.replace('\'', "\"").replace("NAME", "a\\u001b[2J");
        let app = App::new(PROCFILE).file("app/portcullis.toml", &project);
        let run = app.run(&[args, &["--color", "always"]].concat());
        let told = format!("{}{}", run.text(), run.stderr);
        assert!(!told.contains(CLEAR), "{project}: {run}");
        assert!(told.contains(SHOWN), "{project}: {run}");
    }
}

#[test]
fn names_of_others_are_escaped_for_programs() {
    let app = App::new(PROCFILE).file("out/a\u{9b}2J\u{202e}", "");
    app.export("systemd", &[]).succeeds();
    let run = app.run(&["status", "OUT", "--json"]);
    run.succeeds().stdout_contains(r"a\u009b2J\u202e");
    let told: Value = serde_json::from_str(run.text()).unwrap();
    assert_eq!(told["foreign"][0], "a\u{9b}2J\u{202e}");
}

#[test]
fn a_path_that_is_no_text_is_told_in_json_too() {
    let app = App::empty();
    let script = r#""$0" "$@" "$(printf 'a\377')""#;
    let words = ["new", "one", "--language", "c", "--dry-run", "--json"];
    let run = app.run_through(&["sh", "-c", script], &words);
    run.succeeds()
        .stdout_contains("\"directory\": \"a\u{fffd}\"");
}

#[test]
fn what_cannot_be_printed_is_an_error() {
    let app = App::new(PROCFILE);
    let full = ["sh", "-c", r#"exec "$0" "$@" >/dev/full"#];
    for args in [
        &["--help"][..],
        &["--version"],
        &["export", "systemd", "--help"],
        &["export", "systemd", "-", "-a", "shop"],
        &["check", "-a", "shop"],
        &["completions", "bash"],
    ] {
        let run = app.run_through(&full, args);
        run.fails_with(1);
        run.stderr_contains("cannot write to standard output: No space left on device");
    }
}

#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    let app = App::new(PROCFILE);
    // The pipe is closed before anything is written into it.
    let gone = r#"mkfifo pipe; (exec <pipe) & exec 3>pipe; wait $!; exec "$0" "$@" >&3"#;
    for args in [
        &["--help"][..],
        &["export", "systemd", "-", "-a", "shop"],
        &["check", "-a", "shop"],
    ] {
        let run = app.run_through(&["sh", "-c", gone], args);
        run.succeeds();
        assert_eq!(run.stderr, "");
        std::fs::remove_file(app.dir().join("pipe")).unwrap();
    }
}

/// What a command prints as JSON.
#[track_caller]
fn json(app: &App, args: &[&str]) -> Value {
    let run = app.run(&[args, &["--json"]].concat());
    run.succeeds();
    assert_eq!(run.stderr, "");
    serde_json::from_str(run.text()).unwrap()
}

#[test]
fn the_cache_and_templates_are_told_to_programs() {
    let app = App::empty();
    let shown = json(&app, &["cache", "show"]);
    assert!(shown["directory"].as_str().unwrap().ends_with("components"));
    assert_eq!((&shown["entries"], &shown["bytes"]), (&0.into(), &0.into()));
    let cleared = json(&app, &["cache", "clear"]);
    assert_eq!(cleared["removed"], 0);
    let listed = json(&app, &["templates", "list", "upstart"]);
    assert_eq!(listed[0]["exporter"], "upstart");
    let names = listed[0]["templates"].clone();
    assert!(names.as_array().unwrap().len() > 1, "{names}");
    let ejected = json(&app, &["templates", "eject", "upstart", "mine"]);
    assert_eq!(ejected["directory"], "mine");
    assert_eq!(ejected["files"], names);
    let again = ["templates", "eject", "upstart", "mine", "--json"];
    let run = app.run(&again);
    run.fails_with(6).stdout_is("");
    let told: Value = serde_json::from_str(&run.stderr).unwrap();
    assert_eq!(told["exit_code"], 6);
}

/// A command line that is wrong, and how the error and the hint begin as JSON.
const WRONG: [(&[&str], &str, &str); 3] = [
    (
        &["export", "--limt", "fuel=1", "--json"],
        "unexpected argument '--limt' found",
        "a similar argument exists: '--limit'",
    ),
    (
        &["remove", "OUT", "--json"],
        "the following required arguments were not provided: --app <NAME>",
        "usage: portcullis remove --app <NAME> --json <DIR>",
    ),
    (
        &["new", "x", "--json", "--language", "a\u{202e}b"],
        "invalid value 'a\u{202e}b' for '--language <LANGUAGE>'",
        "",
    ),
];

#[test]
fn a_command_line_that_is_wrong_is_told_to_programs() {
    let app = App::empty();
    for (args, message, hint) in WRONG {
        let run = app.run(args);
        run.fails_with(2).stdout_is("");
        assert!(!run.stderr.contains('\u{202e}'), "{run}");
        let told: Value = serde_json::from_str(&run.stderr).unwrap();
        assert_eq!(told["exit_code"], 2);
        let says = |key: &str| told["errors"][0][key].as_str().unwrap_or_default();
        assert!(says("message").starts_with(message), "{run}");
        assert!(says("hint").starts_with(hint), "{run}");
    }
    let run = app.run(&["status"]);
    run.fails_with(2)
        .stderr_contains("Usage: portcullis status");
}

#[test]
fn what_cannot_be_read_is_told_with_a_remedy() {
    let app = App::new(PROCFILE)
        .file("app/list.json", "[]")
        .file("app/old.json", r#"{"schema":0,"exports":[]}"#);
    let export = ["export", "systemd", "OUT", "-a", "shop"];
    for args in [
        &[&export[..], &["--exporter", "nosuch.wasm"]].concat()[..],
        &[&export[..], &["--settings", "nosuch.json"]].concat(),
        &[&export[..], &["--settings", "list.json"]].concat(),
        &["inspect", "./nosuch.wasm"],
        &["verify-receipt", "nosuch.json", "systemd", "OUT"],
        &["verify-receipt", "list.json", "systemd", "OUT"],
        &["verify-receipt", "old.json", "systemd", "OUT"],
    ] {
        let run = app.run(args);
        run.fails_with(3).stdout_is("").writes_nothing();
        run.stderr_contains("\nhint: ");
    }
}

#[test]
fn errors_that_are_too_many_to_tell_are_counted() {
    let app = App::new("bad\n".repeat(250));
    let run = app.export("systemd", &[]);
    run.fails_with(3)
        .stderr_contains("error: there are 150 more errors");
    let told = run
        .stderr
        .lines()
        .filter(|line| line.starts_with("error: "));
    assert_eq!(told.count(), portcullis_procfile::MAX_ERRORS + 1);
}
