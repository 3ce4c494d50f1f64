//! Words of a schema for people, cut where nobody would read on: by references a
//! schema can say one long text of each of its settings.

use std::borrow::Cow;
use std::fmt::{self, Display, Write};

use serde_json::Value;

/// Stops a long text that is told over and over. In bytes, for each text.
pub(super) const MOST: usize = 2_000;

/// Takes text up to the bound and then refuses, which ends whoever writes it.
struct Brief(String);

impl Write for Brief {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let cut = text.floor_char_boundary(MOST - self.0.len());
        self.0.push_str(&text[..cut]);
        if cut == text.len() {
            return Ok(());
        }
        Err(fmt::Error)
    }
}

/// What is shown, up to the bound.
pub(super) fn of(shown: &impl Display) -> String {
    let mut brief = Brief(String::new());
    if write!(brief, "{shown}").is_err() {
        brief.0.push('…');
    }
    brief.0
}

/// The same for a text, which is mostly short enough as it is.
pub(super) fn text(text: &str) -> Cow<'_, str> {
    if text.len() <= MOST {
        return Cow::Borrowed(text);
    }
    Cow::Owned(of(&text))
}

/// All of them with the separator between, up to the bound.
pub(super) fn joined<T: Display>(
    all: impl IntoIterator<Item = T> + Clone,
    separator: &str,
) -> String {
    of(&Joined(all, separator))
}

struct Joined<'a, I>(I, &'a str);

impl<T: Display, I: IntoIterator<Item = T> + Clone> Display for Joined<'_, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, one) in self.0.clone().into_iter().enumerate() {
            if index > 0 {
                f.write_str(self.1)?;
            }
            one.fmt(f)?;
        }
        Ok(())
    }
}

/// Text as it is, everything else as JSON.
pub(super) struct Plain<'a>(pub(super) &'a Value);

impl Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::String(text) => f.write_str(text),
            other => other.fmt(f),
        }
    }
}

/// The same between quotes.
pub(super) struct Quoted<T>(pub(super) T);

impl<T: Display> Display for Quoted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_short_is_shown_as_it_is() {
        assert_eq!(of(&Plain(&json!("a\"b"))), "a\"b");
        assert_eq!(of(&Plain(&json!(["a", 1]))), "[\"a\",1]");
        assert_eq!(joined(["a", "b"].iter().map(Quoted), ", "), "`a`, `b`");
        assert_eq!(joined([""; 0], ", "), "");
        assert_eq!(text(&"x".repeat(MOST)), "x".repeat(MOST));
    }

    #[test]
    fn what_is_long_is_cut_within_no_character() {
        let long = "é".repeat(MOST);
        let cut = format!("x{}…", "é".repeat(MOST / 2 - 1));
        assert_eq!(text(&format!("x{long}")), cut);
        let list = json!(vec![long.as_str(); 1000]);
        assert!(of(&Plain(&list)).len() <= MOST + "…".len());
        let all = std::iter::repeat_n("word", 1 << 40);
        let cut = joined(all, " | ");
        assert!(cut.starts_with("word | word") && cut.ends_with('…'));
    }
}
