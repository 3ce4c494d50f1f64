//! Names that mean something to a file system or a tool, and the fold under
//! which two names are the same somewhere.

use unicode_normalization::UnicodeNormalization;

/// Gives the form under which names are compared as the most lenient file
/// system would: compatibility-decomposed, upper-cased, lower-cased and
/// decomposed again.
///
/// Going through upper case makes the mapping as coarse as full case folding
/// (`ß` and `ss`, `ſ` and `s`, `Σ`, `σ` and `ς`). It is coarser than any one
/// file system (`ı` and `i` are the same too), which errs towards refusing.
pub(crate) fn folded(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    // In lower case first: only so does the capital sharp s become what the small
    // one does.
    name.nfkd()
        .flat_map(char::to_lowercase)
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .nfkd()
        .collect()
}

/// Tells which of `.` and `..` a program finds in `component` that puts plain
/// characters in the place of their look-alikes, as in `．．` and `‥／a`.
pub(super) fn dots(component: &str) -> Option<&'static str> {
    let folded = folded(component);
    let mut parts = folded.split(['/', '\\']);
    parts.find_map(|part| match part {
        "." => Some("."),
        ".." => Some(".."),
        _ => None,
    })
}

/// Whether some file system or tool takes `component` for `.git`: in other
/// case, with characters that HFS+ ignores, with the trailing dots and spaces
/// or the stream that NTFS drops, or as its short name `git~1`.
pub(super) fn is_git(component: &str) -> bool {
    let name = plain(component);
    name == ".git" || is_short_name(&name, "git~")
}

/// Whether some file system takes `component` for `.portcullis`, where this
/// crate keeps its own state.
pub(super) fn is_state(component: &str) -> bool {
    let name = plain(component);
    name == ".portcullis" || is_short_name(&name, "portcu~")
}

/// Whether Windows takes `component` for a device, which it does whatever the
/// extension and however many spaces come before it.
pub(super) fn is_device(component: &str) -> bool {
    let stem = component.split(['.', ':']).next().unwrap_or_default();
    let stem = stem.trim_end_matches(' ').to_ascii_lowercase();
    if matches!(&*stem, "con" | "prn" | "aux" | "nul" | "conin$" | "conout$") {
        return true;
    }
    let number = stem
        .strip_prefix("com")
        .or_else(|| stem.strip_prefix("lpt"));
    number.is_some_and(|number| {
        let mut digits = number.chars();
        matches!(digits.next(), Some('1'..='9' | '¹' | '²' | '³')) && digits.next().is_none()
    })
}

fn plain(component: &str) -> String {
    let visible: String = component
        .chars()
        .filter(|char| !super::characters::is_hazardous(*char))
        .collect();
    let name = folded(&visible);
    let name = name.split(':').next().unwrap_or_default();
    name.trim_end_matches(['.', ' ']).to_owned()
}

fn is_short_name(name: &str, stem: &str) -> bool {
    name.strip_prefix(stem)
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}
