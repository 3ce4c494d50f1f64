//! Names that begin somewhere else: at the root, on a drive, on a share, in a
//! name space of Windows.

use super::super::case::{Case, accepted, everywhere, refused};
use super::super::reason::Reason;

const PLACES: [&str; 14] = [
    "/",
    "/a",
    "/./a",
    "/../a",
    "/etc/passwd",
    "/etc/systemd/system/a.service",
    "/dev/null",
    "/dev/stdin",
    "/dev/fd/1",
    "/proc/self/fd/1",
    "/proc/self/root/etc/passwd",
    "/proc/self/cwd/a",
    "/proc/1/environ",
    "/sys/kernel/uevent_helper",
];
const SHARES: [&str; 15] = [
    "//",
    "///a",
    "//a",
    "//server/share/a",
    "//./pipe/a",
    "//?/C:/a",
    "//localhost/c$/a",
    r"\\server\share\a",
    r"\\.\pipe\a",
    r"\\.\PhysicalDrive0",
    r"\\?\C:\a",
    r"\\?\UNC\server\share",
    r"\\?\GLOBALROOT\Device\a",
    r"\\127.0.0.1\c$\a",
    r"\\\a",
];
/// Nobody here expands, so that these are names like any other.
const ORDINARY: [&str; 13] = [
    "~/a",
    "~root/a",
    "~",
    "$HOME/a",
    "${HOME}/a",
    "$(pwd)/a",
    "%USERPROFILE%/a",
    "%SystemRoot%",
    "etc/passwd",
    "dev/null",
    "proc/self/environ",
    "server/share",
    "C/a",
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    cases.extend(PLACES.map(|path| refused(path, Reason::Absolute)));
    cases.extend(SHARES.map(|path| refused(path, Reason::Unc)));
    for letter in ('a'..='z').chain('A'..='Z') {
        for rest in [":", r":\a", ":/a", ":a", r":..\a", "::$DATA"] {
            cases.push(refused(format!("{letter}{rest}"), Reason::Drive));
        }
    }
    for drive in ["C:", "z:a", r"c:\"] {
        cases.extend(everywhere(drive).map(|path| refused(path, Reason::Drive)));
    }
    cases.extend(schemes());
    cases.extend([r"\a", r"\??\a", r"\Device\a"].map(|path| {
        let reason = match path.contains('?') {
            true => Reason::Reserved,
            false => Reason::Backslash,
        };
        refused(path, reason)
    }));
    cases.extend(ORDINARY.map(accepted));
    cases
}

/// With the colon of a scheme, and for units with its empty component.
fn schemes() -> impl Iterator<Item = Case> {
    let schemes = ["file", "http", "https", "ftp", "smb", "data", "javascript"];
    schemes.into_iter().flat_map(|scheme| {
        let path = format!("{scheme}:///etc/passwd");
        let absolute = refused(path, Reason::Reserved).but_for_units(Reason::EmptyComponent);
        let opaque = refused(format!("{scheme}:a"), Reason::Reserved).but_good_for_units();
        [absolute, opaque]
    })
}
