//! What an export is refused for, and what it takes over when asked to.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::os::unix::process::CommandExt;

use super::{export, left};
use crate::harness::ordinary::{self, copy_program};
use crate::harness::{App, PROCFILE, Run, Tree, binary, command};

const MANIFEST: &str = "out/.portcullis/shop/runit.json";

/// A user who is not the superuser.
const OTHER: u32 = 12345;

/// Two processes of runit, of which the second was changed since.
fn changed(change: impl Fn(&App)) -> App {
    let app = App::new("web: ./serve\n");
    export(&app, "runit", "shop", "web=2");
    change(&app);
    app
}

/// Exports the first alone.
#[track_caller]
fn shrink(app: &App) -> Run {
    let args = ["export", "runit", "OUT", "-a", "shop", "-c", "web=1"];
    app.run(&args)
}

/// Exports both, with other bytes.
#[track_caller]
fn renew(app: &App, more: &[&str]) -> Run {
    let args = [
        "export", "runit", "OUT", "-a", "shop", "-c", "web=2", "-u", "other",
    ];
    app.run(&[&args, more].concat())
}

/// What was changed is neither removed nor replaced, and nothing else is either.
#[track_caller]
fn is_refused(app: &App, why: &str) {
    let message = format!("failed to publish `shop-web-2/run`: {why}\n");
    for more in [&[][..], &["--dry-run"]] {
        renew(app, more)
            .fails_with(6)
            .stdout_is("")
            .stderr_contains(&message)
            .stderr_contains("hint: nothing was changed")
            .writes_nothing();
    }
    shrink(app)
        .fails_with(6)
        .stdout_is("")
        .stderr_contains(&message)
        .writes_nothing();
}

#[test]
fn an_edited_file_is_a_conflict() {
    let path = "shop-web-2/run";
    let app = changed(|app| fs::write(app.out().join(path), "#!/bin/sh\n").unwrap());
    is_refused(&app, "it was edited since it was exported");
    fs::remove_file(app.out().join(path)).unwrap();
    assert_eq!(shrink(&app).succeeds().stderr, "");
    assert!(!app.out().join("shop-web-2").exists());

    let app = changed(|app| {
        let mode = fs::Permissions::from_mode(0o700);
        fs::set_permissions(app.out().join(path), mode).unwrap();
    });
    is_refused(&app, "it was edited since it was exported");
}

#[test]
fn what_took_the_place_of_a_file_is_a_conflict() {
    let place = |app: &App| {
        let place = app.out().join("shop-web-2/run");
        fs::remove_file(&place).unwrap();
        place
    };
    let app = changed(|app| fs::create_dir(place(app)).unwrap());
    is_refused(&app, "a directory is there");
    let app = changed(|app| symlink("/etc/passwd", place(app)).unwrap());
    is_refused(&app, "a symbolic link is there");
}

#[test]
fn a_file_behind_a_link_is_a_conflict_and_the_link_not_followed() {
    let app = changed(|app| {
        let folder = app.out().join("shop-web-2");
        fs::rename(&folder, app.space().join("moved")).unwrap();
        symlink("../moved", folder).unwrap();
    });
    is_refused(&app, "`shop-web-2` is a symbolic link, not a directory");
    shrink(&app).stderr_contains("move these away");
}

#[test]
fn every_conflict_is_told_and_one_hint_given() {
    let app = changed(|app| {
        for path in ["shop-web-1/run", "shop-web-2/run"] {
            fs::write(app.out().join(path), "").unwrap();
        }
    });
    let run = renew(&app, &[]);
    assert_eq!(run.fails_with(6).stderr.matches("error: ").count(), 2);
    assert_eq!(run.stderr.matches("hint: ").count(), 1);
    run.stderr_contains("--adopt takes these over and keeps a backup of each");
    let run = renew(&app, &["--json"]);
    let told: serde_json::Value = serde_json::from_str(&run.fails_with(6).stderr).unwrap();
    assert_eq!(told["errors"].as_array().unwrap().len(), 2);
}

#[test]
fn a_comparison_is_shown_of_a_refused_export_too() {
    let app = changed(|app| fs::write(app.out().join("shop-web-2/run"), "mine\n").unwrap());
    renew(&app, &["--diff"])
        .fails_with(6)
        .stdout_contains("-mine\n")
        .stderr_contains("it was edited since it was exported")
        .writes_nothing();
}

#[test]
fn what_is_in_the_way_is_taken_over_when_asked_to_and_kept() {
    let app = changed(|app| {
        fs::write(app.out().join("shop-web-1/run"), "mine\n").unwrap();
        fs::remove_file(app.out().join("shop-web-2/run")).unwrap();
        symlink("/etc/passwd", app.out().join("shop-web-2/run")).unwrap();
    });
    let run = renew(&app, &["--adopt"]);
    run.succeeds()
        .stdout_contains("  adopt     0755 shop-web-1/run\n")
        .stdout_contains("2 adopted");
    let kept = |path: &str| {
        let begin = format!("what was in the place of `{path}` is kept as `");
        let line = run.stderr.lines().find_map(|line| line.split_once(&begin));
        let (_, rest) = line.unwrap_or_else(|| panic!("{path} in {run}"));
        app.out().join(rest.split('`').next().unwrap())
    };
    assert_eq!(fs::read(kept("shop-web-1/run")).unwrap(), b"mine\n");
    let link = fs::read_link(kept("shop-web-2/run")).unwrap();
    assert_eq!(link.to_str(), Some("/etc/passwd"));
    renew(&app, &[]).succeeds().writes_nothing();
}

