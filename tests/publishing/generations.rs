//! A directory of its own, with a generation for each export.

use std::fs;

use serde_json::Value;

use crate::harness::{App, PROCFILE, Run, Tree};

/// Exports a generation of which three are kept.
#[track_caller]
fn export(app: &App, formation: &str, more: &[&str]) -> Run {
    let usual = ["export", "runit", "OUT", "-a", "shop", "--generations", "3"];
    app.run(&[&usual, &["-c", formation][..], more].concat())
}

/// Where the link leads.
fn current(app: &App) -> String {
    let link = fs::read_link(app.out().join("current")).unwrap();
    link.to_str().unwrap().to_owned()
}

fn generations(app: &App) -> usize {
    fs::read_dir(app.out().join(".gen")).unwrap().count()
}

/// What is visible through the link.
fn files(app: &App) -> Tree {
    Tree::of(&app.out().join("current"))
}

#[test]
fn link_leads_to_what_was_exported_last() {
    let app = App::new(PROCFILE);
    let mut seen = Vec::new();
    for formation in ["web=1", "web=2", "web=3", "web=4"] {
        export(&app, formation, &[]).succeeds();
        let usual = [
            "export",
            "runit",
            "SPACE/plain",
            "-a",
            "shop",
            "-c",
            formation,
        ];
        app.run(&usual).succeeds();
        let plain = Tree::of(&app.space().join("plain"));
        assert_eq!(files(&app).files(), plain.files());
        for path in plain.files() {
            assert_eq!(files(&app).text(path), plain.text(path));
            assert_eq!(files(&app).mode(path), plain.mode(path));
        }
        seen.push(current(&app));
        assert_eq!(generations(&app), seen.len().min(3));
    }
    seen.dedup();
    assert_eq!(seen.len(), 4);
    let state = Tree::of(&app.out().join(".portcullis"));
    assert_eq!(state.0.keys().collect::<Vec<_>>(), [".generations"]);
}

#[test]
fn same_export_twice_makes_no_change() {
    let app = App::new(PROCFILE).env("A=b\n");
    export(&app, "web=2", &[]).succeeds();
    export(&app, "web=2", &[]).succeeds().writes_nothing();
    for option in ["--dry-run", "--diff"] {
        export(&app, "web=3", &[option]).succeeds().writes_nothing();
    }
    export(&app, "web=3", &["--dry-run"])
        .stdout_contains("  identical 0700 shop-web-1/run\n")
        .stdout_contains("  create    0700 shop-web-3/run\n");
}

#[test]
fn an_old_generation_becomes_current_again() {
    let app = App::new(PROCFILE);
    let mut seen = Vec::new();
    for formation in ["web=1", "web=2", "web=1"] {
        export(&app, formation, &[]).succeeds();
        seen.push(current(&app));
    }
    assert_eq!(seen[0], seen[2]);
    assert_eq!(generations(&app), 2);
    app.run(&["rollback", "OUT"]).succeeds();
    assert_eq!(current(&app), seen[1]);
}

#[test]
fn rollback_is_a_flip_to_the_one_before() {
    let app = App::new(PROCFILE);
    let mut seen = Vec::new();
    for formation in ["web=1", "web=2", "web=3"] {
        export(&app, formation, &[]).succeeds();
        seen.push(current(&app));
    }
    app.run(&["rollback", "OUT", "--dry-run"])
        .succeeds()
        .writes_nothing()
        .stdout_contains(&format!("would lead to {}", seen[1]));
    app.run(&["rollback", "OUT"]).succeeds();
    assert_eq!(current(&app), seen[1]);
    // The one before the present one is kept, not the one that was left.
    export(&app, "web=4", &[]).succeeds();
    app.run(&["rollback", "OUT", "--app", "shop"]).succeeds();
    assert_eq!(current(&app), seen[1]);
    app.run(&["status", "OUT"]).succeeds().writes_nothing();
    let app = App::new(PROCFILE);
    export(&app, "web=1", &[]).succeeds();
    app.run(&["rollback", "OUT"])
        .fails_with(6)
        .stderr_contains("no generation before the current one is kept")
        .writes_nothing();
}

