//! Output directories that are in the way of their files.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use super::{App, PROCFILE};

#[test]
fn a_location_that_is_a_file_is_refused() {
    let app = App::new(PROCFILE).file("out", "a file");
    app.export("systemd", &[])
        .fails_with(6)
        .stderr_contains("out")
        .stdout_is("")
        .writes_nothing();
    app.run(&["export", "systemd", "OUT/below", "-a", "shop"])
        .fails_with(6)
        .writes_nothing();
}

#[test]
fn a_location_that_is_a_link_to_a_file_or_to_nothing_is_refused() {
    for target in ["file", "nowhere"] {
        let app = App::new(PROCFILE).file("file", "");
        symlink(target, app.out()).unwrap();
        app.export("systemd", &[]).fails_with(6).writes_nothing();
        app.run(&["export", "systemd", "OUT/below", "-a", "shop"])
            .fails_with(6)
            .writes_nothing();
    }
}

#[test]
fn a_location_that_is_a_link_to_a_directory_is_the_users_own_word() {
    let app = App::new(PROCFILE).file("real/other", "");
    symlink("real", app.out()).unwrap();
    app.export("systemd", &[]).succeeds();
    assert!(app.space().join("real/shop.target").is_file());
}

#[test]
fn a_directory_in_the_place_of_a_file_is_refused() {
    let app = App::new(PROCFILE).file("out/shop-worker-1.service/inside", "");
    let run = app.export("systemd", &[]);
    run.fails_with(6)
        .stderr_contains("shop-worker-1.service")
        .stdout_is("")
        .writes_nothing();
}

#[test]
fn a_file_in_the_place_of_a_directory_is_refused() {
    let app = App::new(PROCFILE).file("out/shop-worker-1", "a file");
    app.export("runit", &[])
        .fails_with(6)
        .stderr_contains("shop-worker-1")
        .writes_nothing();
}

#[test]
fn a_link_in_the_place_of_a_directory_is_never_followed() {
    let app = App::new(PROCFILE)
        .file("elsewhere/kept", "kept")
        .file("out/other", "");
    symlink("../elsewhere", app.out().join("shop-worker-1")).unwrap();
    let run = app.export("runit", &[]);
    run.fails_with(6)
        .stderr_contains("shop-worker-1")
        .stderr_contains("symbolic link")
        .writes_nothing();
}

#[test]
fn a_link_in_the_place_of_a_file_is_refused_or_moved_and_its_target_untouched() {
    let app = App::new(PROCFILE)
        .file("victim", "precious")
        .file("out/other", "");
    symlink("../victim", app.out().join("shop.target")).unwrap();
    app.export("systemd", &[])
        .fails_with(6)
        .stderr_contains("a symbolic link is there")
        .writes_nothing();
    app.export("systemd", &["--adopt"]).succeeds();
    assert_eq!(
        fs::read_to_string(app.space().join("victim")).unwrap(),
        "precious"
    );
    assert_eq!(app.written().entry("shop.target").kind, "file");
}

#[test]
fn a_hard_link_in_the_place_of_a_file_is_not_written_through() {
    let app = App::new(PROCFILE)
        .file("victim", "precious")
        .file("out/other", "");
    fs::hard_link(app.space().join("victim"), app.out().join("shop.target")).unwrap();
    app.export("systemd", &[]).fails_with(6).writes_nothing();
    app.export("systemd", &["--adopt"]).succeeds();
    assert_eq!(
        fs::read_to_string(app.space().join("victim")).unwrap(),
        "precious"
    );
}

#[test]
fn a_second_export_that_cannot_be_made_keeps_the_first_from_being_written() {
    let project =
        "app = 'shop'\n[exports.runit]\nlocation = 'a'\n[exports.systemd]\nlocation = 'b'\n";
    let app = App::new(PROCFILE)
        .file("app/portcullis.toml", project)
        .file("app/b/shop-web-1.service/inside", "");
    app.run(&["export"])
        .fails_with(6)
        .stderr_contains("in `b`: failed to publish `shop-web-1.service`")
        .writes_nothing();
    fs::create_dir_all(app.dir().join("a/.portcullis")).unwrap();
    let open = fs::Permissions::from_mode(0o777);
    fs::set_permissions(app.dir().join("a/.portcullis"), open).unwrap();
    for how in [&["export"][..], &["export", "--dry-run"]] {
        app.run(how)
            .fails_with(6)
            .stderr_contains("in `a`: failed to use directory `.portcullis`")
            .writes_nothing();
    }
}

#[test]
fn a_directory_that_may_not_be_written_to_is_refused() {
    let app = App::new(PROCFILE).file("out/other", "");
    let lock = |mode| fs::set_permissions(app.out(), fs::Permissions::from_mode(mode)).unwrap();
    lock(0o555);
    // The superuser may write everywhere but there, where nobody may.
    let location = if fs::write(app.out().join("probe"), "").is_ok() {
        "/proc/self"
    } else {
        "OUT"
    };
    let _ = fs::remove_file(app.out().join("probe"));
    let run = app.run(&["export", "systemd", location, "-a", "shop"]);
    run.fails_with(6).stdout_is("").writes_nothing();
    lock(0o755);
}

#[test]
fn templates_are_not_ejected_over_what_is_there() {
    let app = App::empty().file("app/t/process.service", "mine");
    let run = app.run(&["templates", "eject", "systemd", "t"]);
    run.fails_with(6)
        .stdout_is("")
        .stderr_contains("process.service")
        .writes_nothing();
}

#[test]
fn an_error_that_nobody_can_be_told_still_has_its_exit_code() {
    let app = App::new(PROCFILE).file("out", "a file");
    let deaf = ["/bin/sh", "-c", r#"exec "$0" "$@" 2>/dev/full"#];
    for more in [&[][..], &["--json"]] {
        let words = ["export", "systemd", "OUT", "-a", "shop"];
        let run = app.run_through(&deaf, &[&words[..], more].concat());
        assert_eq!(run.code(), Some(6));
        run.writes_nothing();
    }
}
