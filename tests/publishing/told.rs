//! How it is told what is removed, and that the same export twice writes
//! nothing.

use serde_json::{Value, json};

use super::{FORMATS, export};
use crate::harness::{App, PROCFILE};

/// A second export, of one process where there were two.
const SHRINK: [&str; 7] = ["export", "systemd", "OUT", "-a", "shop", "-c", "web=1"];

fn exported() -> App {
    let app = App::new("web: ./serve\n");
    export(&app, "systemd", "shop", "web=2");
    app
}

#[test]
fn what_is_removed_is_listed_and_counted() {
    let app = exported();
    let line = "\n  remove    0644 shop-web-2.service\n";
    app.run(&SHRINK)
        .succeeds()
        .stdout_contains(line)
        .stdout_contains("\n4 files: 1 replaced, 2 unchanged, 1 removed\n");
    let again = app.run(&SHRINK);
    again.succeeds().writes_nothing();
    again.stdout_contains("\n3 files: 3 unchanged\n");
}

#[test]
fn a_dry_run_lists_what_would_be_removed_and_removes_nothing() {
    let app = exported();
    let dry = app.run(&[&SHRINK[..], &["--dry-run"]].concat());
    dry.succeeds()
        .writes_nothing()
        .stdout_contains("(dry run: nothing was written)");
    let dry = dry.text().replace(" (dry run: nothing was written)", "");
    app.run(&SHRINK).succeeds().stdout_is(&dry);
}

#[test]
fn a_comparison_shows_removed_files_as_such() {
    let app = exported();
    let unit = app.written().text("shop-web-2.service");
    let run = app.run(&[&SHRINK[..], &["--diff"]].concat());
    run.succeeds().writes_nothing();
    let lines: Vec<_> = unit.lines().map(|line| format!("-{line}\n")).collect();
    let expected = format!(
        "--- a/shop-web-2.service\n+++ /dev/null\n@@ -1,{} +0,0 @@\n{}",
        lines.len(),
        lines.concat()
    );
    run.stdout_contains(&expected);
}

#[test]
fn json_has_what_is_removed() {
    let stale = |app: &App, more: &[&str]| {
        let run = app.run(&[&SHRINK[..], &["--json"], more].concat());
        assert_eq!(run.succeeds().stderr, "");
        let whole: Value = serde_json::from_slice(&run.stdout).unwrap();
        whole["exports"][0]["stale"].clone()
    };
    let removed = json!([
        { "path": "shop-web-2.service", "change": "remove", "reason": null },
    ]);
    let app = exported();
    assert_eq!(stale(&app, &["--dry-run"]), removed);
    assert_eq!(stale(&app, &["--diff"]), removed);
    assert_eq!(stale(&app, &[]), removed);
    assert_eq!(stale(&app, &[]), json!([]));
}

#[test]
fn printing_files_reads_no_manifest_and_tells_of_none() {
    let app = exported().file("app/-/.portcullis/shop/systemd.json", "broken");
    let run = app.run(&["export", "systemd", "-", "-a", "shop", "-c", "web=1"]);
    run.succeeds().writes_nothing();
    assert_eq!(run.stderr, "");
}

#[test]
fn the_same_export_twice_writes_nothing_not_even_a_manifest() {
    for format in FORMATS {
        let app = App::new(PROCFILE);
        export(&app, format, "shop", "web=2");
        let path = format!(".portcullis/shop/{format}.json");
        assert_eq!(app.written().mode(&path), 0o600);
        for path in [".portcullis", ".portcullis/shop"] {
            assert_eq!(app.written().mode(path), 0o700, "{path}");
        }
        let args = ["export", format, "OUT", "-a", "shop", "-c", "web=2"];
        app.run(&args).succeeds().writes_nothing();
    }
}

#[test]
fn differences_without_end_are_named_and_not_kept() {
    let before = "a line that stood there before\n".repeat(1 << 15);
    let app = (1..=75).fold(App::new("web: ./serve\n"), |app, instance| {
        app.file(&format!("out/shop-web-{instance}.service"), &before)
    });
    let all = ["export", "systemd", "OUT", "-a", "shop", "-c", "web=75"];
    let run = app.run(&[&all[..], &["--diff"]].concat());
    let shown = run.fails_with(6).writes_nothing().text();
    let unshown = "\nnot shown, after so many differences: shop-web-75.service\n";
    assert!(shown.ends_with(unshown), "{} bytes", shown.len());
    assert!(shown.contains("\n--- a/shop-web-40.service\n"));
    assert!(shown.len() < 66 << 20, "{} bytes", shown.len());
}
