//! What is no file in the place of a file that is read, and files without an end.

use std::fs::File;
use std::os::unix::fs::symlink;
use std::path::Path;

use rustix::fs::{CWD, Mode, mkfifoat};

use super::{App, PROCFILE};

/// The files that an export looks for itself.
const READ: [&str; 3] = ["Procfile", ".env", "portcullis.toml"];

/// Ends a run that waits for somebody to write.
const PATIENCE: [&str; 2] = ["timeout", "60"];

#[track_caller]
fn refuses(make: impl Fn(&Path), says: &str) {
    for name in READ {
        refuses_as(name, &make, says);
    }
}

#[track_caller]
fn refuses_as(name: &str, make: impl Fn(&Path), says: &str) {
    let app = App::new(PROCFILE);
    let file = app.dir().join(name);
    if name == "Procfile" {
        std::fs::remove_file(&file).unwrap();
    }
    make(&file);
    let run = app.run_through(&PATIENCE, &["export", "systemd", "OUT", "-a", "shop"]);
    run.fails_with(3).stdout_is("").writes_nothing();
    run.stderr_contains("cannot read").stderr_contains(name);
    run.stderr_contains(says);
}

#[test]
fn a_pipe_that_nobody_writes_to_is_refused_and_not_waited_for() {
    let make = |file: &Path| mkfifoat(CWD, file, Mode::RWXU).unwrap();
    refuses(make, "a pipe, a device or a socket");
}

#[test]
fn a_link_to_a_device_is_refused() {
    let make = |file: &Path| symlink("/dev/zero", file).unwrap();
    refuses(make, "a pipe, a device or a socket");
}

#[test]
fn a_file_that_would_fill_memory_is_refused() {
    // Nothing but a length: it takes no place on the disk.
    let make = |file: &Path| File::create(file).unwrap().set_len((64 << 20) + 1).unwrap();
    for name in READ {
        let says = match name {
            "portcullis.toml" => "it has more than 1048576 bytes",
            _ => "it has more than 67108864 bytes",
        };
        refuses_as(name, make, says);
    }
}

#[test]
fn a_project_file_has_a_bound_of_its_own() {
    let app = App::new(PROCFILE);
    let file = app.dir().join("portcullis.toml");
    let arguments = ["export", "systemd", "OUT", "-a", "shop"];
    std::fs::write(&file, format!("#{}", "x".repeat(1 << 20))).unwrap();
    let run = app.run(&arguments);
    run.fails_with(3).writes_nothing();
    run.stderr_contains("portcullis.toml: it has more than 1048576 bytes");
    std::fs::write(&file, format!("#{}", "x".repeat((1 << 20) - 1))).unwrap();
    app.run(&arguments).succeeds();
}

#[test]
fn a_device_that_is_named_is_read_up_to_the_same_bound() {
    let app = App::new(PROCFILE);
    let run = app.run(&["export", "systemd", "OUT", "-a", "shop", "-e", "/dev/zero"]);
    run.fails_with(3).writes_nothing();
    run.stderr_contains("it has more than 67108864 bytes");
}

#[test]
fn what_is_piped_in_by_name_is_read() {
    let app = App::new(PROCFILE);
    let piped = ["sh", "-c", "echo GREETING=hello | \"$0\" \"$@\""];
    let run = app.run_through(
        &piped,
        &["check", "-a", "shop", "--json", "-e", "/dev/stdin"],
    );
    run.succeeds().stdout_contains("GREETING");
}

#[test]
fn a_pipe_among_components_is_refused() {
    let app = App::new(PROCFILE);
    mkfifoat(CWD, app.dir().join("a.wasm"), Mode::RWXU).unwrap();
    let run = app.run_through(&PATIENCE, &["inspect", "a.wasm"]);
    run.fails_with(3)
        .stderr_contains("a pipe, a device or a socket");
}
