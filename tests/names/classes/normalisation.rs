//! Names that are written in one form and stored in another: what is not in
//! Unicode's normalisation form C.

use super::super::case::{Case, accepted, refused, refused_everywhere};
use super::super::reason::Reason;

/// Marks, and the letters with which each composes.
const COMPOSING: [(char, &str); 10] = [
    ('\u{300}', "AEINOUWYaeinouwy"),
    ('\u{301}', "ACEGIKLMNOPRSUWYZacegiklmnoprsuwyz"),
    ('\u{302}', "ACEGHIJOSUWYZaceghijosuwyz"),
    ('\u{303}', "AEINOUVYaeinouvy"),
    ('\u{304}', "AEGIOUYaegiouy"),
    ('\u{308}', "AEHIOUWXYaehiotuwxy"),
    ('\u{30a}', "AUauwy"),
    ('\u{30c}', "ACDEGHIKLNORSTUZacdeghijklnorstuz"),
    ('\u{327}', "CDEGHKLNRSTcdeghklnrst"),
    ('\u{328}', "AEIOUaeiou"),
];
/// Characters that are always written as another one.
const SINGLETONS: &str = "\u{2126}\u{212a}\u{212b}\u{340}\u{341}\u{343}\u{344}\u{374}\u{37e}\
    \u{387}\u{1f71}\u{1f73}\u{1f75}\u{1f77}\u{1f79}\u{1f7b}\u{1f7d}\u{1fbb}\u{1fbe}\u{1fc9}\
    \u{1fcb}\u{1fd3}\u{1fdb}\u{1fe3}\u{1feb}\u{1fee}\u{1fef}\u{1ff9}\u{1ffb}\u{1ffd}\u{2000}\
    \u{2001}\u{2329}\u{232a}\u{958}\u{fb1d}\u{fb2a}\u{2adc}\u{1d15e}\u{2f800}\u{2fa1d}";
const OUT_OF_ORDER: [&str; 5] = [
    "a\u{323}\u{307}",
    "q\u{307}\u{323}",
    "a\u{301}\u{327}b",
    "\u{1e0b}\u{323}",
    "e\u{301}\u{301}",
];
const ORDINARY: [&str; 16] = [
    "é",
    "ü",
    "Å",
    "Ω",
    "한글",
    "각",
    "ñandú",
    "q\u{301}",
    "q\u{323}\u{307}",
    "東京",
    "ガ",
    "अ",
    "ệ",
    "ǆ",
    "J\u{30c}",
    "\u{301}",
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (mark, letters) in COMPOSING {
        for letter in letters.chars() {
            cases.push(refused(format!("x{letter}{mark}"), Reason::NotNfc));
        }
    }
    for single in SINGLETONS.chars() {
        cases.push(refused(format!("a{single}b"), Reason::NotNfc));
        cases.push(refused(format!("a/x{single}b/c"), Reason::NotNfc));
    }
    for ideograph in '\u{f900}'..='\u{fa0d}' {
        cases.push(refused(ideograph.to_string(), Reason::NotNfc));
    }
    for name in OUT_OF_ORDER {
        cases.extend(refused_everywhere(name, Reason::NotNfc));
    }
    cases.extend(syllables());
    cases.extend(ORDINARY.map(accepted));
    cases
}

/// Korean letter by letter, and the syllable that it is written as.
fn syllables() -> impl Iterator<Item = Case> {
    let vowels = |lead| ('\u{1161}'..='\u{1175}').map(move |vowel| (lead, vowel));
    let pairs = ('\u{1100}'..='\u{1112}').flat_map(vowels);
    pairs.enumerate().flat_map(|(number, (lead, vowel))| {
        let syllable = char::from_u32(0xac00 + 28 * number as u32).unwrap();
        [
            refused(format!("{lead}{vowel}"), Reason::NotNfc),
            accepted(syllable.to_string()),
        ]
    })
}
