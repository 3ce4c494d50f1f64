//! The check of one component of a path.

use unicode_normalization::is_nfc;

use super::names::{dots, is_device, is_git, is_state};
use super::{COMPONENT_BYTES, PathErrorKind, PathProfile, characters};

/// Tells the first reason for which `component` is refused.
///
/// What a name stands for is told before what it contains, so that a disguised
/// `.git` is named as such.
pub(super) fn check(component: &str, profile: PathProfile) -> Result<(), PathErrorKind> {
    check_shape(component)?;
    check_meaning(component, profile)?;
    component
        .chars()
        .try_for_each(|char| match characters::refusal(char) {
            Some(kind) => Err(kind),
            None => check_reserved(char, profile),
        })?;
    check_backslashes(component, profile)?;
    if let Some(dots) = dots(component) {
        return Err(PathErrorKind::Dots(dots));
    }
    check_ends(component)?;
    if is_nfc(component) {
        Ok(())
    } else {
        Err(PathErrorKind::NotNfc)
    }
}

fn check_shape(component: &str) -> Result<(), PathErrorKind> {
    match component {
        "" => Err(PathErrorKind::EmptyComponent),
        "." => Err(PathErrorKind::CurrentDir),
        ".." => Err(PathErrorKind::ParentDir),
        _ if component.len() > COMPONENT_BYTES => Err(PathErrorKind::ComponentTooLong {
            bytes: component.len(),
        }),
        _ => Ok(()),
    }
}

fn check_meaning(component: &str, profile: PathProfile) -> Result<(), PathErrorKind> {
    if is_git(component) {
        Err(PathErrorKind::Git)
    } else if is_state(component) {
        Err(PathErrorKind::State)
    } else if profile == PathProfile::Portable && is_device(component) {
        Err(PathErrorKind::Device)
    } else if matches!(component.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic()) {
        // Windows takes the letter for a drive wherever the component is
        // pushed onto a path, hence not only in front.
        Err(PathErrorKind::Drive)
    } else {
        Ok(())
    }
}

fn check_reserved(char: char, profile: PathProfile) -> Result<(), PathErrorKind> {
    match char {
        '<' | '>' | '"' | '|' | '?' | '*' => Err(PathErrorKind::Reserved(char)),
        ':' if profile == PathProfile::Portable => Err(PathErrorKind::Reserved(char)),
        _ => Ok(()),
    }
}

fn check_backslashes(component: &str, profile: PathProfile) -> Result<(), PathErrorKind> {
    let allowed = |escape: &str| {
        let bytes = escape.as_bytes();
        profile == PathProfile::PosixUnit
            && bytes.first() == Some(&b'x')
            && bytes.get(1).copied().is_some_and(is_lower_hex)
            && bytes.get(2).copied().is_some_and(is_lower_hex)
    };
    if component.split('\\').skip(1).all(allowed) {
        Ok(())
    } else {
        Err(PathErrorKind::Backslash)
    }
}

fn check_ends(component: &str) -> Result<(), PathErrorKind> {
    if component.starts_with(char::is_whitespace) {
        Err(PathErrorKind::LeadingSpace)
    } else if component.ends_with(char::is_whitespace) {
        Err(PathErrorKind::TrailingSpace)
    } else if component.ends_with('.') {
        Err(PathErrorKind::TrailingDot)
    } else {
        Ok(())
    }
}

fn is_lower_hex(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}