#[test]
fn the_two_ways_are_not_mixed() {
    let app = App::new(PROCFILE);
    app.export("runit", &[]).succeeds();
    for more in [&[][..], &["--dry-run"]] {
        export(&app, "web=1", more)
            .fails_with(6)
            .stderr_contains("files are exported to it one by one")
            .stderr_contains("`portcullis remove` first")
            .writes_nothing();
    }
    let app = App::new(PROCFILE);
    export(&app, "web=1", &[]).succeeds();
    for more in [&[][..], &["--dry-run"]] {
        app.export("runit", more)
            .fails_with(6)
            .stderr_contains("exports to it are generations")
            .writes_nothing();
    }
    let other = [
        "export",
        "systemd",
        "OUT",
        "-a",
        "shop",
        "--generations",
        "3",
    ];
    app.run(&other)
        .fails_with(6)
        .stderr_contains("it has the generations of another export")
        .writes_nothing();
}

#[test]
fn an_edited_generation_is_refused_and_told() {
    let app = App::new(PROCFILE);
    export(&app, "web=1", &[]).succeeds();
    fs::write(app.out().join("current/shop-web-1/run"), "edited\n").unwrap();
    export(&app, "web=1", &[])
        .fails_with(6)
        .stderr_contains("shop-web-1/run`: it was edited since it was exported")
        .writes_nothing();
    export(&app, "web=1", &["--dry-run"])
        .fails_with(6)
        .stderr_contains("shop-web-1/run`: it was edited since it was exported");
    app.run(&["status", "OUT"])
        .fails_with(7)
        .stdout_contains("  edited    ");
    app.run(&["remove", "OUT", "--app", "shop"])
        .fails_with(6)
        .writes_nothing();
}

#[test]
fn an_edited_generation_is_moved_away_as_a_whole() {
    let app = App::new(PROCFILE);
    export(&app, "web=1", &[]).succeeds();
    fs::write(app.out().join("current/shop-web-1/run"), "edited\n").unwrap();
    export(&app, "web=1", &[])
        .fails_with(6)
        .stderr_contains("move the directory in .gen away as a whole");
    let edited = app.out().join(current(&app));
    fs::rename(edited, app.space().join("mine")).unwrap();
    app.run(&["status", "OUT"])
        .fails_with(7)
        .stdout_contains("  missing   ");
    export(&app, "web=1", &[]).succeeds();
    app.run(&["status", "OUT"]).succeeds();
}

#[test]
fn edited_generations_are_kept_whatever_is_exported_after_them() {
    let app = App::new(PROCFILE);
    export(&app, "web=1", &[]).succeeds();
    let edited = current(&app);
    fs::write(app.out().join("current/shop-web-1/run"), "edited\n").unwrap();
    let told = format!("`{edited}` in");
    export(&app, "web=2", &["--dry-run"]).stderr_contains(&told);
    for formation in ["web=2", "web=3", "web=4"] {
        let run = export(&app, formation, &[]);
        let is_told = run.succeeds().stderr.contains(&told);
        // It is told when it is left behind, and when its time has come.
        assert_eq!(is_told, formation != "web=3", "{run}");
    }
    assert_eq!(generations(&app), 4);
    let kept = app.out().join(&edited).join("shop-web-1/run");
    assert_eq!(fs::read_to_string(kept).unwrap(), "edited\n");
    let run = export(&app, "web=4", &["--json"]);
    let told: Value = serde_json::from_str(run.succeeds().writes_nothing().text()).unwrap();
    assert_eq!(
        format!(".gen/{}", told["exports"][0]["edited"][0].as_str().unwrap()),
        edited
    );
    app.run(&["status", "OUT"])
        .fails_with(7)
        .stdout_contains("  edited    ");
    // Fewer are kept, and the edited one nonetheless.
    let fewer = ["export", "runit", "OUT", "-a", "shop", "--generations", "1"];
    app.run(&[&fewer[..], &["-c", "web=4"]].concat()).succeeds();
    assert_eq!(generations(&app), 2);
}

