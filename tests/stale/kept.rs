//! What is not removed, and what is refused before anything is.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::os::unix::process::CommandExt;

use super::{export, left};
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

#[track_caller]
fn is_kept(app: &App, path: &str, why: &str) {
    let kept = app.written().0.get(path).cloned();
    // It is told again until it is gone.
    for _ in 0..2 {
        let message = format!("left from an earlier export and kept, because {why}");
        shrink(app)
            .succeeds()
            .stderr_contains(&format!("`{path}`"))
            .stderr_contains(&message)
            .stderr_contains("remove it by hand")
            .stdout_contains(&format!("keep      0755 {path}"));
        assert_eq!(app.written().0.get(path), kept.as_ref());
    }
    shrink(app).succeeds().writes_nothing();
}

#[test]
fn an_edited_file_is_kept_with_a_warning() {
    let path = "shop-web-2/run";
    let app = changed(|app| fs::write(app.out().join(path), "#!/bin/sh\n").unwrap());
    is_kept(&app, path, "it was edited since");
    fs::remove_file(app.out().join(path)).unwrap();
    assert_eq!(shrink(&app).succeeds().stderr, "");
    assert!(!app.out().join("shop-web-2").exists());

    let app = changed(|app| {
        let mode = fs::Permissions::from_mode(0o700);
        fs::set_permissions(app.out().join(path), mode).unwrap();
    });
    is_kept(&app, path, "it was edited since");
}

#[test]
fn a_warning_is_given_without_a_list_too() {
    let path = "shop-web-2/run";
    let app = changed(|app| fs::write(app.out().join(path), "").unwrap());
    let args = ["export", "runit", "OUT", "-a", "shop", "-q"];
    app.run(&args)
        .succeeds()
        .stdout_is("")
        .stderr_contains(path);
}

#[test]
fn what_took_the_place_of_a_file_is_kept_with_a_warning() {
    let path = "shop-web-2/run";
    let place = |app: &App| {
        let place = app.out().join(path);
        fs::remove_file(&place).unwrap();
        place
    };
    let app = changed(|app| fs::create_dir(place(app)).unwrap());
    is_kept(&app, path, "it is a directory now");
    let app = changed(|app| symlink("/etc/passwd", place(app)).unwrap());
    is_kept(&app, path, "it is a symbolic link now");
}

#[test]
fn a_file_behind_a_link_is_kept_with_a_warning() {
    let app = changed(|app| {
        let folder = app.out().join("shop-web-2");
        fs::rename(&folder, app.space().join("moved")).unwrap();
        symlink("../moved", folder).unwrap();
    });
    let before = Tree::of(&app.space().join("moved"));
    is_kept(
        &app,
        "shop-web-2/run",
        "`shop-web-2` is a symbolic link now",
    );
    before.is_still(
        &Tree::of(&app.space().join("moved")),
        "the link was followed",
    );
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
        fs::copy(binary(), app.space().join("portcullis")).unwrap();
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
