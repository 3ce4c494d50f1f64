//! What a directory is told to hold.

use std::fs;

use serde_json::{Value, json};

use super::export;
use crate::harness::{App, PROCFILE};

fn exported() -> App {
    let app = App::new("web: ./serve\n").file("out/theirs", "");
    export(&app, "systemd", "shop", "web=2");
    app
}

#[test]
fn status_of_an_untouched_export_is_good() {
    let app = exported();
    let run = app.run(&["status", "OUT"]);
    run.succeeds()
        .writes_nothing()
        .stdout_contains("shop by systemd of managers")
        .stdout_contains("4 files: all as exported\n")
        .stdout_contains("1 file or directory of others\n");
    app.run(&["status", "OUT", "--all"])
        .succeeds()
        .stdout_contains("  owned     shop.target\n")
        .stdout_contains("  foreign   theirs\n");
}

#[test]
fn status_tells_what_is_not_as_it_was_exported() {
    let app = exported().file("out/shop.target", "edited\n");
    fs::remove_file(app.out().join("shop-web.target")).unwrap();
    app.run(&["status", "OUT"])
        .fails_with(7)
        .writes_nothing()
        .stdout_contains("  edited    shop.target: it was edited since it was exported\n")
        .stdout_contains("  missing   shop-web.target\n")
        .stdout_contains("4 files: 2 not as exported\n")
        .stderr_contains("2 files in");
}

#[test]
fn status_tells_of_a_file_that_came_back() {
    let app = exported();
    let path = "shop-web-2.service";
    let unit = app.written().text(path);
    export(&app, "systemd", "shop", "web=1");
    let app = app.file(&format!("out/{path}"), unit);
    app.run(&["status", "OUT"])
        .fails_with(7)
        .stdout_contains("  stale     shop-web-2.service: an earlier export had it")
        .stdout_contains("; the version before is kept\n");
}

#[test]
fn status_as_json() {
    let app = exported().file("out/shop.target", "edited\n");
    let run = app.run(&["status", "OUT", "--json"]);
    let told: Value = serde_json::from_str(run.fails_with(7).text()).unwrap();
    assert_eq!(told["foreign"], json!(["theirs"]));
    let export = &told["exports"][0];
    assert_eq!(export["application"], "shop");
    assert_eq!(export["component"]["name"], "managers");
    let edited = json!({
        "path": "shop.target",
        "state": "edited",
        "reason": "it was edited since it was exported",
    });
    assert!(export["files"].as_array().unwrap().contains(&edited));
    assert_eq!(export["has_previous"], false);
}

#[test]
fn status_of_what_was_never_exported_to() {
    let app = App::new(PROCFILE).file("out/theirs", "");
    app.run(&["status", "OUT"])
        .succeeds()
        .writes_nothing()
        .stdout_contains("nothing was exported to");
    app.run(&["status", "OUT/missing"])
        .fails_with(6)
        .stderr_contains("open directory");
}

#[test]
fn empty_state_that_was_left_is_cleared_up() {
    let app = App::new(PROCFILE).file("out/.portcullis/.stage-0123456789abcdef/0", "");
    app.run(&["status", "OUT"]).succeeds();
    assert!(app.written().0.is_empty());
}
