//! What the command shows of text that a guest chose: all of it can be read, and a
//! terminal obeys none of it.

use portcullis_host::visible;
use serde_json::Value;

use super::App;
use crate::corpus::CASES;
use crate::harness::Run;

/// What the diagnostic of the guest `output/terminal-codes` really says.
const MESSAGE: &str = "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}txt.exe\r\nerror:";

/// An application beside a guest of the corpus.
fn app(guest: &str) -> App {
    let case = CASES.iter().find(|case| case.guest.path == guest).unwrap();
    App::new("web: ./serve\n").file("app/guest.wasm", case.bytes())
}

#[track_caller]
pub(super) fn obeys_nothing(text: &str) {
    for line in text.split('\n') {
        assert_eq!(visible(line), line);
    }
}

fn export(guest: &str, more: &[&str]) -> Run {
    app(guest).export("x", &[&["--exporter", "guest.wasm"], more].concat())
}

#[test]
fn a_diagnostic_is_shown_escaped() {
    let run = export("output/terminal-codes", &[]);
    run.succeeds().stderr_contains(
        r"warning: web.1\u{1b}[8m: \u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}txt.exe\r\nerror:",
    );
    obeys_nothing(&run.stderr);
}

#[test]
fn a_diagnostic_in_json_is_safe_to_print_and_means_the_same() {
    let run = export("output/terminal-codes", &["--json"]);
    let text = run.succeeds().text();
    obeys_nothing(text);
    assert!(text.contains(r"\u009b31m\u202etxt.exe"), "{text}");
    let json: Value = serde_json::from_str(text).unwrap();
    assert_eq!(json["exports"][0]["diagnostics"][0]["message"], MESSAGE);
}

#[test]
fn an_error_in_json_is_safe_to_print() {
    let run = export("output/line-without-end", &["--json"]);
    run.fails_with(5).stderr_contains("u{1b}[31mx");
    obeys_nothing(&run.stderr);
}

#[test]
fn what_inspect_shows_is_escaped_in_text_and_in_json() {
    let app = app("manifest/summary-with-terminal-codes");
    for option in [&[][..], &["--json"]] {
        let run = app.run(&[&["inspect", "guest.wasm"], option].concat());
        obeys_nothing(run.succeeds().text());
    }
}

#[test]
fn a_name_of_megabytes_is_cut_and_its_length_told() {
    let run = export("manifest/component-name-of-megabytes", &[]);
    run.fails_with(5).stderr_contains("aaaa… (3145728 bytes)`");
    assert!(run.stderr.len() < 2_000, "{} bytes", run.stderr.len());
}

#[test]
fn a_file_for_a_terminal_is_escaped_and_one_for_a_program_is_not() {
    let template = "\u{1b}[31mred\tand \u{9b}32mgreen\n";
    let app = App::new("web: ./serve\n").file("app/t/supervisord.conf", template);
    let args = ["export", "supervisord", "-", "-a", "shop", "-t", "t"];
    assert_eq!(app.run(&args).succeeds().text(), template.trim_end());
    // A terminal, as a program has it that asks whether it has one.
    let terminal = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)";
    let run = app.run_through(&["python3", "-c", terminal], &args);
    run.succeeds()
        .stdout_contains("\\u{1b}[31mred\tand \\u{9b}32mgreen");
    assert!(!run.text().contains('\u{1b}'), "{run}");
}

#[test]
fn recursion_ends_at_its_limit_on_a_small_stack_too() {
    let app = app("stack/start");
    for kilobytes in [128, 512, 8192] {
        let small = format!("ulimit -s {kilobytes}; exec \"$0\" \"$@\"");
        let args = [
            "export",
            "x",
            "OUT",
            "-a",
            "shop",
            "--exporter",
            "guest.wasm",
        ];
        app.run_through(&["/bin/sh", "-c", &small], &args)
            .fails_with(5)
            .stderr_contains("exceeds 524288 bytes of stack")
            .stderr_contains("this limit is fixed")
            .writes_nothing();
    }
}
