//! `.env` files that are refused, and the ways in which one may be missing.

use super::{App, Bad, GOOD, PROCFILE, all};

const fn bad(what: &'static str, env: &'static [u8], says: &'static [&'static str]) -> Bad {
    Bad {
        what,
        env: Some(env),
        code: 3,
        says,
        ..GOOD
    }
}

/// Lines that are no assignment.
const LINES: &[Bad] = &[
    bad(
        "no equals sign",
        b"A=1\nB\n",
        &[
            "no `=` after the name of a variable",
            " --> .env:2:2",
            "2 | B",
        ],
    ),
    bad("no name", b"=1\n", &["no name before `=`", ".env:1:1"]),
    bad(
        "a digit first",
        b"1A=1\n",
        &["name of a variable begins with `1`", ".env:1:1"],
    ),
    bad(
        "a hyphen",
        b"A-B=1\n",
        &["name of a variable holds `-`", ".env:1:2"],
    ),
    bad("a dot", b"a.b=1\n", &["holds `.`", ".env:1:2"]),
    bad(
        "a letter beyond ASCII",
        "Ä=1\n".as_bytes(),
        &["holds `Ä`", ".env:1:1"],
    ),
    bad(
        "a space before the sign",
        b"A =1\n",
        &["white space before `=`", ".env:1:2"],
    ),
    bad("a line of YAML", b"A: 1\n", &[".env:1:2"]),
    bad("a command", b"source other.env\n", &[".env:1:7"]),
];

#[test]
fn a_line_that_does_not_parse_is_shown_with_its_place() {
    all(LINES);
}

#[test]
fn a_quote_that_goes_wrong_is_shown_where_it_opens() {
    all(&[
        bad(
            "a double quote left open",
            b"A=\"b\nC=d\n",
            &["`\"` is never closed", ".env:1:3"],
        ),
        bad(
            "a single quote left open",
            b"A=1\nB='b\n",
            &["`'` is never closed", ".env:2:3"],
        ),
        bad(
            "text after a quote",
            b"A=\"b\"c\n",
            &["text after the closing quote", ".env:1:6"],
        ),
        bad(
            "a comment without a space",
            b"A='b'# c\n",
            &["text after the closing quote", ".env:1:6"],
        ),
        bad(
            "an unknown escape",
            b"A=\"\\d\"\n",
            &["unknown escape", ".env:1:4", "write `\\\\` for a backslash"],
        ),
        bad("a backslash last", b"A=\"b\\\"\n", &["is never closed"]),
    ]);
}

#[test]
fn text_that_no_process_could_be_given_is_refused() {
    all(&[
        bad("NUL", b"A=a\0b\n", &["NUL character", ".env:1:4"]),
        bad("NUL in quotes", b"A=\"a\0b\"\n", &["NUL character"]),
        bad(
            "bytes that are not UTF-8",
            b"A=\xc3\x28\n",
            &["not valid UTF-8", ".env:1:3"],
        ),
        bad("UTF-16", b"\xfe\xff\0A\0=", &["UTF-16"]),
        bad(
            "a lone carriage return",
            b"A=a\rB=b\n",
            &["carriage return", ".env:1:4"],
        ),
    ]);
}

#[test]
fn a_base_port_in_it_that_is_none_is_refused() {
    all(&[
        bad("a word", b"PORT=http\n", &["`PORT` is `http`", "--port"]),
        bad("too large", b"PORT=65536\n", &["`PORT` is `65536`"]),
        bad("zero", b"PORT=0\n", &["PORT"]),
        bad("negative", b"PORT=-1\n", &["`PORT` is `-1`"]),
        bad("empty", b"PORT=\n", &["PORT"]),
    ]);
}

#[test]
fn a_missing_file_that_was_named_is_refused() {
    let app = App::new(PROCFILE).file("app/one", "A=1\n");
    for (named, missing) in [("none", "none"), ("one,two", "two"), (".env", ".env")] {
        let run = app.export("systemd", &["-e", named]);
        run.fails_with(3)
            .stdout_is("")
            .stderr_contains(&format!("/{missing}"))
            .writes_nothing();
    }
    app.export("systemd", &["-e", "one"]).succeeds();
}

#[test]
fn the_error_of_a_named_file_carries_its_name() {
    let app = App::new(PROCFILE).file("app/live.env", "A=1\nB\n");
    let run = app.export("systemd", &["-e", "live.env"]);
    run.fails_with(3)
        .stderr_contains(" --> live.env:2:2")
        .writes_nothing();
}

#[test]
fn a_missing_default_file_and_an_empty_one_are_good() {
    App::new(PROCFILE).export("systemd", &[]).succeeds();
    App::new(PROCFILE).env("").export("systemd", &[]).succeeds();
    App::new(PROCFILE)
        .env("\n# nothing\n")
        .export("systemd", &[])
        .succeeds();
}

#[test]
fn a_byte_order_mark_and_crlf_change_no_value() {
    let app = App::new(PROCFILE).env("\u{feff}A=b\r\nexport C='d'\r\n");
    app.export("systemd", &[]).succeeds();
    let unit = app.written().text("shop-web-1.service");
    assert!(
        unit.contains("Environment=\"A=b\"\n") && unit.contains("Environment=\"C=d\"\n"),
        "{unit}"
    );
}

#[test]
fn a_value_with_a_line_break_injects_no_directive() {
    let app = App::new(PROCFILE).env("A=\"b\\nExecStartPre=/bin/touch /tmp/owned\"\n");
    app.export("systemd", &[]).succeeds();
    let unit = app.written().text("shop-web-1.service");
    assert!(
        !unit.lines().any(|line| line.starts_with("ExecStartPre")),
        "{unit}"
    );
}
