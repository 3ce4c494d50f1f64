//! Text in a POSIX shell script.

/// One word, quoted only if it has to be, exactly as Python's `shlex.quote`
/// does it. A newline stays a newline within the quotes.
///
/// ```
/// use portcullis_guest::encode::shell;
///
/// assert_eq!(shell::quote("./serve"), "./serve");
/// assert_eq!(shell::quote("it's $5"), r#"'it'"'"'s $5'"#);
/// ```
pub fn quote(text: &str) -> String {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || "_@%+=:,./-".contains(c);
    if !text.is_empty() && text.chars().all(is_safe) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r#"'"'"'"#))
}

/// A command that exports a variable, on one line whatever is in the value.
///
/// Formats that are read line by line cannot hold a line break even within
/// quotes. `printf` makes it from an escape, and since a command substitution
/// drops line breaks at the end, a full stop guards them and is taken off.
///
/// ```
/// use portcullis_guest::encode::shell;
///
/// assert_eq!(shell::export("A", "x y"), "export A='x y'");
/// assert_eq!(shell::export("A", "1\n2"), r#"A="$(printf -- '1\n2.')"; export A="${A%.}""#);
/// ```
pub fn export(name: &str, value: &str) -> String {
    if !value.contains(['\n', '\r']) {
        return format!("export {name}={}", quote(value));
    }
    let mut escaped = String::new();
    for c in value.chars() {
        match c {
            '\n' => escaped.push_str(r"\n"),
            '\r' => escaped.push_str(r"\r"),
            '\\' => escaped.push_str(r"\\"),
            '%' => escaped.push_str("%%"),
            other => escaped.push(other),
        }
    }
    let format = quote(&format!("{escaped}."));
    format!(r#"{name}="$(printf -- {format})"; export {name}="${{{name}%.}}""#)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn safe_words_stay_bare_and_others_are_quoted() {
        for (text, quoted) in [
            ("a_@%+=:,./-9", "a_@%+=:,./-9"),
            ("", "''"),
            ("a b", "'a b'"),
            ("it's", r#"'it'"'"'s'"#),
            ("café", "'café'"),
            ("a\nb", "'a\nb'"),
        ] {
            assert_eq!(quote(text), quoted);
        }
    }

    #[test]
    fn an_export_is_one_line() {
        assert_eq!(export("A", "b"), "export A=b");
        assert_eq!(
            export("A", "50%\\\nb\n"),
            r#"A="$(printf -- '50%%\\\nb\n.')"; export A="${A%.}""#
        );
    }
}
