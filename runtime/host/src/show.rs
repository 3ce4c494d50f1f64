//! How text that a guest chose is shown: nothing in it that a terminal obeys, and
//! no more of it than anybody reads.

use portcullis_procfile::escape;

/// How many characters of a text an error shows.
const SHOWN_CHARACTERS: usize = 512;

/// Text of a guest with everything that a terminal would obey made visible.
pub fn visible(text: impl AsRef<str>) -> String {
    escape(text.as_ref())
}

/// The same for a text that may be of any length: what is too long to be read is
/// cut off, and then its length is told.
pub fn shown(text: impl AsRef<str>) -> String {
    let text = text.as_ref();
    match text.char_indices().nth(SHOWN_CHARACTERS) {
        None => visible(text),
        Some((end, _)) => format!("{}… ({} bytes)", visible(&text[..end]), text.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_shown_and_not_sent() {
        assert_eq!(
            visible("a\u{1b}[31mb\u{202e}c\u{9b}d\né"),
            "a\\u{1b}[31mb\\u{202e}c\\u{9b}d\\né"
        );
    }

    #[test]
    fn a_long_text_is_cut_and_its_length_told() {
        let most = "é".repeat(SHOWN_CHARACTERS);
        assert_eq!(shown(&most), most);
        let more = format!("{most}\u{1b}");
        assert_eq!(shown(&more), format!("{most}… (1025 bytes)"));
    }
}
