//! Procfiles that are refused, and some that only look bad.

use super::{App, Bad, GOOD, all};

const fn bad(what: &'static str, procfile: &'static [u8], says: &'static [&'static str]) -> Bad {
    Bad {
        what,
        procfile,
        code: 3,
        says,
        ..GOOD
    }
}

#[test]
fn a_procfile_without_a_process_type_is_refused() {
    all(&[
        bad(
            "empty",
            b"",
            &["no process types", "Procfile:1:1", "hint: "],
        ),
        bad(
            "blank lines",
            b"\n\n  \n",
            &["no process types", "Procfile:1:1"],
        ),
        bad("comments alone", b"# web: a\n", &["no process types"]),
        bad(
            "a byte order mark alone",
            b"\xef\xbb\xbf",
            &["no process types"],
        ),
    ]);
}

/// Lines that are no process type.
const LINES: &[Bad] = &[
    bad(
        "no colon",
        b"web: a\nworker\n",
        &[
            "no `:` after the name",
            " --> Procfile:2:7",
            "2 | worker",
            "^",
        ],
    ),
    bad("no name", b": a\n", &["no name before `:`", "Procfile:1:1"]),
    bad(
        "a blank command",
        b"web:   \n",
        &["process type `web` has no command", "Procfile:1:4"],
    ),
    bad(
        "no command at all",
        b"web:",
        &["process type `web` has no command"],
    ),
    bad(
        "a space in the name",
        b"my web: a\n",
        &["name of a process type holds a space", "Procfile:1:3"],
    ),
    bad(
        "a dot in the name",
        b"web.1: a\n",
        &["holds `.`", "Procfile:1:4"],
    ),
    bad(
        "a letter beyond ASCII",
        "wéb: a\n".as_bytes(),
        &["holds `é`", "Procfile:1:2"],
    ),
    bad(
        "an indented line",
        b"web: a\n  worker: b\n",
        &["white space before the name", "Procfile:2:1"],
    ),
    bad(
        "a path for a name",
        b"../x: a\n",
        &["name of a process type holds `.`", "Procfile:1:1"],
    ),
    bad("an equals sign", b"web=a\n", &["Procfile:1:4"]),
];

#[test]
fn a_line_that_does_not_parse_is_shown_with_its_place() {
    all(LINES);
}

#[test]
fn a_name_that_is_defined_twice_is_refused() {
    all(&[bad(
        "a duplicate",
        b"web: a\nworker: b\nweb: c\n",
        &[
            "process type `web` is already defined on line 1",
            " --> Procfile:3:1",
            "3 | web: c",
            "^^^",
        ],
    )]);
}

#[test]
fn text_that_no_manager_could_be_given_is_refused() {
    all(&[
        bad("NUL", b"web: a\0b\n", &["NUL character", "Procfile:1:7"]),
        bad(
            "bytes that are not UTF-8",
            b"web: a\xff\n",
            &["not valid UTF-8", "Procfile:1:7"],
        ),
        bad(
            "UTF-16",
            b"\xff\xfew\0e\0b\0:\0",
            &["UTF-16", "save the file as UTF-8"],
        ),
        bad(
            "an escape sequence",
            b"web: a\x1b[2J\n",
            &["control character `U+001B`", "Procfile:1:7"],
        ),
        bad(
            "a lone carriage return",
            b"web: a\rworker: b\n",
            &["carriage return without a line feed"],
        ),
        bad(
            "a line separator",
            "web: a\u{2028}b\n".as_bytes(),
            &["line separator"],
        ),
    ]);
}

#[test]
fn all_errors_of_a_procfile_are_told_together() {
    all(&[bad(
        "three errors",
        b"web\n: a\nw b: c\n",
        &["Procfile:1:4", "Procfile:2:1", "Procfile:3:2"],
    )]);
}

#[test]
fn errors_of_the_procfile_and_of_the_env_file_are_told_together() {
    all(&[Bad {
        what: "both files",
        procfile: b"web\n",
        env: Some(b"A\n"),
        code: 3,
        says: &["Procfile:1:4", ".env:1:2"],
        ..GOOD
    }]);
}

#[test]
fn no_error_sends_to_a_terminal_what_the_input_holds() {
    let app = App::new(b"web: \x1b[31mred\nw\xc2\x9bb: a\n\xe2\x80\xaea: b\n");
    let run = app.export("systemd", &[]);
    run.fails_with(3).writes_nothing();
    let is_obeyed = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
    assert!(!run.stderr.contains(is_obeyed), "{run}");
}

#[test]
fn a_missing_procfile_is_told_with_its_path() {
    let app = App::empty();
    let run = app.export("systemd", &[]);
    run.fails_with(3)
        .stdout_is("")
        .stderr_contains("there is no Procfile")
        .writes_nothing();
    run.stderr_contains(&format!("{}/Procfile", app.dir().display()));
    let run = app.export("systemd", &["-f", "Procfile.live"]);
    run.fails_with(3)
        .stderr_contains("Procfile.live")
        .writes_nothing();
}

#[test]
fn a_procfile_that_is_a_folder_is_refused() {
    let app = App::empty().file("app/Procfile/inside", "");
    app.export("systemd", &[])
        .fails_with(3)
        .stderr_contains("Procfile")
        .writes_nothing();
}

#[test]
fn a_missing_application_root_is_refused() {
    let app = App::empty();
    let run = app.run(&["export", "systemd", "OUT", "-d", "SPACE/nowhere"]);
    run.fails_with(3)
        .stderr_contains("nowhere")
        .writes_nothing();
}

#[test]
fn a_byte_order_mark_and_crlf_lose_no_process() {
    let app = App::new(b"\xef\xbb\xbfweb: a\r\nworker: b\r\n");
    app.export("systemd", &[]).succeeds();
    assert!(
        app.written()
            .text("shop-web-1.service")
            .contains(" -c \"a\"\n")
    );
    assert!(
        app.written()
            .text("shop-worker-1.service")
            .contains(" -c \"b\"\n")
    );
}

#[test]
fn comments_blank_lines_and_a_missing_final_newline_are_good() {
    let app = App::new("# first\n\nweb: a # not a comment\n#web: b\nworker: b");
    app.export("systemd", &[]).succeeds();
    assert!(
        app.written()
            .text("shop-web-1.service")
            .contains("a # not a comment")
    );
}
