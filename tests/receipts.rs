//! What is kept of a run: receipts, the comparison of two runs, and the report of
//! what was used.

use std::fs;

use portcullis_host::Limit;
use serde_json::Value;

use crate::harness::guest::GUEST;
use crate::harness::{App, PROCFILE, Run};

const FORMATS: [&str; 4] = ["systemd", "supervisord", "upstart", "runit"];

fn app() -> App {
    App::new(PROCFILE).env("SECRET=hunter2\n")
}

/// An application with the receipt of an export.
fn exported(more: &[&str]) -> App {
    let app = app();
    let receipt = ["--receipt", "SPACE/receipt.json"];
    app.export("systemd", &[&receipt, more].concat()).succeeds();
    app
}

fn receipt(app: &App) -> Value {
    let text = fs::read_to_string(app.space().join("receipt.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn verify(app: &App, more: &[&str]) -> Run {
    let usual = ["verify-receipt", "SPACE/receipt.json", "systemd", "OUT"];
    app.run(&[&usual, &["-d", "APP", "-a", "shop"], more].concat())
}

#[test]
fn every_format_is_deterministic() {
    for format in FORMATS {
        let app = app();
        app.export(format, &["--verify-determinism"]).succeeds();
        let twice = app.written();
        let once = self::app();
        once.export(format, &[]).succeeds();
        assert!(twice.files() == once.written().files(), "{format}");
    }
}

#[test]
fn the_project_file_can_ask_for_the_comparison() {
    let project = "verify-determinism = true\n[exports.runit]\nlocation = 'out'\n";
    app()
        .file("app/portcullis.toml", project)
        .run(&["export"])
        .succeeds();
}

#[test]
fn a_receipt_names_what_went_in_what_ran_and_what_came_out() {
    let app = exported(&["--set", "timeout=7"]);
    let receipt = receipt(&app);
    assert_eq!(receipt["schema"], 1);
    let export = &receipt["exports"][0];
    let listed = app.run(&["exporters", "--json"]);
    let listed: Value = serde_json::from_str(listed.succeeds().text()).unwrap();
    assert_eq!(export["exporter"], "systemd");
    assert_eq!(export["component"]["name"], "managers");
    assert_eq!(export["component"]["sha256"], listed[0]["sha256"]);
    assert_eq!(export["settings"]["timeout"], 7);
    assert!(export["fuel"].as_u64().unwrap() > 1000);
    let mut lines = String::new();
    for file in export["output"]["files"].as_array().unwrap() {
        let path = file["path"].as_str().unwrap();
        let digest = portcullis_host::digest(&fs::read(app.out().join(path)).unwrap());
        assert_eq!(file["sha256"], digest, "{path}");
        lines += &format!("{} {digest} {path}\n", file["mode"].as_str().unwrap());
    }
    assert_eq!(lines.lines().count(), app.written().files().len());
    let output = portcullis_host::digest(lines.as_bytes());
    assert_eq!(export["output"]["sha256"], output);
    assert!(!receipt.to_string().contains("hunter2"));
}

#[test]
fn equal_exports_have_equal_receipts() {
    let app = exported(&[]);
    let first = receipt(&app);
    let again = ["--receipt", "SPACE/receipt.json"];
    app.export("systemd", &again).succeeds();
    assert_eq!(receipt(&app), first);
}

#[test]
fn a_receipt_is_right_for_the_same_export_and_nothing_is_written() {
    let app = exported(&["-c", "web=2"]);
    fs::remove_dir_all(app.out()).unwrap();
    let run = verify(&app, &["-c", "web=2"]);
    run.succeeds().stdout_contains("is right").writes_nothing();
    let json = verify(&app, &["-c", "web=2", "--json"]);
    let json: Value = serde_json::from_str(json.succeeds().text()).unwrap();
    assert_eq!(json["verified"], true);
}

#[test]
fn a_receipt_tells_which_part_is_another() {
    let app = exported(&[]);
    let differs = |more: &[&str], says: &str| {
        let run = verify(&app, more);
        run.fails_with(7).stdout_is("").stderr_contains(says);
        run.writes_nothing();
    };
    differs(&["-c", "web=2"], "the application or a template is another");
    differs(&["--set", "timeout=8"], "the settings are others");
    let other = [
        "verify-receipt",
        "SPACE/receipt.json",
        "runit",
        "OUT",
        "-a",
        "shop",
    ];
    app.run(&other)
        .fails_with(7)
        .stderr_contains("made by the exporter `systemd`");
    fs::write(app.dir().join(".env"), "SECRET=hunter3\n").unwrap();
    differs(&[], "the application or a template is another");
}

#[test]
fn a_receipt_that_cannot_be_written_keeps_everything_from_being_exported() {
    for place in [
        "SPACE/nowhere/receipt.json",
        "SPACE",
        "OUT/shop.target",
        "OUT/.portcullis/x",
    ] {
        let app = app();
        let run = app.export("systemd", &["--receipt", place]);
        let code = if place.starts_with("OUT") { 2 } else { 1 };
        run.fails_with(code)
            .stdout_is("")
            .stderr_contains("the receipt");
        assert!(app.written().files().is_empty(), "{place}");
    }
    let app = app();
    let generations = ["--generations", "2", "--receipt", "OUT/current"];
    app.export("systemd", &generations).fails_with(2);
}

#[test]
fn a_receipt_lies_beside_exported_files_in_a_pipe_or_at_the_end_of_a_link() {
    let app = app()
        .file("receipt.json", "")
        .file("kept/there.json", "old");
    let link = app.space().join("link.json");
    std::os::unix::fs::symlink("kept/there.json", &link).unwrap();
    for place in ["OUT/receipt.json", "SPACE/link.json"] {
        app.export("systemd", &["--receipt", place]).succeeds();
    }
    let there = |path: &str| fs::read_to_string(app.space().join(path)).unwrap();
    for path in ["out/receipt.json", "kept/there.json"] {
        let found: Value = serde_json::from_str(&there(path)).unwrap();
        assert_eq!(
            found["exports"][0]["output"]["files"]
                .as_array()
                .unwrap()
                .len(),
            5
        );
    }
    assert!(link.is_symlink());
    let piped = app.export("systemd", &["--receipt", "/dev/stdout"]);
    piped.succeeds().stdout_contains("\"schema\": 1,");
    piped.stdout_contains("5 files: 5 unchanged");
}

/// The receipt with one place changed.
fn changed(pointer: &str, value: Value) -> App {
    let app = exported(&[]);
    let mut receipt = receipt(&app);
    *receipt.pointer_mut(pointer).unwrap() = value;
    app.file("receipt.json", receipt.to_string())
}

#[test]
fn a_receipt_of_other_files_names_the_first() {
    let zeros = || Value::from("0".repeat(64));
    for (pointer, value, says) in [
        (
            "/exports/0/component/sha256",
            zeros(),
            "the component is another",
        ),
        ("/exports/0/output/sha256", zeros(), "the files are others"),
        ("/exports/0/fuel", 5.into(), "it took 5 units of fuel"),
    ] {
        let app = changed(pointer, value);
        verify(&app, &[]).fails_with(7).stderr_contains(says);
    }
    let app = changed("/exports/0/output/files/1/sha256", zeros());
    let mut altered = receipt(&app);
    altered["exports"][0]["output"]["sha256"] = zeros();
    let path = altered["exports"][0]["output"]["files"][1]["path"].clone();
    let app = app.file("receipt.json", altered.to_string());
    let says = format!("the file `{}` is another", path.as_str().unwrap());
    verify(&app, &[]).fails_with(7).stderr_contains(&says);
}

#[test]
fn what_is_no_receipt_is_refused() {
    for text in [
        "",
        "{}",
        "[]",
        r#"{"schema":2,"exports":[]}"#,
        r#"{"schema":1,"exports":[],"x":1}"#,
    ] {
        let app = app().file("receipt.json", text);
        verify(&app, &[]).fails_with(3).stdout_is("");
    }
    verify(&app(), &[])
        .fails_with(3)
        .stderr_contains("receipt.json");
    let none = app().file("receipt.json", r#"{"schema":1,"exports":[]}"#);
    verify(&none, &[])
        .fails_with(7)
        .stderr_contains("is of 0 exports, and the arguments are of 1");
}

#[test]
fn a_receipt_of_nothing_that_was_written_is_not_made() {
    for option in ["--dry-run", "--diff"] {
        app()
            .export("systemd", &[option, "--receipt", "SPACE/receipt.json"])
            .fails_with(2)
            .writes_nothing();
    }
    let app = App::new("web\n");
    app.export("systemd", &["--receipt", "SPACE/receipt.json"])
        .fails_with(3)
        .writes_nothing();
}

#[test]
fn one_receipt_holds_all_exports_of_a_project() {
    let project = "[exports.systemd]\nlocation = 'one'\n[exports.runit]\nlocation = 'two'\n";
    let app = app().file("app/portcullis.toml", project);
    app.run(&["export", "--receipt", "SPACE/receipt.json"])
        .succeeds();
    assert_eq!(receipt(&app)["exports"].as_array().unwrap().len(), 2);
    app.run(&["verify-receipt", "SPACE/receipt.json"])
        .succeeds();
}

#[test]
fn a_report_tells_what_was_used_of_each_limit() {
    let run = app().export("systemd", &["--report", "--limit", "files=77"]);
    run.succeeds();
    for limit in Limit::ADJUSTABLE {
        let name = limit.name().unwrap();
        let begin = format!("{name} ");
        let is_told = run.stderr.lines().any(|line| line.starts_with(&begin));
        assert_eq!(is_told, is_known(name), "{name}: {run}");
    }
    let files = run.stderr.lines().find(|line| line.starts_with("files "));
    assert!(files.unwrap().contains(" 77 "), "{run}");
    assert!(!app().export("systemd", &[]).stderr.contains("fuel"));
}

/// The engine does not tell how many handles there were, and what compiling took is
/// known only when it is done.
fn is_known(limit: &str) -> bool {
    limit != "handles" && limit != "code-bytes" && !limit.starts_with("compile-")
}

fn is_rough(limit: &str) -> bool {
    limit == "deadline" || limit == "fuel"
}

/// What was used is the least that is enough, but for time, and for fuel, of which a
/// few units may be owed at the end.
#[test]
fn what_a_report_tells_is_what_the_export_needs() {
    let app = App::new(PROCFILE).file("app/guest.wasm", GUEST.component());
    let export = |more: &[&str]| {
        let usual = ["--exporter", "guest.wasm", "--dry-run"];
        app.export("x", &[&usual[..], more].concat())
    };
    let run = export(&["--report", "--json"]);
    let told: Value = serde_json::from_str(run.succeeds().text()).unwrap();
    let usage = told["exports"][0]["usage"].as_object().unwrap();
    for (name, figures) in usage.iter().filter(|(name, _)| !is_rough(name)) {
        let used = figures["used"].as_u64().unwrap();
        let limit = |figure: u64| format!("{name}={figure}");
        export(&["--limit", &limit(used)]).succeeds();
        if let Some(less) = used.checked_sub(1) {
            export(&["--limit", &limit(less)])
                .fails_with(5)
                .stderr_contains(&format!("raise it with --limit {name}=…"));
        }
    }
}

#[test]
fn a_report_in_json_stands_beside_the_files() {
    let app = app();
    let run = app.export("systemd", &["--report", "--json"]);
    let json: Value = serde_json::from_str(run.succeeds().text()).unwrap();
    let usage = &json["exports"][0]["usage"];
    let files = json["exports"][0]["files"].as_array().unwrap();
    assert_eq!(usage["files"]["used"], files.len());
    assert_eq!(usage["fuel"]["limit"], portcullis_host::limits::FUEL);
    let without = app.export("systemd", &["--json"]);
    assert!(!without.succeeds().text().contains("usage"));
}
