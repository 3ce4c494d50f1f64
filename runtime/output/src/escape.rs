//! Untrusted text made safe to show: nothing that moves a cursor, reorders a
//! line or hides reaches a terminal or a log.

use crate::path::characters;

/// How many characters of a refused path an error shows. An error is not to
/// carry a megabyte that an exporter chose into a terminal or a log.
const SHOWN_CHARACTERS: usize = 256;

/// Gives `text` with control, bidi, invisible and noncharacters, and with all white
/// space but spaces, written as `\u{202e}`, cut to 256 characters with `…` at the end.
pub(crate) fn escaped(text: &str) -> String {
    let mut shown = String::new();
    for (count, char) in text.chars().enumerate() {
        if count == SHOWN_CHARACTERS {
            shown.push('…');
            break;
        }
        push(&mut shown, char);
    }
    shown
}

/// Gives one character as [`escaped`] does.
pub(crate) fn escaped_char(char: char) -> String {
    let mut shown = String::new();
    push(&mut shown, char);
    shown
}

fn push(shown: &mut String, char: char) {
    let is_odd_space = char.is_whitespace() && char != ' ';
    if characters::is_hazardous(char) || is_odd_space {
        shown.extend(char.escape_unicode());
    } else {
        shown.push(char);
    }
}

#[cfg(test)]
mod tests {
    use super::{SHOWN_CHARACTERS, escaped};

    #[test]
    fn hazardous_characters_are_shown_as_escapes() {
        assert_eq!(
            escaped("a\u{202e}b\n\u{1b}[0m"),
            "a\\u{202e}b\\u{a}\\u{1b}[0m"
        );
        assert_eq!(
            escaped("\u{200b}\u{2028}\u{ffff}"),
            "\\u{200b}\\u{2028}\\u{ffff}"
        );
        assert_eq!(escaped("café 東京"), "café 東京");
    }

    #[test]
    fn long_text_is_cut() {
        let shown = escaped(&"a".repeat(100_000));
        assert_eq!(shown.chars().count(), SHOWN_CHARACTERS + 1);
        assert!(shown.ends_with('…'));
    }
}