#[test]
fn rollback_does_not_lead_to_what_is_not_as_it_was_exported() {
    let app = App::new(PROCFILE);
    export(&app, "web=1", &[]).succeeds();
    let old = app.out().join(current(&app));
    export(&app, "web=2", &[]).succeeds();
    let is_refused = |why: &str| {
        for more in [&[][..], &["--dry-run"]] {
            app.run(&[&["rollback", "OUT"], more].concat())
                .fails_with(6)
                .stderr_contains(why)
                .stderr_contains("hint: nothing was changed; `portcullis status")
                .writes_nothing();
        }
    };
    fs::write(old.join("shop-web-1/run"), "edited\n").unwrap();
    is_refused("it was edited since it was exported");
    fs::remove_dir_all(&old).unwrap();
    is_refused("it is not there any more");
    app.run(&["remove", "OUT", "--app", "shop"]).succeeds();
}

#[test]
fn what_others_put_beside_generations_is_told_and_stays() {
    let tree = format!(".gen/{}", "ab".repeat(32));
    let app = App::new(PROCFILE);
    export(&app, "web=1", &[]).succeeds();
    let app = app
        .file("out/mine", "")
        .file(&format!("out/{tree}/mine"), "");
    for formation in ["web=2", "web=3", "web=4"] {
        export(&app, formation, &[]).succeeds();
    }
    app.run(&["status", "OUT"])
        .succeeds()
        .stdout_contains("2 files or directories of others\n");
    app.run(&["status", "OUT", "--all"])
        .succeeds()
        .stdout_contains("  foreign   mine\n")
        .stdout_contains(&format!("  foreign   {tree}\n"));
    let run = app.run(&["status", "OUT", "--json"]);
    let told: Value = serde_json::from_str(run.succeeds().text()).unwrap();
    assert_eq!(told["foreign"], serde_json::json!([tree, "mine"]));
    app.run(&["remove", "OUT", "--app", "shop"]).succeeds();
    assert_eq!(app.written().files(), [&*format!("{tree}/mine"), "mine"]);
}

#[test]
fn what_is_no_link_of_ours_is_not_replaced() {
    let app = App::new(PROCFILE).file("out/current", "theirs");
    export(&app, "web=1", &[])
        .fails_with(6)
        .stderr_contains("`current`: a file is there")
        .stderr_contains("move these away, or export to another LOCATION")
        .writes_nothing();
    export(&app, "web=1", &["--dry-run"])
        .fails_with(6)
        .stderr_contains("`current`: a file is there");
    export(&app, "web=1", &["--adopt"])
        .fails_with(2)
        .stderr_contains("`--adopt` takes over single files")
        .writes_nothing();
    let trees = format!("out/.gen/{}/theirs", "ab".repeat(32));
    let app = App::new(PROCFILE).file(&trees, "theirs");
    for more in [&[][..], &["--dry-run"]] {
        export(&app, "web=1", more)
            .fails_with(6)
            .stderr_contains(": a directory is there")
            .writes_nothing();
    }
    let app = App::new(PROCFILE).file("out/current/inside", "theirs");
    export(&app, "web=1", &[])
        .fails_with(6)
        .stderr_contains("`current`: a directory is there")
        .writes_nothing();
}

#[test]
fn removal_leaves_nothing() {
    let app = App::new(PROCFILE).file("out/theirs", "");
    let before = app.written();
    export(&app, "web=1", &[]).succeeds();
    export(&app, "web=2", &[]).succeeds();
    app.run(&["remove", "OUT", "--app", "blog"])
        .fails_with(2)
        .writes_nothing();
    let dry = ["remove", "OUT", "--app", "shop", "--dry-run"];
    app.run(&dry).succeeds().writes_nothing();
    app.run(&["remove", "OUT", "--app", "shop"])
        .succeeds()
        .stdout_contains("2 generations removed from");
    before.is_still(&app.written(), "removal");
}

#[test]
fn json_and_the_project_file_know_generations() {
    let project = "app = 'shop'\n[exports.runit]\nlocation = '../out'\ngenerations = 2\n";
    let app = App::new(PROCFILE).file("app/portcullis.toml", project);
    app.run(&["export"]).succeeds();
    let run = app.run(&["status", "OUT", "--json"]);
    let told: Value = serde_json::from_str(run.succeeds().text()).unwrap();
    assert_eq!(told["generations"][0]["current"], true);
    assert_eq!(told["generations"][0]["state"], "owned");
    app.run(&["export", "runit", "OUT", "--generations", "0"])
        .fails_with(2);
}
