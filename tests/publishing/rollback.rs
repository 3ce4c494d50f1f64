//! What comes back, and what goes.

use std::fs;

use serde_json::Value;

use super::{FORMATS, export, left};
use crate::harness::{App, PROCFILE, Tree};

/// Files with their bytes and modes, without our state.
fn files(app: &App) -> Vec<(String, u32, Vec<u8>)> {
    let entries = app.written().0.into_iter();
    let files = entries.filter(|(path, _)| !path.starts_with(".portcullis"));
    files
        .map(|(path, entry)| (path, entry.mode, entry.content))
        .collect()
}

#[test]
fn rollback_brings_back_what_was_there_and_again_what_is_there_now() {
    for format in FORMATS {
        let app = App::new(PROCFILE);
        export(&app, format, "shop", "web=2,worker=1");
        let old = files(&app);
        export(&app, format, "shop", "web=1,worker=3");
        let new = files(&app);
        assert_ne!(old, new);
        let dry = app.run(&["rollback", "OUT", "--dry-run"]);
        dry.succeeds().writes_nothing();
        let run = app.run(&["rollback", "OUT"]);
        let told = dry.text().replace(" (dry run: nothing was written)", "");
        run.succeeds().stdout_is(&told);
        assert_eq!(files(&app), old, "{format}");
        app.run(&["status", "OUT"]).succeeds();
        export(&app, format, "shop", "web=2,worker=1");
        app.run(&["rollback", "OUT", "-a", "shop", "--exporter", format])
            .succeeds();
        assert_eq!(files(&app), new, "{format}");
    }
}

#[test]
fn where_nothing_was_exported_there_is_nothing_to_change() {
    let app = App::new(PROCFILE).file("out/other", "");
    for directory in ["OUT", "nodir"] {
        for command in [
            &["rollback", directory][..],
            &["remove", directory, "-a", "x"],
        ] {
            for more in [&[][..], &["--dry-run"]] {
                let run = app.run(&[command, more].concat());
                run.fails_with(6).stdout_is("").writes_nothing();
                run.stderr_contains("hint: name the directory that an export was given");
            }
        }
    }
    app.run(&["rollback", "OUT"])
        .fails_with(6)
        .stderr_contains("nothing was exported to");
    app.run(&["status", "nodir"])
        .fails_with(6)
        .stderr_contains("hint: name the directory");
}

#[test]
fn rollback_without_an_earlier_version_is_refused() {
    let app = App::new(PROCFILE);
    export(&app, "systemd", "shop", "web=1");
    app.run(&["rollback", "OUT"])
        .fails_with(6)
        .stderr_contains("no version before the present one is kept")
        .stderr_contains("hint: an export keeps the one version that it replaces")
        .writes_nothing();
}

#[test]
fn rollback_over_an_edited_file_is_refused() {
    for path in [
        "shop-web.target",
        "shop-web-1.service",
        "shop-web-2.service",
    ] {
        let app = App::new("web: ./serve\n");
        export(&app, "systemd", "shop", "web=1");
        export(&app, "systemd", "shop", "web=2");
        let app = app.file(&format!("out/{path}"), "edited\n");
        app.run(&["rollback", "OUT"])
            .fails_with(6)
            .stdout_is("")
            .stderr_contains(&format!("`{path}`: it was edited since it was exported"))
            .writes_nothing();
    }
}

#[test]
fn rollback_of_several_applications_wants_a_name() {
    let app = App::new(PROCFILE);
    for name in ["shop", "blog"] {
        export(&app, "systemd", name, "web=2");
        export(&app, "systemd", name, "web=1");
    }
    app.run(&["rollback", "OUT"])
        .fails_with(2)
        .stderr_contains("`blog`, `shop`")
        .writes_nothing();
    app.run(&["rollback", "OUT", "--app", "shpo"])
        .fails_with(2)
        .stderr_contains("did you mean `shop`?");
    app.run(&["rollback", "OUT", "--app", "blog"]).succeeds();
    let left = left(&app).join(" ");
    assert!(left.contains("blog-web-2") && !left.contains("shop-web-2"));
}

#[test]
fn removal_leaves_what_is_not_ours_and_no_debris() {
    for format in FORMATS {
        let app = App::new(PROCFILE).file("out/theirs", "theirs");
        let before = app.written();
        export(&app, format, "shop", "web=2");
        export(&app, format, "shop", "web=1");
        let dry = app.run(&["remove", "OUT", "--app", "shop", "--dry-run"]);
        dry.succeeds().writes_nothing();
        let run = app.run(&["remove", "OUT", "--app", "shop"]);
        let told = dry.text().replace(" (dry run: nothing was written)", "");
        run.succeeds()
            .stdout_is(&told)
            .stdout_contains("  remove    shop");
        before.is_still(&app.written(), format);
        assert_eq!(app.written().0.len(), before.0.len(), "{format}");
    }
}

#[test]
fn removal_is_of_one_exporter_when_that_is_named() {
    let app = App::new(PROCFILE);
    export(&app, "systemd", "shop", "web=1");
    export(&app, "runit", "shop", "web=1");
    app.run(&["remove", "OUT", "-a", "shop", "--exporter", "runit"])
        .succeeds();
    let left = left(&app).join(" ");
    assert!(
        left.contains("shop.target") && !left.contains("shop-web-1/run"),
        "{left}"
    );
    let state = Tree::of(&app.out().join(".portcullis"));
    assert_eq!(
        state.0.keys().collect::<Vec<_>>(),
        ["shop", "shop/systemd.json"]
    );
    app.run(&["remove", "OUT", "-a", "shop", "--exporter", "runit"])
        .fails_with(2)
        .stderr_contains("no export by `runit`");
}

#[test]
fn removal_of_an_edited_file_is_refused() {
    let app = App::new(PROCFILE);
    export(&app, "systemd", "shop", "web=1");
    let app = app.file("out/shop.target", "edited\n");
    for more in [&[][..], &["--dry-run"]] {
        let args = [&["remove", "OUT", "--app", "shop"], more].concat();
        app.run(&args)
            .fails_with(6)
            .stdout_is("")
            .stderr_contains("`shop.target`: it was edited")
            .stderr_contains("hint: nothing was changed; move these away")
            .writes_nothing();
    }
    fs::remove_file(app.out().join("shop.target")).unwrap();
    app.run(&["remove", "OUT", "--app", "shop"]).succeeds();
    assert!(app.written().0.is_empty());
}

#[test]
fn json_tells_what_is_changed() {
    let app = App::new("web: ./serve\n");
    export(&app, "systemd", "shop", "web=2");
    export(&app, "systemd", "shop", "web=1");
    let run = app.run(&["rollback", "OUT", "--json"]);
    let told: Value = serde_json::from_str(run.succeeds().text()).unwrap();
    let files = told["changes"][0]["files"].as_array().unwrap();
    let created = files
        .iter()
        .find(|file| file["change"] == "create")
        .unwrap();
    assert_eq!(created["path"], "shop-web-2.service");
    let run = app.run(&["remove", "OUT", "--app", "shop", "--json", "--dry-run"]);
    let told: Value = serde_json::from_str(run.succeeds().text()).unwrap();
    assert_eq!(told["written"], false);
    assert_eq!(told["changes"][0]["application"], "shop");
}
