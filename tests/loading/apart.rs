//! The process that compiles.

use std::io::Write as _;
use std::process::Stdio;

use super::{COMPILED, component, generated};
use crate::harness::{App, binary, command};

/// What keeps a compiler busy for far longer than a test waits.
fn busy() -> Vec<u8> {
    generated::wide_calls(1_000)
}

#[test]
fn a_compiler_that_takes_long_is_ended_at_its_deadline() {
    let app = App::empty().file("app/bomb.wasm", busy());
    let run = app.run(&["inspect", "bomb.wasm", "--limit", "compile-deadline=0.05"]);
    run.fails_with(4)
        .stderr_contains("`bomb.wasm`: needs more than 50 milliseconds to be compiled")
        .stderr_contains("--limit compile-deadline=");
}

#[test]
fn a_compiler_that_works_long_is_ended_by_its_processor_time() {
    let app = App::empty().file("app/bomb.wasm", busy());
    let run = app.run(&["inspect", "bomb.wasm", "--limit", "compile-cpu=1"]);
    run.fails_with(4)
        .stderr_contains("needs more than 1 second of processor time")
        .stderr_contains("--limit compile-cpu=");
}

#[test]
fn a_compiler_that_takes_memory_is_ended_at_its_bound() {
    for bound in ["8M", "20M", "28M", "48M", "64M"] {
        let app = App::empty().file("app/bomb.wasm", busy());
        let limit = format!("compile-memory={bound}");
        let run = app.run(&["inspect", "bomb.wasm", "--limit", &limit]);
        run.fails_with(4)
            .stderr_contains("bytes of address space to be compiled")
            .stderr_contains("--limit compile-memory=");
    }
}

#[test]
fn code_that_is_too_large_is_not_taken() {
    let app = App::empty().file("app/guest.wasm", component(""));
    let run = app.run(&["inspect", "guest.wasm", "--limit", "code-bytes=1K"]);
    run.fails_with(4)
        .stderr_contains("needs more than 1024 bytes of machine code")
        .stderr_contains("--limit code-bytes=");
    app.run(&["inspect", "guest.wasm", "--no-cache"])
        .fails_with(4)
        .stderr_contains(COMPILED);
}

/// Runs the compiler as its parent does, by way of a shell that first does this.
fn compile(before: &str, component: &[u8]) -> std::process::Output {
    let app = App::empty();
    let script = format!("{before} exec \"$0\" compile-component --memory 1000000000 --cpu 60");
    let mut child = command("/bin/sh", &app)
        .args(["-c", &script])
        .arg(binary())
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(component).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn the_compiler_answers_to_what_it_read() {
    let component = component("");
    let output = compile("", &component);
    assert!(output.status.success(), "{output:?}");
    let code = portcullis_host::apart::read("guest", &component, output.stdout.clone()).unwrap();
    assert!(code.len() > 100);
    let another = portcullis_host::apart::read("guest", b"another", output.stdout);
    assert!(another.is_err());
}

#[test]
fn the_compiler_keeps_no_descriptor_that_was_left_open_for_it() {
    // The reader of a pipe meets its end when nobody holds the other one any
    // more, which is while the compiler still waits for its component.
    let script = "mkfifo hold wait; exec 8<>wait; timeout 60 cat hold & reader=$!; \
        exec 9>hold; \"$0\" compile-component --memory 1000000000 --cpu 60 <wait >answer 8>&- & \
        exec 9>&-; wait $reader && echo closed; exec 8>&-; wait";
    let app = App::empty();
    let output = command("/bin/sh", &app)
        .args(["-c", script])
        .arg(binary())
        .output()
        .unwrap();
    assert_eq!(output.stdout, b"closed\n", "{output:?}");
}

#[test]
fn the_compiler_is_no_command_that_help_or_completions_name() {
    let app = App::empty();
    for command in [&["--help"][..], &["completions", "bash"], &["man"]] {
        let run = app.run(command);
        assert!(
            !run.succeeds().text().contains("compile-component"),
            "{run}"
        );
    }
}
