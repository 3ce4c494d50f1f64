//! What Windows drops from the end of a name, and what nobody sees at either.

use super::super::case::{Case, accepted, refused_everywhere};
use super::super::reason::Reason;

/// All white space of Unicode but control characters and line separators.
const SPACES: [char; 17] = [
    ' ', '\u{a0}', '\u{1680}', '\u{2000}', '\u{2001}', '\u{2002}', '\u{2003}', '\u{2004}',
    '\u{2005}', '\u{2006}', '\u{2007}', '\u{2008}', '\u{2009}', '\u{200a}', '\u{202f}', '\u{205f}',
    '\u{3000}',
];
const DOTS: [&str; 9] = [
    "a.", "a..", "a...", "...", "....", ".....", "a. .", "a .", "a.b.",
];
const ORDINARY: [&str; 10] = [
    "a b",
    "a  b",
    "a.b",
    ".a",
    "..a",
    "a.b.c",
    "a\u{a0}b",
    "a\u{3000}b",
    "a…",
    "a·",
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for space in SPACES {
        for name in [
            format!("{space}a"),
            format!("{space}a{space}"),
            space.to_string(),
        ] {
            cases.extend(refused_everywhere(&name, Reason::LeadingSpace));
        }
        for name in [
            format!("a{space}"),
            format!("a.{space}"),
            format!("..{space}"),
        ] {
            cases.extend(refused_everywhere(&name, Reason::TrailingSpace));
        }
    }
    for name in DOTS {
        cases.extend(refused_everywhere(name, Reason::TrailingDot));
    }
    cases.extend(ORDINARY.map(accepted));
    cases
}
