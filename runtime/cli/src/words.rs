//! Words that many commands tell people in the same way.

use std::fmt::Display;

use portcullis_host::{shown, visible};
use portcullis_procfile::nearest;

/// How much of a digest people are shown.
const SHOWN_DIGITS: usize = 12;

/// How many there are of something, by its names for one and for several.
pub(crate) fn counted(
    count: impl Copy + Display + PartialEq + From<u8>,
    one: &str,
    many: &str,
) -> String {
    let noun = if count == 1.into() { one } else { many };
    format!("{count} {noun}")
}

/// The hint about a name that was not found: what was meant, else all there are.
pub(crate) fn choice(given: &str, names: &[&str]) -> String {
    match nearest(given, names.iter().copied()) {
        Some(near) => meant(near),
        None => format!("there are {}", shown(names.join(", "))),
    }
}

/// The hint with the name that was meant.
pub(crate) fn meant(near: &str) -> String {
    format!("did you mean `{}`?", shown(near))
}

/// As much of a digest as people compare.
pub(crate) fn short(digest: &str) -> &str {
    &digest[..SHOWN_DIGITS.min(digest.len())]
}

/// Text of several lines with nothing in it that a terminal obeys; tabs stay.
pub(crate) fn visible_lines(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(visible_line).collect();
    lines.join("\n")
}

/// The same for one line.
pub(crate) fn visible_line(line: &str) -> String {
    let parts: Vec<_> = line.split('\t').map(visible).collect();
    parts.join("\t")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_is_not_several() {
        assert_eq!(counted(1_usize, "entry", "entries"), "1 entry");
        assert_eq!(counted(0_u64, "entry", "entries"), "0 entries");
    }

    #[test]
    fn what_is_near_is_meant_and_else_all_are_told() {
        let names = ["systemd", "runit"];
        assert_eq!(choice("sytemd", &names), "did you mean `systemd`?");
        assert_eq!(choice("x", &names), "there are systemd, runit");
    }

    #[test]
    fn lines_and_tabs_stay_and_what_a_terminal_obeys_does_not() {
        assert_eq!(visible_lines("a\tb\n\u{1b}[31mc"), "a\tb\n\\u{1b}[31mc");
        let once = visible_lines("\u{202e}x");
        assert_eq!(visible_lines(&once), once);
    }
}
