//! The files of each format: honcho's names, exact modes, and no change when
//! nothing changed.

use serde_json::Value;

use crate::harness::{App, PROCFILE};

const ENV: &str = "SECRET='a \"b\" $c %d'\n";

const SYSTEMD: [&str; 6] = [
    "shop.target",
    "shop-web.target",
    "shop-web-1.service",
    "shop-web-2.service",
    "shop-worker.target",
    "shop-worker-1.service",
];
const SUPERVISORD: [&str; 1] = ["shop.conf"];
const UPSTART: [&str; 6] = [
    "shop.conf",
    "shop-web.conf",
    "shop-web-1.conf",
    "shop-web-2.conf",
    "shop-worker.conf",
    "shop-worker-1.conf",
];
/// honcho's, and the two scripts by which runit stops a whole process group.
const RUNIT: [&str; 12] = [
    "shop-web-1/run",
    "shop-web-1/log/run",
    "shop-web-1/finish",
    "shop-web-1/control/t",
    "shop-web-2/run",
    "shop-web-2/log/run",
    "shop-web-2/finish",
    "shop-web-2/control/t",
    "shop-worker-1/run",
    "shop-worker-1/log/run",
    "shop-worker-1/finish",
    "shop-worker-1/control/t",
];
const LAYOUTS: [(&str, &[&str]); 4] = [
    ("systemd", &SYSTEMD),
    ("supervisord", &SUPERVISORD),
    ("upstart", &UPSTART),
    ("runit", &RUNIT),
];

const FORMATION: [&str; 2] = ["-c", "web=2,worker=1"];

/// The mode that a file of a format has when `.env` is not empty.
fn mode(format: &str, path: &str) -> u32 {
    match format {
        "supervisord" => 0o600,
        "upstart" if path.ends_with("-1.conf") || path.ends_with("-2.conf") => 0o600,
        "runit" if path.ends_with("-1/run") || path.ends_with("-2/run") => 0o700,
        "runit" => 0o755,
        _ => 0o644,
    }
}

/// The mode that it has when there is no secret to keep.
fn open_mode(format: &str) -> u32 {
    if format == "runit" { 0o755 } else { 0o644 }
}

#[test]
fn each_format_has_the_file_names_of_honcho() {
    for (format, paths) in LAYOUTS {
        let app = App::new(PROCFILE).env(ENV);
        app.export(format, &FORMATION).succeeds().writes(paths);
    }
}

#[test]
fn files_that_hold_variables_are_private_and_scripts_executable() {
    for (format, paths) in LAYOUTS {
        let app = App::new(PROCFILE).env(ENV);
        app.export(format, &FORMATION).succeeds();
        for path in paths {
            assert_eq!(
                app.written().mode(path),
                mode(format, path),
                "{format}: {path}"
            );
        }
    }
}

#[test]
fn without_variables_every_file_may_be_read() {
    for (format, paths) in LAYOUTS {
        let app = App::new(PROCFILE);
        app.export(format, &FORMATION).succeeds();
        for path in paths {
            assert_eq!(
                app.written().mode(path),
                open_mode(format),
                "{format}: {path}"
            );
        }
    }
}

#[test]
fn the_umask_changes_no_mode() {
    for (format, paths) in LAYOUTS {
        for umask in ["000", "022", "077", "777"] {
            let app = App::new(PROCFILE).env(ENV);
            let script = format!("umask {umask}; exec \"$0\" \"$@\"");
            let args = [
                "export",
                format,
                "OUT",
                "-a",
                "shop",
                "-c",
                "web=2,worker=1",
            ];
            app.run_through(&["/bin/sh", "-c", &script], &args)
                .succeeds();
            for path in paths {
                let found = app.written().mode(path);
                assert_eq!(found, mode(format, path), "{format}: {path} under {umask}");
            }
        }
    }
}

#[test]
fn folders_have_the_ordinary_mode() {
    let app = App::new(PROCFILE).env(ENV);
    app.export("runit", &[]).succeeds();
    for folder in ["shop-web-1", "shop-web-1/log"] {
        assert_eq!(app.written().mode(folder), 0o755, "{folder}");
    }
}

#[test]
fn the_second_export_touches_nothing() {
    for (format, _) in LAYOUTS {
        let app = App::new(PROCFILE).env(ENV);
        app.export(format, &FORMATION).succeeds();
        app.export(format, &FORMATION).succeeds().writes_nothing();
    }
}