#[test]
fn what_nobody_exported_is_a_conflict_unless_it_is_the_same() {
    let app = App::new(PROCFILE).file("out/shop.target", "theirs");
    app.export("systemd", &[])
        .fails_with(6)
        .stderr_contains("`shop.target`: a file is there that this export did not put there")
        .writes_nothing();
    app.export("systemd", &["--adopt"]).succeeds();
    let written = app.written();
    fs::remove_dir_all(app.out().join(".portcullis")).unwrap();
    app.export("systemd", &[]).succeeds();
    for path in written.files() {
        assert_eq!(app.written().entry(path), written.entry(path));
    }
}

#[test]
fn a_folder_that_runsv_still_works_in_stays_without_a_word() {
    let app = changed(|app| {
        for folder in ["shop-web-2/supervise", "shop-web-2/log/supervise"] {
            fs::create_dir(app.out().join(folder)).unwrap();
        }
    });
    assert_eq!(shrink(&app).succeeds().stderr, "");
    let left: Vec<_> = left(&app);
    let left: Vec<_> = left.iter().filter(|path| path.contains("web-2")).collect();
    assert_eq!(
        left,
        [
            "shop-web-2",
            "shop-web-2/log",
            "shop-web-2/log/supervise",
            "shop-web-2/supervise"
        ]
    );
    shrink(&app).succeeds().writes_nothing();
}

#[test]
fn a_file_that_is_gone_already_is_no_matter() {
    let app = changed(|app| fs::remove_dir_all(app.out().join("shop-web-2")).unwrap());
    assert_eq!(shrink(&app).succeeds().stderr, "");
    shrink(&app).succeeds().writes_nothing();
}

#[test]
fn a_manifest_that_cannot_be_believed_is_refused_and_nothing_written() {
    let escape = |text: &str| text.replace("shop-web-2/run", "../app/Procfile");
    let changes: [&dyn Fn(&str) -> String; 5] = [
        &|_| String::new(),
        &|text| text[..text.len() / 2].to_owned(),
        &|text| text.replace("\"schema\":1", "\"schema\":2"),
        &|text| text.replace("\"shop\"", "\"other\""),
        &escape,
    ];
    for change in changes {
        let app = changed(|app| {
            let path = app.space().join(MANIFEST);
            let text = fs::read_to_string(&path).unwrap();
            fs::write(path, change(&text)).unwrap();
        });
        for more in [&[][..], &["--dry-run"], &["--diff"], &["--json"]] {
            let args = [&["export", "runit", "OUT", "-a", "shop"], more].concat();
            app.run(&args)
                .fails_with(6)
                .stdout_is("")
                .stderr_contains("failed to read manifest `.portcullis/shop/runit.json`")
                .stderr_contains("move this one away")
                .writes_nothing();
        }
        // What the hint says helps.
        fs::remove_file(app.space().join(MANIFEST)).unwrap();
        shrink(&app).succeeds();
        assert!(app.out().join("shop-web-2/run").is_file());
    }
}

#[test]
fn a_directory_that_may_not_be_written_to_keeps_everything() {
    let app = changed(|app| {
        copy_program(binary().as_ref(), &app.space().join("portcullis"));
    });
    let exported = Tree::of(&app.out()).0.into_keys();
    let paths = exported.map(|path| format!("out/{path}"));
    for path in paths.chain(["", "out"].map(str::to_owned)) {
        give_away(&app, &path);
    }
    for path in [".", "shop-web-2", "shop-web-2/log"] {
        let lock = |mode| {
            fs::set_permissions(app.out().join(path), fs::Permissions::from_mode(mode)).unwrap();
        };
        lock(0o555);
        let before = app.written();
        let (code, stderr) = shrink_unprivileged(&app);
        assert_eq!(code, Some(6), "{stderr}");
        let message = format!("write to directory `{path}`");
        assert!(stderr.contains(&message), "{stderr}");
        before.is_still(&app.written(), path);
        lock(0o755);
    }
    assert_eq!(shrink_unprivileged(&app), (Some(0), String::new()));
    assert!(!app.out().join("shop-web-2").exists());
}

/// Lets the superuser's test run as someone else's; for anyone else it is
/// their own already.
fn give_away(app: &App, path: &str) {
    let _ = chown(app.space().join(path), Some(OTHER), Some(OTHER));
}

/// What `shrink` does, without the rights of the superuser.
fn shrink_unprivileged(app: &App) -> (Option<i32>, String) {
    let program = app.space().join("portcullis");
    let mut command = command(program.to_str().unwrap(), app);
    command.args(["export", "runit"]).arg(app.out());
    command.args(["-a", "shop", "-c", "web=1"]);
    if app.out().metadata().unwrap().uid() == OTHER {
        command.uid(OTHER).gid(OTHER);
    }
    let output = command.output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), stderr)
}

#[test]
fn a_state_directory_of_another_user_is_told_with_its_owner() {
    if !ordinary::is_root() {
        eprintln!("not run: only the superuser has files that others cannot read");
        return;
    }
    let app = changed(|app| {
        copy_program(binary().as_ref(), &app.space().join("portcullis"));
    });
    for path in ["", "out"] {
        give_away(&app, path);
    }
    let (code, stderr) = shrink_unprivileged(&app);
    assert_eq!(code, Some(6), "{stderr}");
    assert!(stderr.contains("user 0 owns it, and lets"), "{stderr}");
    assert!(stderr.contains("hint: export as that user"), "{stderr}");
}

#[test]
fn a_state_directory_that_is_a_link_is_refused() {
    let app = App::new(PROCFILE)
        .file("elsewhere/kept", "")
        .file("out/other", "");
    symlink("../elsewhere", app.out().join(".portcullis")).unwrap();
    app.export("systemd", &[])
        .fails_with(6)
        .stderr_contains("`.portcullis` is a symbolic link")
        .writes_nothing();
}
