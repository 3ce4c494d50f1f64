//! How text that someone else wrote is shown on a terminal.
//!
//! A control sequence in a Procfile must not recolour, rewrite or reorder the
//! message that complains about it.

use std::fmt::Write as _;

/// Makes every character of `text` visible: control, bidirectional, invisible and
/// unusual white space characters, and what is no character, become `\u{…}`, and
/// `\n`, `\r` and `\t` become those two characters. All else is kept.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        push_escaped(&mut shown, c);
    }
    shown
}

/// Names one character in a message: `` `x` ``, a space, or its code point.
pub(crate) fn describe(c: char) -> String {
    match c {
        ' ' => "a space".to_owned(),
        '\t' => "a tab".to_owned(),
        '\r' => "a carriage return".to_owned(),
        c if is_invisible(c) => format!("`U+{:04X}`", u32::from(c)),
        c => format!("`{c}`"),
    }
}

/// Whether `c` reorders the text around it.
pub(crate) fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Appends `c` to `shown` in a form that is visible.
pub(crate) fn push_escaped(shown: &mut String, c: char) {
    match c {
        '\n' => shown.push_str("\\n"),
        '\r' => shown.push_str("\\r"),
        '\t' => shown.push_str("\\t"),
        // Writing to a string does not fail.
        c if is_invisible(c) => drop(write!(shown, "\\u{{{:x}}}", u32::from(c))),
        c => shown.push(c),
    }
}

/// Whether `c` is never shown as it is: what a terminal obeys, what reorders or
/// hides, white space that is no space, and what Unicode will never assign.
/// `runtime/output/src/path/characters.rs` tells the same of paths, by reason.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || is_bidi_control(c)
        || (c.is_whitespace() && c != ' ')
        || is_noncharacter(c)
        || is_ignorable(c)
        || matches!(c, '\u{2800}' | '\u{fff9}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}')
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// Unicode's default ignorable code points, which nobody sees.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}')
        || matches!(c, '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200d}' | '\u{3164}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
        || matches!(c, '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}')
        || matches!(c, '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_is_shown_as_it_is() {
        for text in ["", "web: rake", "café ✓ 日本", r"a\b 'c' $D"] {
            assert_eq!(escape(text), text);
        }
    }

    #[test]
    fn what_a_terminal_would_act_on_is_made_visible() {
        assert_eq!(escape("\u{1b}[31mred"), "\\u{1b}[31mred");
        assert_eq!(escape("a\u{202e}b"), "a\\u{202e}b");
        assert_eq!(escape("a\u{feff}\u{200b}b"), "a\\u{feff}\\u{200b}b");
        assert_eq!(
            escape("\u{3164}\u{2800}\u{fffe}"),
            "\\u{3164}\\u{2800}\\u{fffe}"
        );
        assert_eq!(escape("a\u{a0}b\0"), "a\\u{a0}b\\u{0}");
        assert_eq!(escape("a\tb\r\n"), "a\\tb\\r\\n");
    }

    #[test]
    fn characters_in_messages_are_named() {
        assert_eq!(describe('.'), "`.`");
        assert_eq!(describe(' '), "a space");
        assert_eq!(describe('\u{1b}'), "`U+001B`");
        assert_eq!(describe('\u{2028}'), "`U+2028`");
    }
}
