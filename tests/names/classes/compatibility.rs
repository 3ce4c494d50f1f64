//! Names that some system takes for plain ones: wide, raised, circled, Roman,
//! mathematical.

use super::super::case::{Case, clash, together};
use super::super::reason::Reason;

/// Where an alphabet of mathematical letters begins: 26 capitals, 26 small.
const ALPHABETS: [u32; 9] = [
    0x1d400, 0x1d468, 0x1d4d0, 0x1d56c, 0x1d5a0, 0x1d5d4, 0x1d608, 0x1d63c, 0x1d670,
];
/// Where ten mathematical digits begin.
const DIGITS: [u32; 5] = [0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6];
const NUMERALS: [&str; 12] = [
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
];
const PAIRS: [(&str, &str); 20] = [
    ("x²", "x2"),
    ("x₂", "x2"),
    ("x⁹", "x9"),
    ("xª", "xa"),
    ("xº", "xo"),
    ("a…b", "a...b"),
    ("a‥b", "a..b"),
    ("㎏", "kg"),
    ("㏒", "log"),
    ("™", "tm"),
    ("℡", "TEL"),
    ("№", "No"),
    ("½", "1⁄2"),
    ("㍿", "株式会社"),
    ("ｶ", "カ"),
    ("a＿b", "a_b"),
    ("a－b", "a-b"),
    ("ℌ", "H"),
    ("ﷺ", "صلى الله عليه وسلم"),
    ("ⓐ", "a"),
];

pub(super) fn cases() -> Vec<Case> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let at = |start: u32, offset: u32| char::from_u32(start + offset).unwrap();
    for plain in ('0'..='9').chain('A'..='Z').chain('a'..='z') {
        pairs.push((at(u32::from(plain), 0xfee0).into(), plain.into()));
    }
    for start in ALPHABETS {
        let letters = ('A'..='Z').chain('a'..='z').zip(0..);
        pairs.extend(letters.map(|(plain, offset)| (at(start, offset).into(), plain.into())));
    }
    for start in DIGITS {
        let digits = ('0'..='9').zip(0..);
        pairs.extend(digits.map(|(plain, offset)| (at(start, offset).into(), plain.into())));
    }
    for (numeral, offset) in NUMERALS.iter().zip(0..) {
        pairs.push((at(0x2160, offset).into(), (*numeral).to_owned()));
        pairs.push((at(0x2170, offset).into(), (*numeral).to_owned()));
    }
    for number in 1..=20 {
        pairs.push((at(0x2460, number - 1).into(), number.to_string()));
        pairs.push((at(0x2474, number - 1).into(), format!("({number})")));
    }
    let listed = PAIRS.map(|(one, other)| (one.to_owned(), other.to_owned()));
    let all = pairs.into_iter().chain(listed);
    let clashes = all.flat_map(|(one, other)| {
        let (one, other) = (format!("a/{one}x"), format!("a/{other}x"));
        clash(&one, &other, Reason::Collision)
    });
    clashes.chain([together(&["２b", "１b", "3b"])]).collect()
}
