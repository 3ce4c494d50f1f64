//! Bytes that are no UTF-8: overlong forms of dots and slashes, surrogates,
//! what is cut off, what is beyond Unicode.

use super::super::case::{Case, accepted, refused};
use super::super::reason::Reason;

const DOTS: [&[u8]; 5] = [
    b"\xc0\xae",
    b"\xe0\x80\xae",
    b"\xf0\x80\x80\xae",
    b"\xf8\x80\x80\x80\xae",
    b"\xfc\x80\x80\x80\x80\xae",
];
const SLASHES: [&[u8]; 7] = [
    b"/",
    b"\xc0\xaf",
    b"\xe0\x80\xaf",
    b"\xf0\x80\x80\xaf",
    b"\xc1\x9c",
    b"\xe0\x81\x9c",
    b"\xf0\x80\x81\x9c",
];
/// Overlong NULs, halves of surrogate pairs, and characters beyond the last.
const SEQUENCES: [&[u8]; 12] = [
    b"\xc0\x80",
    b"\xe0\x80\x80",
    b"\xf0\x80\x80\x80",
    b"\xed\xa0\x80",
    b"\xed\xad\xbf",
    b"\xed\xb0\x80",
    b"\xed\xbf\xbf",
    b"\xed\xa0\xbd\xed\xb8\x80",
    b"\xf4\x90\x80\x80",
    b"\xf7\xbf\xbf\xbf",
    b"\xff\xfea\0",
    b"\xfe\xff\0a",
];
const CUT_OFF: [&[u8]; 6] = [
    b"\xc3",
    b"\xe2\x82",
    b"\xe2",
    b"\xf0\x9f\x98",
    b"\xf0\x9f",
    b"\xf0",
];

pub(super) fn cases() -> Vec<Case> {
    let mut names: Vec<Vec<u8>> = Vec::new();
    for dot in DOTS {
        for slash in SLASHES {
            names.push([dot, dot, slash, b"etc"].concat());
            names.push([b"a", slash, dot, b"."].concat());
        }
    }
    for wrong in SEQUENCES.iter().chain(&CUT_OFF) {
        names.push([b"a", *wrong].concat());
        names.push([b"a/", *wrong, b"b"].concat());
    }
    for byte in 0x80..=0xff_u8 {
        names.push([b"shop-", &[byte][..], b".conf"].concat());
    }
    let refused = names.into_iter().map(|name| refused(name, Reason::NotUtf8));
    let good = ["é", "ࠀ", "\u{e000}", "𐀀", "\u{10fffd}"].map(accepted);
    refused.chain(good).collect()
}