#[test]
fn a_change_touches_only_the_files_that_it_concerns() {
    let app = App::new(PROCFILE);
    app.export("systemd", &FORMATION).succeeds();
    let before = app.written();
    let app = app.file("app/Procfile", PROCFILE.replace("./work", "./labour"));
    app.export("systemd", &FORMATION)
        .succeeds()
        .writes(&SYSTEMD);
    for path in SYSTEMD {
        let is_same = before.entry(path) == app.written().entry(path);
        assert_eq!(is_same, path != "shop-worker-1.service", "{path}");
    }
}

#[test]
fn a_mode_that_someone_changed_is_set_right_when_asked_to() {
    use std::os::unix::fs::PermissionsExt;
    let app = App::new(PROCFILE).env(ENV);
    app.export("supervisord", &[]).succeeds();
    let file = app.out().join("shop.conf");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o666)).unwrap();
    app.export("supervisord", &[])
        .fails_with(6)
        .writes_nothing();
    app.export("supervisord", &["--adopt"]).succeeds();
    assert_eq!(app.written().mode("shop.conf"), 0o600);
}

#[test]
fn files_of_others_in_the_output_directory_stay() {
    let app = App::new(PROCFILE)
        .file("out/other.service", "[Unit]\n")
        .file("out/shop-extra.txt", "");
    let before = app.written();
    app.export("systemd", &FORMATION).succeeds();
    for path in ["other.service", "shop-extra.txt"] {
        assert_eq!(before.entry(path), app.written().entry(path));
    }
}

#[test]
fn a_dry_run_and_a_comparison_write_nothing() {
    for (format, paths) in LAYOUTS {
        for option in ["--dry-run", "--diff"] {
            let app = App::new(PROCFILE).env(ENV);
            let run = app.export(format, &[&FORMATION[..], &[option]].concat());
            run.succeeds().writes_nothing();
            for path in paths {
                run.stdout_contains(path);
            }
        }
    }
}

#[test]
fn one_file_is_printed_as_it_is() {
    let app = App::new(PROCFILE).env(ENV);
    app.export("supervisord", &[]).succeeds();
    let printed = app.run(&["export", "supervisord", "-", "-a", "shop"]);
    printed
        .succeeds()
        .writes_nothing()
        .stdout_is(&app.written().text("shop.conf"));
}

#[test]
fn printed_files_are_part_of_the_json() {
    let app = App::new(PROCFILE).env(ENV);
    app.export("runit", &FORMATION).succeeds();
    let args = ["export", "runit", "-", "-a", "shop", "--json"];
    let printed = app.run(&[&args[..], &FORMATION].concat());
    printed.succeeds().writes_nothing();
    let told: Value = serde_json::from_str(printed.text()).unwrap();
    let files = told["exports"][0]["files"].as_array().unwrap();
    let contents = files.iter().map(|file| {
        (
            file["path"].as_str().unwrap(),
            file["content"].as_str().unwrap(),
        )
    });
    let contents: Vec<_> = contents.collect();
    assert_eq!(contents.len(), RUNIT.len());
    for path in RUNIT {
        assert!(
            contents.contains(&(path, &app.written().text(path))),
            "{path}"
        );
    }
}

#[test]
fn what_would_be_printed_is_listed_or_compared_with_nothing() {
    let app = App::new(PROCFILE);
    let dry = app.run(&["export", "supervisord", "-", "-a", "shop", "--dry-run"]);
    dry.succeeds().writes_nothing();
    dry.stdout_contains("in standard output (dry run: nothing was written)");
    dry.stdout_contains("create    0644 shop.conf");
    let diff = app.run(&["export", "supervisord", "-", "-a", "shop", "--diff"]);
    diff.succeeds()
        .writes_nothing()
        .stdout_contains("+[program:shop-web-1]");
}

#[test]
fn several_files_are_printed_as_an_archive() {
    let app = App::new(PROCFILE).env(ENV);
    app.export("runit", &FORMATION).succeeds();
    let printed = app.run(&["export", "runit", "-", "-a", "shop", "-c", "web=2,worker=1"]);
    printed.succeeds().writes_nothing();
    let app = app.file("archive.tar", &printed.stdout);
    let unpack = "mkdir unpacked && tar -xpf archive.tar -C unpacked";
    let mut tar = crate::harness::command("/bin/sh", &app);
    let tar = tar.args(["-c", unpack]).current_dir(app.space()).status();
    assert!(tar.unwrap().success());
    let unpacked = crate::harness::Tree::of(&app.space().join("unpacked"));
    assert_eq!(unpacked.files(), app.written().files());
    for path in RUNIT {
        assert_eq!(unpacked.mode(path), app.written().mode(path), "{path}");
        assert_eq!(unpacked.text(path), app.written().text(path), "{path}");
    }
}
