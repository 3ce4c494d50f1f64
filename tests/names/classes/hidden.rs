//! Characters that do not show what they are: controls, bidi controls, what is
//! invisible, what ends a line, what is no character.

use std::ops::RangeInclusive;

use super::super::case::{Case, around, refused};
use super::super::reason::Reason;

const RANGES: [(RangeInclusive<u32>, Reason); 37] = [
    (0..=0x1f, Reason::Control),
    (0x7f..=0x9f, Reason::Control),
    (0x61c..=0x61c, Reason::Bidi),
    (0x200e..=0x200f, Reason::Bidi),
    (0x202a..=0x202e, Reason::Bidi),
    (0x2066..=0x2069, Reason::Bidi),
    (0x2028..=0x2029, Reason::LineSeparator),
    (0xad..=0xad, Reason::Invisible),
    (0x34f..=0x34f, Reason::Invisible),
    (0x115f..=0x1160, Reason::Invisible),
    (0x17b4..=0x17b5, Reason::Invisible),
    (0x180b..=0x180f, Reason::Invisible),
    (0x200b..=0x200d, Reason::Invisible),
    (0x2060..=0x2065, Reason::Invisible),
    (0x206a..=0x206f, Reason::Invisible),
    (0x2800..=0x2800, Reason::Invisible),
    (0x3164..=0x3164, Reason::Invisible),
    (0xfe00..=0xfe0f, Reason::Invisible),
    (0xfeff..=0xfeff, Reason::Invisible),
    (0xffa0..=0xffa0, Reason::Invisible),
    (0xfff0..=0xfffb, Reason::Invisible),
    (0x13430..=0x1343f, Reason::Invisible),
    (0x1bca0..=0x1bca3, Reason::Invisible),
    (0x1d173..=0x1d17a, Reason::Invisible),
    (0xe0000..=0xe007f, Reason::Invisible),
    (0xe0100..=0xe01ef, Reason::Invisible),
    (0xe0ff0..=0xe0fff, Reason::Invisible),
    (0xfdd0..=0xfdef, Reason::Noncharacter),
    (0xfffe..=0xffff, Reason::Noncharacter),
    (0x1_fffe..=0x1_ffff, Reason::Noncharacter),
    (0x2_fffe..=0x2_ffff, Reason::Noncharacter),
    (0x7_fffe..=0x7_ffff, Reason::Noncharacter),
    (0xa_fffe..=0xa_ffff, Reason::Noncharacter),
    (0xd_fffe..=0xd_ffff, Reason::Noncharacter),
    (0xe_fffe..=0xe_ffff, Reason::Noncharacter),
    (0xf_fffe..=0xf_ffff, Reason::Noncharacter),
    (0x10_fffe..=0x10_ffff, Reason::Noncharacter),
];

/// What a terminal, a log or a reader would take for something else.
const SEQUENCES: [(&str, Reason); 12] = [
    ("a\u{1b}[2J", Reason::Control),
    ("a\u{1b}]0;title\u{7}", Reason::Control),
    ("a\u{1b}[8mhidden", Reason::Control),
    ("a\u{9b}2J", Reason::Control),
    ("a\u{90}q\u{9c}", Reason::Control),
    ("a\r\nset-cookie", Reason::Control),
    ("a\nExecStart=b", Reason::Control),
    ("passwd\0.conf", Reason::Control),
    ("a\u{8}\u{8}b", Reason::Control),
    ("gpj\u{202e}fnoc.exe", Reason::Bidi),
    ("a\u{2067}b\u{2069}", Reason::Bidi),
    ("a\u{fe0f}\u{20e3}", Reason::Invisible),
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (range, reason) in RANGES {
        for char in range.filter_map(char::from_u32) {
            cases.extend(around(char).map(|name| refused(name, reason)));
        }
    }
    cases.extend(SEQUENCES.map(|(name, reason)| refused(name, reason)));
    cases
}
