//! How honcho 2.0 reads: lines by `str.splitlines`, tokens by `shlex`.

use super::Entry;

/// What honcho makes of a `.env` file: assignments in the order of the file, a
/// later one of the same name counts.
///
/// Where it stops with an exception, the line on which it does, from 1, and the
/// text of the exception.
pub(super) fn read_env(text: &str) -> Result<Vec<Entry>, (u32, &'static str)> {
    let mut assignments = Vec::new();
    for (line, number) in lines(text) {
        let tokens = tokens(line).map_err(|reason| (number, reason))?;
        if let [name, equals, value @ ..] = tokens.as_slice()
            && !value.is_empty()
            && equals == "="
            && begins_like_a_name(name)
        {
            let value = value.concat().replace("\\n", "\n").replace("\\t", "\t");
            assignments.push((name.clone(), value, number));
        }
    }
    Ok(assignments)
}

/// What honcho makes of a Procfile.
pub(super) fn read_procfile(text: &str) -> Vec<Entry> {
    let mut process_types = Vec::new();
    for (line, number) in lines(text) {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if let Some((name, rest)) = line.split_once(':')
            && !name.is_empty()
            && name.chars().all(is_name)
            && !rest.is_empty()
        {
            process_types.push((name.to_owned(), command(rest), number));
        }
    }
    process_types
}

/// White space after the colon is skipped, but a last character is left.
fn command(rest: &str) -> String {
    match rest.trim_start_matches(is_space) {
        "" => rest.chars().next_back().map(String::from),
        command => Some(command.to_owned()),
    }
    .unwrap_or_default()
}

/// What Python's `\s` matches.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// The pattern has no end, so only the beginning of the name counts.
fn begins_like_a_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

/// The lines with the number, from 1, of the line that an editor shows.
fn lines(text: &str) -> impl Iterator<Item = (&str, u32)> {
    let mut number = 1;
    text.split_inclusive(ends_line).map(move |piece| {
        let line = piece.strip_suffix(ends_line).unwrap_or(piece);
        let this = number;
        number += u32::from(piece.ends_with('\n'));
        (line, this)
    })
}

/// An empty line between `\r` and `\n` changes nothing, so it may stay.
fn ends_line(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Between,
    Word,
    Quoted(char),
    /// After a backslash; within double quotes or not.
    Escaped {
        is_quoted: bool,
    },
}

/// The tokens of a line, as `shlex.shlex(line, posix=True)` gives them.
fn tokens(line: &str) -> Result<Vec<String>, &'static str> {
    let mut lexer = Lexer {
        tokens: Vec::new(),
        token: None,
        state: State::Between,
    };
    for c in line.chars() {
        let is_comment = lexer.take(c);
        if is_comment {
            break;
        }
    }
    match lexer.state {
        State::Quoted(_) => Err("No closing quotation"),
        State::Escaped { .. } => Err("No escaped character"),
        State::Between | State::Word => {
            lexer.end_token();
            Ok(lexer.tokens)
        }
    }
}

struct Lexer {
    tokens: Vec<String>,
    token: Option<String>,
    state: State,
}

impl Lexer {
    /// Takes one character, and says whether a comment begins with it.
    fn take(&mut self, c: char) -> bool {
        match self.state {
            State::Between | State::Word => return self.take_unquoted(c),
            State::Quoted(quote) if c == quote => self.state = State::Word,
            State::Quoted('"') if c == '\\' => self.state = State::Escaped { is_quoted: true },
            State::Quoted(_) => self.push(c),
            State::Escaped { is_quoted } => {
                if is_quoted && c != '\\' && c != '"' {
                    self.push('\\');
                }
                self.push(c);
                self.state = if is_quoted {
                    State::Quoted('"')
                } else {
                    State::Word
                };
            }
        }
        false
    }

    fn take_unquoted(&mut self, c: char) -> bool {
        match c {
            ' ' | '\t' | '\r' | '\n' => self.end_token(),
            '#' => {
                self.end_token();
                return true;
            }
            '\\' => self.state = State::Escaped { is_quoted: false },
            '\'' | '"' => {
                self.token.get_or_insert_default();
                self.state = State::Quoted(c);
            }
            c if is_word_character(c) => {
                self.push(c);
                self.state = State::Word;
            }
            c => {
                self.end_token();
                self.tokens.push(c.to_string());
            }
        }
        false
    }

    fn push(&mut self, c: char) {
        self.token.get_or_insert_default().push(c);
    }

    fn end_token(&mut self) {
        self.tokens.extend(self.token.take());
        self.state = State::Between;
    }
}

/// Letters of Latin-1 count, those beyond do not.
fn is_word_character(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || c == '_'
        || (matches!(c, '\u{c0}'..='\u{ff}') && c != '\u{d7}' && c != '\u{f7}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<String> {
        let assignments = read_env(text).unwrap();
        assignments.into_iter().next().map(|(_, value, _)| value)
    }

    #[test]
    fn values_are_what_honcho_gave() {
        for (text, expected) in [
            ("A=b", Some("b")),
            ("A=a  b", Some("ab")),
            ("A=a#b", Some("a")),
            ("A='a  b'#c", Some("a  b")),
            (r"A=a\nb", Some("anb")),
            (r"A='a\nb'", Some("a\nb")),
            (r#"A="a\tb\"c\$d""#, Some("a\tb\"c\\$d")),
            ("A=postgres://u:p@h/d?x=1", Some("postgres://u:p@h/d?x=1")),
            ("A=''", Some("")),
            ("A=", None),
            ("A= # b", None),
            ("export A=b", None),
            ("\u{feff}A=b", None),
            ("A=b\u{2028}c", Some("b")),
            ("1A=b", None),
        ] {
            assert_eq!(value(text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn honcho_stops_where_a_line_ends_too_early() {
        assert_eq!(read_env("A=1\nB=it's\n"), Err((2, "No closing quotation")));
        assert_eq!(read_env("A=b\\\r\n"), Err((1, "No escaped character")));
        assert_eq!(read_env("A='b\nc'\n"), Err((1, "No closing quotation")));
    }

    #[test]
    fn process_types_are_what_honcho_gave() {
        let read = |text: &str| read_procfile(text).pop().map(|entry| entry.1);
        assert_eq!(read("web: a ").as_deref(), Some("a "));
        assert_eq!(read("web:\u{a0}a").as_deref(), Some("a"));
        assert_eq!(read("web: \t").as_deref(), Some("\t"));
        assert_eq!(read("\u{feff}web: a"), None);
        assert_eq!(read("web:"), None);
    }
}
