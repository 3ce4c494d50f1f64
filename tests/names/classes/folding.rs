//! Names that differ in case alone, letter by letter over all of Unicode, and
//! where one letter becomes several.

use super::super::case::{Case, clash, together};
use super::super::reason::Reason;

/// Letters that are not in normalisation form C and therefore never meet.
const NOT_NFC: &str =
    "\u{1fbb}\u{1fc9}\u{1fcb}\u{1fdb}\u{1feb}\u{1ff9}\u{1ffb}\u{2126}\u{212a}\u{212b}";
const PAIRS: [(&str, &str); 34] = [
    ("straße", "STRASSE"),
    ("straße", "strasse"),
    ("straße", "STRAẞE"),
    ("ẞ", "ss"),
    ("ﬀ", "ff"),
    ("ﬁle", "file"),
    ("ﬁle", "FILE"),
    ("ﬂ", "FL"),
    ("ﬃ", "ffi"),
    ("ﬄ", "FFL"),
    ("ﬅ", "st"),
    ("ﬆ", "ST"),
    ("ﬅ", "ﬆ"),
    ("ſ", "s"),
    ("ſ", "S"),
    ("ΣΑΣ", "σας"),
    ("σας", "σασ"),
    ("ς", "Σ"),
    ("ı", "i"),
    ("ı", "I"),
    ("ϐ", "β"),
    ("ϑ", "θ"),
    ("ϕ", "φ"),
    ("ϖ", "π"),
    ("ϰ", "κ"),
    ("ϱ", "ρ"),
    ("ϵ", "ε"),
    ("µ", "μ"),
    ("ẛ", "ṡ"),
    ("և", "եւ"),
    ("ﬓ", "մն"),
    ("ŉ", "ʼn"),
    ("ǆ", "ǅ"),
    ("ǆ", "dž"),
];
/// Other letters, however alike they look.
const DIFFERENT: [&[&str]; 8] = [
    &["a", "а", "α"],
    &["e", "é", "è", "ê"],
    &["i", "j", "l", "1"],
    &["o", "0", "о", "ο"],
    &["shop", "ѕhop"],
    &["s", "ss", "z"],
    &["a-b", "a_b", "a.b", "a b"],
    &["ß", "β"],
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for upper in ('A'..=char::MAX).filter(|char| !NOT_NFC.contains(*char)) {
        let mut lower = upper.to_lowercase();
        if let (Some(lower), None) = (lower.next(), lower.next())
            && lower != upper
        {
            let (one, other) = (format!("x{upper}"), format!("x{lower}"));
            cases.extend(clash(&one, &other, Reason::Collision));
        }
    }
    for (one, other) in PAIRS {
        cases.extend(clash(one, other, Reason::Collision));
        let (one, other) = (format!("{one}/a"), format!("{other}/b"));
        cases.extend(clash(&one, &other, Reason::Collision));
    }
    cases.extend(DIFFERENT.map(together));
    cases
}
