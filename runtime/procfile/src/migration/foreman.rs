//! How foreman 0.87 reads: line by line, with a regular expression.

use super::Entry;

/// What foreman makes of a `.env` file: assignments in the order of the file,
/// each with its line from 1; a later one of the same name counts.
pub(super) fn read_env(text: &str) -> Vec<Entry> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    read(text, |line| {
        let (name, value) = line.split_once('=')?;
        let is_assignment = !name.is_empty() && name.chars().all(is_name);
        is_assignment.then(|| (name.to_owned(), unquote(value)))
    })
}

/// What foreman makes of a Procfile.
pub(super) fn read_procfile(text: &str) -> Vec<Entry> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    read(text, |line| {
        let (name, rest) = line.split_once(':')?;
        let is_entry = !name.is_empty() && name.chars().all(is_name) && !rest.is_empty();
        is_entry.then(|| (name.to_owned(), command(rest)))
    })
}

fn read(text: &str, parse: impl Fn(&str) -> Option<(String, String)>) -> Vec<Entry> {
    let text = text.replace("\r\n", "\n");
    text.split('\n')
        .zip(1..)
        .filter_map(|(line, number)| parse(line).map(|(name, value)| (name, value, number)))
        .collect()
}

fn unquote(value: &str) -> String {
    let within = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    if let Some(literal) = within('\'') {
        return literal.to_owned();
    }
    match within('"') {
        Some(escaped) => without_backslashes(&escaped.replace("\\n", "\n")),
        None => value.to_owned(),
    }
}

/// A backslash goes and the character after it stays, unless that is a newline.
fn without_backslashes(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match characters.next_if(|&next| c == '\\' && next != '\n') {
            Some(next) => result.push(next),
            None => result.push(c),
        }
    }
    result
}

/// ASCII white space after the colon is skipped, but a last character is left.
fn command(rest: &str) -> String {
    let is_space = |c: char| matches!(c, ' ' | '\t'..='\r');
    match rest.trim_start_matches(is_space) {
        "" => rest.chars().next_back().map(String::from),
        command => Some(command.to_owned()),
    }
    .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<String> {
        read_env(text).into_iter().next().map(|(_, value, _)| value)
    }

    #[test]
    fn values_are_what_foreman_gave() {
        for (text, expected) in [
            ("A=b", Some("b")),
            ("A= b # c ", Some(" b # c ")),
            ("A='b'", Some("b")),
            ("A='b' # c", Some("'b' # c")),
            ("A='", Some("'")),
            ("A='it's'", Some("it's")),
            (r#"A="a\nb\tc\\d\"e""#, Some("a\nbtc\\d\"e")),
            (r#"A="a\\nb""#, Some("a\\\nb")),
            (r#"A="a\""#, Some(r"a\")),
            ("A=b\r\n", Some("b")),
            ("1A=b", Some("b")),
            ("A =b", None),
            (" A=b", None),
            ("export A=b", None),
            ("\u{feff}A=b", None),
            ("A='b\nc'", Some("'b")),
        ] {
            assert_eq!(value(text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn process_types_are_what_foreman_gave() {
        let read = |text: &str| read_procfile(text).pop().map(|entry| entry.1);
        assert_eq!(read("web: a ").as_deref(), Some("a "));
        assert_eq!(read("web:\u{a0}a").as_deref(), Some("\u{a0}a"));
        assert_eq!(read("web: \t").as_deref(), Some("\t"));
        assert_eq!(read("\u{feff}web: a"), None);
    }
}
