//! What is a Procfile and what is not.

use super::*;

fn parse(text: &str) -> Result<Vec<(String, String, u32)>, Errors> {
    let procfile = Procfile::parse("Procfile", text)?;
    let entries = procfile.process_types.into_iter();
    Ok(entries
        .map(|entry| (entry.name, entry.command, entry.line))
        .collect())
}

#[track_caller]
fn accepts(text: &str, expected: &[(&str, &str, u32)]) {
    let expected: Vec<_> = expected
        .iter()
        .map(|&(name, command, line)| (name.to_owned(), command.to_owned(), line))
        .collect();
    assert_eq!(parse(text).unwrap(), expected, "{text:?}");
}

#[track_caller]
fn refuses(text: &str, expected: &[(u32, u32, ErrorKind)]) {
    let errors = parse(text).unwrap_err();
    let found: Vec<_> = errors
        .iter()
        .map(|error| (error.line(), error.column(), error.kind().clone()))
        .collect();
    assert_eq!(found, expected, "{text:?}");
}

#[test]
fn process_types_come_in_the_order_of_the_file() {
    accepts(
        "web: python app.py\nworker: python worker.py\na_B-9: x",
        &[
            ("web", "python app.py", 1),
            ("worker", "python worker.py", 2),
            ("a_B-9", "x", 3),
        ],
    );
}

#[test]
fn comments_and_blank_lines_are_skipped() {
    accepts(
        "# web: no\n\n  \t\n  # no\nweb: a # b\n",
        &[("web", "a # b", 5)],
    );
}

#[test]
fn crlf_and_a_byte_order_mark_are_accepted() {
    accepts(
        "\u{feff}web: a\r\n\r\nworker: b\r\n",
        &[("web", "a", 1), ("worker", "b", 3)],
    );
}

#[test]
fn a_command_is_kept_to_the_byte() {
    accepts("web:a", &[("web", "a", 1)]);
    accepts("web: \t a:b  \n", &[("web", "a:b  ", 1)]);
    accepts(
        r#"web: sh -c "$X" '\d' %i é\"#,
        &[("web", r#"sh -c "$X" '\d' %i é\"#, 1)],
    );
    accepts("web: a\tb", &[("web", "a\tb", 1)]);
}

#[test]
fn a_line_without_a_colon_is_refused_after_its_name() {
    refuses("web", &[(1, 4, ErrorKind::MissingColon)]);
    refuses("web: a\nworker run", &[(2, 7, ErrorKind::MissingColon)]);
    refuses("WEB=a\n", &[(1, 4, ErrorKind::MissingColon)]);
}

#[test]
fn a_bad_character_in_a_name_is_refused_where_it_stands() {
    refuses("my web: a", &[(1, 3, ErrorKind::ProcessTypeCharacter(' '))]);
    refuses("web.1: a", &[(1, 4, ErrorKind::ProcessTypeCharacter('.'))]);
    refuses("wéb: a", &[(1, 2, ErrorKind::ProcessTypeCharacter('é'))]);
    refuses("web : a", &[(1, 4, ErrorKind::ProcessTypeCharacter(' '))]);
    refuses(": a", &[(1, 1, ErrorKind::EmptyProcessType)]);
    refuses("  web: a", &[(1, 1, ErrorKind::LeadingWhiteSpace)]);
}

#[test]
fn a_blank_command_is_refused() {
    for text in ["web:", "web: ", "web:\t \n", "web:\u{a0}\r\n"] {
        refuses(text, &[(1, 4, ErrorKind::BlankCommand("web".to_owned()))]);
    }
}

#[test]
fn a_duplicate_is_refused_and_says_where_the_first_is() {
    let kind = ErrorKind::DuplicateProcessType {
        name: "web".to_owned(),
        first_line: 2,
    };
    refuses("\nweb: a\nworker: b\nweb: c\n", &[(4, 1, kind)]);
    accepts("web: a\nWeb: b\n", &[("web", "a", 1), ("Web", "b", 2)]);
}

#[test]
fn control_characters_in_a_command_are_refused() {
    for c in ['\u{1}', '\u{8}', '\u{1b}', '\u{1f}', '\u{7f}', '\u{9b}'] {
        let text = format!("web: a{c}b");
        refuses(&text, &[(1, 7, ErrorKind::CommandCharacter(c))]);
    }
}

#[test]
fn characters_that_end_a_line_elsewhere_are_refused_even_in_comments() {
    for c in "\u{b}\u{c}\u{1c}\u{1d}\u{1e}\u{85}\u{2028}\u{2029}".chars() {
        refuses(
            &format!("web: a{c}x: y\n# b{c}z: rm\n"),
            &[
                (1, 7, ErrorKind::LineSeparator(c)),
                (2, 4, ErrorKind::LineSeparator(c)),
            ],
        );
    }
    refuses("web: a\rx: y", &[(1, 7, ErrorKind::LoneCarriageReturn)]);
    refuses(
        "web: a\n# b\rx: y\n",
        &[(2, 4, ErrorKind::LoneCarriageReturn)],
    );
    refuses("web: a\r", &[(1, 7, ErrorKind::LoneCarriageReturn)]);
}

#[test]
fn an_empty_procfile_is_refused() {
    for text in ["", "\n\n", "# web: a\n", "\u{feff}"] {
        refuses(text, &[(1, 1, ErrorKind::NoProcessTypes)]);
    }
}

#[test]
fn all_errors_of_a_file_are_reported() {
    refuses(
        "web: a\nworker\n b: c\nweb: \n",
        &[
            (2, 7, ErrorKind::MissingColon),
            (3, 1, ErrorKind::LeadingWhiteSpace),
            (4, 4, ErrorKind::BlankCommand("web".to_owned())),
            (
                4,
                1,
                ErrorKind::DuplicateProcessType {
                    name: "web".to_owned(),
                    first_line: 1,
                },
            ),
        ],
    );
}

#[test]
fn nul_is_refused_wherever_it_is() {
    refuses(
        "web: a\0b\n#\0",
        &[(1, 7, ErrorKind::Nul), (2, 2, ErrorKind::Nul)],
    );
}

#[test]
fn bytes_are_parsed_when_they_are_utf8() {
    assert!(Procfile::parse_bytes("Procfile", "web: é".as_bytes()).is_ok());
    let errors = Procfile::parse_bytes("Procfile", b"web: \xe9").unwrap_err();
    assert_eq!(errors.to_string(), "Procfile:1:6: text is not valid UTF-8");
    let errors = Procfile::parse_bytes("Procfile", b"\xff\xfew\0").unwrap_err();
    assert_eq!(errors.to_string(), "Procfile:1:1: text is UTF-16");
}
