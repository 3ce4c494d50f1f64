//! What is a `.env` file and what is not.

use super::*;
use crate::ErrorKind;

fn parse(text: &str) -> Result<Vec<(String, String)>, Errors> {
    let env_file = EnvFile::parse(".env", text)?;
    let variables = env_file.variables.into_iter();
    Ok(variables
        .map(|variable| (variable.name, variable.value))
        .collect())
}

#[track_caller]
fn accepts(text: &str, expected: &[(&str, &str)]) {
    let expected: Vec<_> = expected
        .iter()
        .map(|&(name, value)| (name.to_owned(), value.to_owned()))
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
fn variables_come_in_the_order_of_the_file() {
    accepts("B=1\nA=2\n_c9=3", &[("B", "1"), ("A", "2"), ("_c9", "3")]);
    accepts("", &[]);
    accepts("\n \t\n# A=1\n  # A=1\n", &[]);
}

#[test]
fn an_unquoted_value_is_literal_and_trimmed() {
    for (text, value) in [
        ("A=", ""),
        ("A= b", "b"),
        ("A=\t b  c \t", "b  c"),
        ("A=a=b", "a=b"),
        (r"A=a\nb\", r"a\nb\"),
        ("A=$HOME ${X} $(id) `id` %h", "$HOME ${X} $(id) `id` %h"),
        (r#"A=a"b"#, r#"a"b"#),
        ("A=it's", "it's"),
        ("A=é\u{a0}", "é\u{a0}"),
        ("A=\u{1b}[0m", "\u{1b}[0m"),
    ] {
        accepts(text, &[("A", value)]);
    }
}

#[test]
fn a_comment_begins_at_the_start_or_after_white_space() {
    for (text, value) in [
        ("A=b # c", "b"),
        ("A=b\t#c", "b"),
        ("A=b#c", "b#c"),
        ("A=#c", "#c"),
        ("A= #c", ""),
        ("A=b #c #d", "b"),
        ("A=b#c #d", "b#c"),
        ("A='b' # it's", "b"),
        ("A=\"b #c\" #d", "b #c"),
    ] {
        accepts(text, &[("A", value)]);
    }
}

#[test]
fn export_and_white_space_may_come_first() {
    accepts(
        "  A=1\n\texport B=2\nexport\t C='3'\n",
        &[("A", "1"), ("B", "2"), ("C", "3")],
    );
    accepts(
        "export=1\nexported=2",
        &[("export", "1"), ("exported", "2")],
    );
}

#[test]
fn single_quotes_are_literal_and_may_span_lines() {
    accepts(r#"A='a\n"$B" # c '"#, &[("A", r#"a\n"$B" # c "#)]);
    accepts("A='a\n\nB=2'\nC=3", &[("A", "a\n\nB=2"), ("C", "3")]);
    accepts("A=''", &[("A", "")]);
}

#[test]
fn double_quotes_have_six_escapes_and_may_span_lines() {
    accepts(
        r#"A="a\nb\tc\rd\"e\\f\$g 'h' $i""#,
        &[("A", "a\nb\tc\rd\"e\\f$g 'h' $i")],
    );
    accepts("A=\"a\nb\"\nC=3", &[("A", "a\nb"), ("C", "3")]);
    refuses(
        "A=\"a\\d\n\\ \"\nB=\"\\é\\\n\"\n",
        &[
            (1, 5, ErrorKind::UnknownEscape('d')),
            (2, 1, ErrorKind::UnknownEscape(' ')),
            (3, 4, ErrorKind::UnknownEscape('é')),
            (3, 6, ErrorKind::UnknownEscape('\n')),
        ],
    );
}

#[test]
fn crlf_ends_a_line_and_is_kept_within_quotes() {
    accepts(
        "\u{feff}A=b\r\nB= \r\nC='d' \r\nD=\"e\r\nf\" # g\r\n",
        &[("A", "b"), ("B", ""), ("C", "d"), ("D", "e\r\nf")],
    );
}

#[test]
fn a_lone_carriage_return_is_refused_outside_quotes() {
    refuses("A=b\rB=c", &[(1, 4, ErrorKind::LoneCarriageReturn)]);
    refuses("# a\rB=c\n", &[(1, 4, ErrorKind::LoneCarriageReturn)]);
    accepts("A='b\rc'", &[("A", "b\rc")]);
}

#[test]
fn what_is_no_assignment_is_refused_where_it_goes_wrong() {
    for (text, column, kind) in [
        ("A", 2, ErrorKind::MissingEquals),
        ("export A", 9, ErrorKind::MissingEquals),
        ("A: b", 2, ErrorKind::MissingEquals),
        ("=b", 1, ErrorKind::EmptyVariable),
        ("1A=b", 1, ErrorKind::VariableStart('1')),
        ("A-B=c", 2, ErrorKind::VariableCharacter('-')),
        ("é=c", 1, ErrorKind::VariableCharacter('é')),
        ("A B=c", 2, ErrorKind::VariableCharacter(' ')),
        ("'A'=b", 1, ErrorKind::VariableCharacter('\'')),
        ("A =b", 2, ErrorKind::SpaceBeforeEquals),
        ("A \t = b", 2, ErrorKind::SpaceBeforeEquals),
        ("export =b", 7, ErrorKind::SpaceBeforeEquals),
        ("\u{a0}A=b", 1, ErrorKind::VariableCharacter('\u{a0}')),
    ] {
        refuses(text, &[(1, column, kind)]);
    }
}

#[test]
fn text_after_a_closing_quote_is_refused() {
    let kind = |opened| ErrorKind::TextAfterQuote { opened };
    refuses("A='b'c", &[(1, 6, kind(1))]);
    refuses("A=\"b\" c", &[(1, 7, kind(1))]);
    refuses("A='b'#c", &[(1, 6, kind(1))]);
    refuses(
        "A='b\nB='c'\nD",
        &[(2, 4, kind(1)), (3, 2, ErrorKind::MissingEquals)],
    );
}

#[test]
fn a_quote_that_is_never_closed_is_refused_at_its_opening() {
    refuses(
        "A=1\nB= 'c\nD=e\n",
        &[(2, 4, ErrorKind::UnterminatedQuote('\''))],
    );
    refuses(
        "A=\"b\\\"\n\\d",
        &[(1, 3, ErrorKind::UnterminatedQuote('"'))],
    );
    refuses("A=\"b\\", &[(1, 3, ErrorKind::UnterminatedQuote('"'))]);
}

#[test]
fn all_errors_of_a_file_are_reported() {
    refuses(
        "A\nB=1\n=c\nD='",
        &[
            (1, 2, ErrorKind::MissingEquals),
            (3, 1, ErrorKind::EmptyVariable),
            (4, 3, ErrorKind::UnterminatedQuote('\'')),
        ],
    );
}

#[test]
fn nul_and_bytes_that_are_not_utf8_are_refused() {
    refuses("A=b\0", &[(1, 4, ErrorKind::Nul)]);
    refuses("A='\0'", &[(1, 4, ErrorKind::Nul)]);
    let errors = EnvFile::parse_bytes(".env", b"A=1\nB=\xff").unwrap_err();
    assert_eq!(errors.to_string(), ".env:2:3: text is not valid UTF-8");
    assert!(EnvFile::parse_bytes(".env", b"A=1").is_ok());
}

#[test]
fn a_variable_given_twice_keeps_its_place_and_takes_the_later_value() {
    let env_file = EnvFile::parse(".env", "A=1\nB=2\nA=3\n").unwrap();
    let expected = [Variable::new("A", "3"), Variable::new("B", "2")];
    assert_eq!(env_file.variables(), expected);
    let lines: Vec<u32> = env_file
        .variables_with_lines()
        .map(|(_, line)| line)
        .collect();
    assert_eq!(lines, [3, 2]);
}

#[test]
fn a_later_file_replaces_values_and_adds_variables() {
    let first = EnvFile::parse("a", "A=1\nB=2\n").unwrap();
    let second = EnvFile::parse("b", "C=3\nA=4\n").unwrap();
    let merged = EnvFile::merge([&first, &second]);
    let expected = [("A", "4"), ("B", "2"), ("C", "3")];
    assert_eq!(
        merged,
        expected.map(|(name, value)| Variable::new(name, value))
    );
}
