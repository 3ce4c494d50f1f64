//! Settings, templates, exporters and the command line itself.

use super::{App, Bad, GOOD, PROCFILE, all};

const fn setting(
    what: &'static str,
    args: &'static [&'static str],
    says: &'static [&'static str],
) -> Bad {
    Bad {
        what,
        args,
        code: 5,
        says,
        ..GOOD
    }
}

/// Settings that the exporter refuses.
const SETTINGS: &[Bad] = &[
    setting(
        "unknown",
        &["--set", "colour=red"],
        &["setting `colour`", "`timeout`"],
    ),
    setting("misspelt", &["--set", "timeuot=3"], &["setting `timeuot`"]),
    setting(
        "text",
        &["--set", "timeout=soon"],
        &["setting `timeout`", "whole number"],
    ),
    setting("negative", &["--set", "timeout=-1"], &["setting `timeout`"]),
    setting(
        "a fraction",
        &["--set", "timeout=1.5"],
        &["setting `timeout`"],
    ),
    setting("a list", &["--set", "timeout=[1]"], &["setting `timeout`"]),
    setting("empty", &["--set", "timeout="], &["setting `timeout`"]),
    setting(
        "too large",
        &["--set", "timeout=4294967296"],
        &["setting `timeout`"],
    ),
    setting(
        "a name that is taken",
        &["--set", "app=x"],
        &["setting `app`"],
    ),
    Bad {
        what: "no `=`",
        args: &["--set", "timeout"],
        code: 2,
        says: &["--set"],
        ..GOOD
    },
];

#[test]
fn a_setting_that_is_unknown_or_of_the_wrong_type_is_refused() {
    all(SETTINGS);
}

#[test]
fn a_settings_file_that_is_wrong_is_refused() {
    for (name, content, says) in [
        ("a.json", "{\"timeout\": 1,}", "a.json"),
        ("a.json", "[1]", "a.json"),
        ("a.json", "", "a.json"),
        ("a.toml", "timeout = ", "a.toml"),
        ("a.toml", "\u{1}", "a.toml"),
    ] {
        let app = App::new(PROCFILE).file(&format!("app/{name}"), content);
        let run = app.export("systemd", &["--settings", name]);
        run.fails_with(3)
            .stdout_is("")
            .stderr_contains(says)
            .writes_nothing();
    }
    let run = App::new(PROCFILE).export("systemd", &["--settings", "none.json"]);
    run.fails_with(3)
        .stderr_contains("none.json")
        .writes_nothing();
}

#[test]
fn settings_files_in_json_and_toml_and_set_are_good_and_the_last_wins() {
    let app = App::new(PROCFILE)
        .file("app/a.json", "{\"timeout\": 11}")
        .file("app/a.toml", "timeout = 12\n");
    for (args, seconds) in [
        (&["--settings", "a.json"][..], 11),
        (&["--settings", "a.toml"], 12),
        (&["--settings", "a.json", "--set", "timeout=13"], 13),
        (&["--set", "timeout=13", "--timeout", "14"], 14),
    ] {
        app.export("systemd", args).succeeds();
        let unit = app.written().text("shop-web-1.service");
        assert!(
            unit.contains(&format!("TimeoutStopSec={seconds}\n")),
            "{args:?}: {unit}"
        );
    }
}

#[test]
fn a_template_that_is_wrong_is_named_with_its_line() {
    for (source, says) in [
        ("a\n{% if %}\n", "line 2"),
        ("a\nb\n{{ app", "line 3"),
        ("{% for x in processes %}", "line 1"),
        ("\n{{ app | nosuchfilter }}\n", "line 2"),
        ("\n\n\n{{ nosuch.thing }}\n", "line 4"),
        ("{{ 1 / 0 }}", "line 1"),
        ("{% include 'nosuch' %}", "nosuch"),
        (
            "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
            "template",
        ),
    ] {
        let app = App::new(PROCFILE).file("app/t/process.service", source);
        let run = app.export("systemd", &["-t", "t"]);
        run.fails_with(5)
            .stdout_is("")
            .stderr_contains("template `process.service`")
            .stderr_contains(says);
        run.writes_nothing();
    }
}

