//! What exports have in a directory: replaced and removed, since a manifest says
//! whose it is, and refused, rolled back and told of.

mod conflicts;
mod generations;
mod recovery;
mod rollback;
mod status;
mod told;

use std::fs;

use crate::harness::{App, PROCFILE, Tree};

const FORMATS: [&str; 4] = ["systemd", "supervisord", "upstart", "runit"];

/// Exports this application to the output directory.
#[track_caller]
fn export(app: &App, format: &str, name: &str, formation: &str) {
    let args = ["export", format, "OUT", "-a", name, "-c", formation];
    app.run(&args).succeeds();
}

/// What is left in the output directory, folders included, our state apart.
fn left(app: &App) -> Vec<String> {
    let paths = app.written().0.into_keys();
    paths
        .filter(|path| !path.starts_with(".portcullis"))
        .collect()
}

/// What one export leaves in a fresh directory.
#[track_caller]
fn fresh(format: &str, formation: &str) -> Vec<String> {
    let app = App::new(PROCFILE);
    export(&app, format, "shop", formation);
    left(&app)
}

#[test]
fn scaling_down_leaves_what_a_fresh_export_would() {
    for format in FORMATS {
        let app = App::new(PROCFILE);
        export(&app, format, "shop", "web=4,worker=2");
        for formation in ["web=1,worker=2", "web=1,worker=0", "web=3,worker=1"] {
            export(&app, format, "shop", formation);
            assert_eq!(
                left(&app),
                fresh(format, formation),
                "{format}: {formation}"
            );
        }
    }
}

#[test]
fn process_type_that_is_renamed_or_dropped_leaves_nothing() {
    for format in FORMATS {
        let app = App::new(PROCFILE);
        export(&app, format, "shop", "all=2");
        let app = app.file("app/Procfile", "site: ./serve\n");
        export(&app, format, "shop", "all=1");
        let left = left(&app).join(" ");
        assert!(!left.contains("web") && !left.contains("worker"), "{left}");
    }
}

#[test]
fn applications_whose_names_begin_alike_leave_each_other_alone() {
    for format in FORMATS {
        let app = App::new(PROCFILE);
        export(&app, format, "api", "web=2");
        let of_api = left(&app);
        export(&app, format, "api-gateway", "web=2");
        let both = app.written();
        export(&app, format, "api", "web=1");
        let after = app.written();
        for (path, entry) in &both.0 {
            if path.contains("api-gateway") {
                assert_eq!(after.0.get(path), Some(entry), "{format}: {path}");
            }
        }
        export(&app, format, "api", "web=2");
        export(&app, format, "api-gateway", "web=1,worker=0");
        assert!(
            of_api.iter().all(|path| left(&app).contains(path)),
            "{format}"
        );
    }
}

#[test]
fn two_formats_in_one_directory_leave_each_other_alone() {
    let app = App::new(PROCFILE);
    for format in ["systemd", "runit", "upstart"] {
        export(&app, format, "shop", "web=2");
    }
    let before = app.written();
    export(&app, "systemd", "shop", "web=1");
    let gone: Vec<_> = before.files().into_iter().map(str::to_owned).collect();
    let after = app.written();
    let gone: Vec<_> = gone
        .iter()
        .filter(|path| !after.0.contains_key(*path))
        .collect();
    assert_eq!(gone, ["shop-web-2.service"]);
}

#[test]
fn file_that_two_formats_have_is_not_taken_from_the_first() {
    // Both have a `shop.conf`, and not the same.
    let app = App::new(PROCFILE);
    export(&app, "upstart", "shop", "web=1,worker=1");
    app.export("supervisord", &[])
        .fails_with(6)
        .stdout_is("")
        .stderr_contains("`shop.conf`: it is a file of `shop` by `upstart`")
        .writes_nothing();
    let project = "app = 'shop'\n[exports.upstart]\nlocation = '../both'\n\
        [exports.supervisord]\nlocation = '../both'\n";
    let app = app.file("app/portcullis.toml", project);
    app.run(&["export"])
        .fails_with(6)
        .stderr_contains("is made together with this one")
        .writes_nothing();
}

