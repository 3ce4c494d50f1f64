//! JSON as it is printed: text that someone else chose is safe to show on a
//! terminal, and means the same to whoever parses it.

use std::fmt::Write as _;

use portcullis_host::visible;
use serde::Serialize;

/// A value as JSON for people and programs, with a newline at its end.
pub(crate) fn pretty(value: &impl Serialize) -> String {
    // Nothing that is printed here has keys that are no text, or fails otherwise.
    escape(&serde_json::to_string_pretty(value).unwrap_or_default()) + "\n"
}

/// Writes characters that a terminal obeys, or that hide, as JSON's own escapes.
/// Outside of strings JSON has none but its newlines.
fn escape(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\n' || is_shown(c) {
            text.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string does not fail.
                let _ = write!(text, "\\u{unit:04x}");
            }
        }
    }
    text
}

fn is_shown(c: char) -> bool {
    (' '..='~').contains(&c) || visible(c.encode_utf8(&mut [0; 4])).starts_with(c)
}

#[cfg(test)]
mod tests {
    use portcullis_output::{FilePath, PathError, PathErrorKind, PathProfile};
    use serde_json::{Value, json};

    use super::*;

    const HIDDEN: &str =
        "a\u{1b}[2J\u{7f}\u{9b}31m\u{85}\u{202e}\u{200b}\u{2066}\u{feff}\u{e0041}\u{2028}\n\t\"\\";

    #[test]
    fn what_a_terminal_obeys_is_escaped_and_means_the_same() {
        let value = json!({ HIDDEN: [HIDDEN, 1, null], "é": "東京 ✓" });
        let text = pretty(&value);
        for c in HIDDEN
            .chars()
            .filter(|c| !" -~".contains(*c) && !c.is_ascii())
        {
            assert!(!text.contains(c), "{c:?} in {text}");
        }
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text}");
        assert!(text.contains("\\u009b31m"), "{text}");
        assert!(text.contains("\\udb40\\udc41"), "{text}");
        assert!(text.contains("東京 ✓"), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }

    /// What is never shown raw is told in two tables, of texts and of paths, since
    /// the crates do not know each other.
    #[test]
    fn every_character_is_shown_or_hidden_everywhere_alike() {
        for c in '\0'..=char::MAX {
            let text = c.to_string();
            let is_shown = visible(&text) == text;
            let in_json = pretty(&text);
            assert_eq!(in_json.trim_end().contains(c), is_shown, "{c:?} in JSON");
            let error = FilePath::new(&format!("../{c}"), PathProfile::PosixUnit).unwrap_err();
            assert_eq!(error.to_string().contains(c), is_shown, "{c:?} in an error");
            let is_odd_space = c.is_whitespace() && !c.is_control();
            if !is_odd_space || matches!(c, '\u{2028}' | '\u{2029}') {
                assert_eq!(is_hidden_in_a_path(c), !is_shown, "{c:?} in a path");
            }
        }
    }

    fn is_hidden_in_a_path(c: char) -> bool {
        let path = FilePath::new(&format!("a{c}b"), PathProfile::PosixUnit);
        matches!(
            path.as_ref().map_err(PathError::kind),
            Err(PathErrorKind::Control(_)
                | PathErrorKind::Bidi(_)
                | PathErrorKind::LineSeparator(_)
                | PathErrorKind::Noncharacter(_)
                | PathErrorKind::Invisible(_))
        )
    }
}