#[test]
fn a_template_that_never_ends_is_ended() {
    let source = "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}";
    let app = App::new(PROCFILE).file("app/t/master.target", source);
    let run = app.export("systemd", &["-t", "t"]);
    run.fails_with(5)
        .stderr_contains("exceeds")
        .stderr_contains("systemd")
        .writes_nothing();
}

#[test]
fn a_template_directory_that_cannot_be_read_is_refused() {
    let app = App::new(PROCFILE)
        .file("app/t/process.service", b"\xff")
        .file("app/file", "");
    for (folder, says) in [("none", "none"), ("file", "file"), ("t", "process.service")] {
        let run = app.export("systemd", &["-t", folder]);
        run.fails_with(3)
            .stdout_is("")
            .stderr_contains(says)
            .writes_nothing();
    }
}

#[test]
fn an_unknown_exporter_is_answered_with_a_suggestion() {
    for (given, hint) in [
        ("sytemd", "did you mean `systemd`?"),
        ("supervisor", "did you mean `supervisord`?"),
        ("docker", "systemd, supervisord, upstart, runit"),
    ] {
        let app = App::new(PROCFILE);
        let run = app.export(given, &[]);
        run.fails_with(2)
            .stdout_is("")
            .stderr_contains(&format!("no exporter `{given}`"));
        run.stderr_contains(hint).writes_nothing();
    }
}

#[test]
fn an_exporter_that_the_component_lacks_is_answered_with_a_suggestion() {
    let family = &portcullis_bundle::families()[0];
    let app = App::new(PROCFILE).file("app/family.wasm", family.component());
    let run = app.export("sytemd", &["--exporter", "family.wasm"]);
    run.fails_with(2)
        .stderr_contains("did you mean `systemd`?")
        .writes_nothing();
}

#[test]
fn a_missing_component_is_told_with_its_path() {
    let app = App::new(PROCFILE);
    for args in [
        &["export", "x", "OUT", "--exporter", "none.wasm"][..],
        &["inspect", "none.wasm"],
    ] {
        let run = app.run(args);
        run.fails_with(3)
            .stdout_is("")
            .stderr_contains("none.wasm")
            .writes_nothing();
    }
}

#[test]
fn a_wrong_command_line_is_told_by_its_own_code() {
    let app = App::new(PROCFILE);
    for args in [
        &[][..],
        &["exprot"],
        &["export", "--nosuch"],
        &["export", "systemd", "OUT", "surplus"],
        &["export", "systemd", "OUT", "--timeout", "soon"],
        &["export", "systemd", "OUT", "--generations", "0"],
        &["export", "systemd"],
        &["export"],
        &["inspect"],
        &["completions", "nosuchshell"],
        &["templates", "show", "systemd", "process.servce"],
        &["templates", "list", "sytemd"],
    ] {
        let run = app.run(args);
        assert_eq!(run.code(), Some(2), "{run}");
        run.stdout_is("").writes_nothing();
    }
    app.run(&["export", "systemd", "OUT", "--generations", "0"])
        .stderr_contains("it is not a whole number from 1");
    app.run(&["man", "nosuch"])
        .fails_with(2)
        .stderr_contains("there are export, status");
}

#[test]
fn options_of_a_directory_are_refused_where_files_are_printed() {
    let app = App::new(PROCFILE);
    for option in ["--generations=2", "--adopt"] {
        let name = option.trim_end_matches("=2");
        app.run(&["export", "systemd", "-", option])
            .fails_with(2)
            .stdout_is("")
            .stderr_contains(&format!("`{name}` says how to export to a directory"))
            .stderr_contains("hint: leave it out, or give a directory as LOCATION");
    }
}

#[test]
fn errors_as_json_have_code_place_and_hint() {
    let app = App::new("web: a\nworker\n");
    let run = app.export("systemd", &["--json"]);
    run.fails_with(3).stdout_is("").writes_nothing();
    let told: serde_json::Value = serde_json::from_str(&run.stderr).unwrap();
    assert_eq!(told["exit_code"], 3);
    let error = &told["errors"][0];
    assert_eq!(
        (&error["file"], &error["line"], &error["column"]),
        (&"Procfile".into(), &2.into(), &7.into())
    );
    assert!(
        error["message"].is_string() && error["hint"].is_string(),
        "{told}"
    );
}