#[test]
fn files_of_strangers_stay_however_they_are_named() {
    for format in FORMATS {
        let strangers = [
            "shop-web-2.service.d/override.conf",
            "shop-web-9.service",
            "shop-web-9.conf",
            "shop-web-9/run",
            "shop.txt",
        ];
        let app = strangers.iter().fold(App::new(PROCFILE), |app, path| {
            app.file(&format!("out/{path}"), path)
        });
        let before = app.written();
        export(&app, format, "shop", "web=3");
        export(&app, format, "shop", "web=1");
        for path in strangers {
            assert_eq!(before.entry(path), app.written().entry(path), "{format}");
        }
    }
}

#[test]
fn listed_exports_have_a_manifest_each() {
    let project = "app = 'shop'\n[exports.runit]\nlocation = '../out'\n\
        [exports.systemd]\nlocation = '../out'\n\
        [exports.live]\nformat = 'runit'\nlocation = '../live'\n";
    let app = App::new(PROCFILE).file("app/portcullis.toml", project);
    app.run(&["export", "-c", "web=2"]).succeeds();
    app.run(&["export", "-c", "web=2"])
        .succeeds()
        .writes_nothing();
    app.run(&["export", "-c", "web=1"]).succeeds();
    let space = Tree::of(&app.space());
    for path in [
        "out/.portcullis/shop/runit.json",
        "out/.portcullis/shop/systemd.json",
        "live/.portcullis/shop/runit.json",
    ] {
        assert_eq!(space.mode(path), 0o600, "{path}");
    }
    assert!(!space.files().iter().any(|path| path.contains("web-2")));
}

#[test]
fn exports_of_one_run_that_would_own_the_same_files_are_refused() {
    let project = "app = 'shop'\n[exports.a]\nformat = 'systemd'\nlocation = '../out'\n\
        [exports.b]\nformat = 'systemd'\nlocation = '../app/../out'\nformation = 'web=2'\n";
    for more in [&[][..], &["--dry-run"], &["--diff"]] {
        let app = App::new(PROCFILE)
            .file("app/portcullis.toml", project)
            .file("out/other", "");
        app.run(&[&["export"], more].concat())
            .fails_with(3)
            .stdout_is("")
            .stderr_contains("two exports of `shop` with `systemd`")
            .writes_nothing();
    }
    let apart = project.replace("formation = 'web=2'", "app = 'other'");
    let app = App::new(PROCFILE).file("app/portcullis.toml", apart);
    app.run(&["export"]).succeeds();
}

#[test]
fn ejected_templates_are_owned_by_nobody() {
    let app = App::empty();
    app.run(&["templates", "eject", "systemd", "t"]).succeeds();
    assert!(!app.dir().join("t/.portcullis").exists());
}

#[test]
fn a_generation_that_is_refused_leaves_the_other_exports_alone() {
    let project = "app = 'shop'\n[exports.systemd]\nlocation = '../out/plain'\n\
        [exports.upstart]\nlocation = '../out/first'\ngenerations = 2\n\
        [exports.runit]\nlocation = '../out/second'\ngenerations = 2\n";
    let app = App::new(PROCFILE)
        .file("app/portcullis.toml", project)
        .file("out/second/current", "theirs")
        .file("out/plain/shop.target", "theirs");
    app.run(&["export", "--receipt", "OUT/receipt.json"])
        .fails_with(6)
        .stdout_is("")
        .stderr_contains("out/second`: failed to publish `current`: a file is there")
        .stderr_contains("out/plain`: failed to publish `shop.target`: a file is there")
        .writes_nothing();
    fs::remove_file(app.out().join("plain/shop.target")).unwrap();
    app.run(&["export"]).fails_with(6).writes_nothing();
    fs::remove_file(app.out().join("second/current")).unwrap();
    app.run(&["export"]).succeeds();
}
