//! Words that many commands tell people in the same way.

use std::fmt::Display;

use portcullis_host::{shown, visible};
use portcullis_procfile::nearest;

/// How much of a digest people are shown.
const SHOWN_DIGITS: usize = 12;

/// How the parser of TOML begins where it knows the place of an error.
const PLACE: &str = "TOML parse error at ";

/// How long a line of TOML may be to be shown, in bytes.
const LONGEST_LINE: usize = 200;

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

/// What is wrong with a text in TOML, by the error of its parser. Its lines and names may
/// be somebody else's: a long one is left out, and what breaks a line in one is escaped.
pub(crate) fn wrong_toml(error: &toml::de::Error) -> String {
    let (told, message) = (error.to_string(), shown(error.message()));
    let lines: Vec<_> = told.lines().take(4).collect();
    match lines[..] {
        // Where the parser knows the place, it shows that line with a caret below it.
        [place, _, line, caret] if place.starts_with(PLACE) => {
            match line.len().max(caret.len()) <= LONGEST_LINE {
                true => format!("{}\n{message}", lines.join("\n")),
                false => format!("{place}: {message}"),
            }
        }
        _ => {
            let within = told.strip_prefix(error.message()).unwrap_or_default();
            format!("{message} {}", shown(within.trim()))
                .trim_end()
                .to_owned()
        }
    }
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
    use std::collections::BTreeMap;

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

    fn wrong<T: serde::de::DeserializeOwned>(text: &str) -> String {
        wrong_toml(&toml::from_str::<T>(text).map(drop).unwrap_err())
    }

    #[test]
    fn an_error_in_toml_is_told_with_its_line_and_a_caret() {
        let told = wrong::<toml::Table>("a = 1\nb = \n");
        let begin = "TOML parse error at line 2, column 5\n  |\n2 | b = \n  |     ^\n";
        assert!(told.starts_with(begin), "{told}");
        assert_eq!(told.lines().count(), 5, "{told}");
    }

    #[test]
    fn an_error_in_toml_is_cut_and_breaks_no_line_of_ours() {
        let long = "y".repeat(1_000_000);
        for text in [format!("{long} = "), format!("{long} = 1\n{long} = 2")] {
            let told = wrong::<toml::Table>(&text);
            assert!(told.starts_with(PLACE) && told.len() < 1_000, "{told}");
        }
        type Known = BTreeMap<String, BTreeMap<String, u8>>;
        for key in ["a\\nerror: b", long.as_str()] {
            let text = format!("[\"{key}\"]\n\"{key}\" = ''\n");
            let told = wrong::<Known>(&text);
            assert!(!told.contains("\nerror"), "{told}");
            let table: toml::Table = toml::from_str(&text).unwrap();
            let told = wrong_toml(&table.try_into::<Known>().map(drop).unwrap_err());
            assert!(told.contains(" in `"), "{told}");
            assert!(told.lines().count() == 1 && told.len() < 1_200, "{told}");
        }
    }

    #[test]
    fn lines_and_tabs_stay_and_what_a_terminal_obeys_does_not() {
        assert_eq!(visible_lines("a\tb\n\u{1b}[31mc"), "a\tb\n\\u{1b}[31mc");
        let once = visible_lines("\u{202e}x");
        assert_eq!(visible_lines(&once), once);
    }
}
