//! Names as systemd makes them, good in its profile and in no other, and what
//! only looks like one.

use super::super::case::{Case, accepted, refused};
use super::super::reason::Reason;

const WITH_COLON: [&str; 8] = [
    "shop:web.service",
    "shop@a:b.service",
    "::",
    ":ab",
    "ab:",
    "dev-disk-by:id.device",
    "a/shop:web",
    "1:2",
];
const WITH_ESCAPE: [&str; 7] = [
    r"my\x20app.target",
    r"my\x20app.target.wants/a",
    r"a\x2fb@1.service",
    r"\x2e\x2e",
    r"\x2e\x2e\x2fetc",
    r"\x2egit",
    r"dev-disk-by\x2did\x2da.device",
];
const NO_ESCAPE: [&str; 14] = [
    r"\",
    r"a\",
    r"\x",
    r"\x2",
    r"\xg0",
    r"\x2g",
    r"\X2d",
    r"a\\x2d",
    r"\x2d\",
    r"\u002d",
    r"\055",
    r"\n",
    r"a\b",
    r"\x2d\x2D",
];
const WITH_AT: [&str; 6] = [
    "shop@.service",
    "shop@1.service",
    "@",
    "a@b@c",
    "shop@1.service.d/override.conf",
    "@a/b@",
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for byte in 0..=255_u8 {
        let lower = format!(r"a\x{byte:02x}b");
        let upper = format!(r"a\x{byte:02X}b");
        if lower != upper {
            cases.push(refused(upper, Reason::Backslash));
        }
        cases.push(refused(lower, Reason::Backslash).but_good_for_units());
        let octal = format!(r"a\{byte:03o}b");
        cases.push(refused(octal, Reason::Backslash));
    }
    cases.extend(WITH_COLON.map(|name| refused(name, Reason::Reserved).but_good_for_units()));
    cases.extend(WITH_ESCAPE.map(|name| refused(name, Reason::Backslash).but_good_for_units()));
    cases.extend(NO_ESCAPE.map(|name| refused(name, Reason::Backslash)));
    cases.extend(WITH_AT.map(accepted));
    cases
}
