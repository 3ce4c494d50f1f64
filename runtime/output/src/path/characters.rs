//! The characters that no name may have, by what is wrong with them.

use super::PathErrorKind;

/// Tells why `char` is refused in every profile, or nothing if it is not.
pub(crate) fn refusal(char: char) -> Option<PathErrorKind> {
    if char.is_control() {
        Some(PathErrorKind::Control(char))
    } else if is_bidi(char) {
        Some(PathErrorKind::Bidi(char))
    } else if matches!(char, '\u{2028}' | '\u{2029}') {
        Some(PathErrorKind::LineSeparator(char))
    } else if is_noncharacter(char) {
        Some(PathErrorKind::Noncharacter(char))
    } else if is_invisible(char) {
        Some(PathErrorKind::Invisible(char))
    } else {
        None
    }
}

/// Whether `char` must not reach a terminal or a log as it is.
pub(crate) fn is_hazardous(char: char) -> bool {
    refusal(char).is_some()
}

fn is_bidi(char: char) -> bool {
    matches!(char,
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_noncharacter(char: char) -> bool {
    matches!(char, '\u{fdd0}'..='\u{fdef}') || u32::from(char) & 0xfffe == 0xfffe
}

/// Unicode's default ignorable code points, the annotation anchors, the format
/// controls of shorthand, music and hieroglyphs, and the blank Braille cell.
fn is_invisible(char: char) -> bool {
    matches!(char,
        '\u{00ad}'
        | '\u{034f}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{2800}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{13430}'..='\u{1343f}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}
