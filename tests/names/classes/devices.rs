//! Windows' devices, which it finds whatever the case, the extension and the
//! folder.

use super::super::case::{Case, accepted, refused};
use super::super::reason::Reason;

const STEMS: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
/// Windows takes the superscripts for digits.
const DIGITS: &str = "123456789¹²³";
const ENDS: [&str; 7] = [
    "", ".txt", ".tar.gz", ".service", " .txt", "  .a.b", ".conf:a",
];
const ORDINARY: [&str; 22] = [
    "con-1",
    "con_",
    "cons",
    "console",
    "acon",
    "com",
    "com10",
    "com11.txt",
    "com0",
    "coma",
    "com⁴",
    "com¼",
    "lpt",
    "lpt0",
    "lpt10",
    "lptx",
    "null",
    "nul-",
    "auxiliary",
    "prnt",
    "conin",
    "a.con",
];

pub(super) fn cases() -> Vec<Case> {
    let numbered = ["com", "lpt"].into_iter().flat_map(|stem| {
        let digits = DIGITS.chars();
        digits.map(move |digit| format!("{stem}{digit}"))
    });
    let stems = STEMS.into_iter().map(str::to_owned).chain(numbered);
    let names = stems.flat_map(|stem| ENDS.map(|end| format!("{stem}{end}")));
    let spellings = names.flat_map(|name| [name.to_uppercase(), title(&name), name]);
    let paths = spellings.flat_map(|name| [format!("a/{name}"), format!("{name}/a"), name]);
    let devices = paths.map(|path| refused(path, Reason::Device).but_good_for_units());
    devices.chain(ORDINARY.map(accepted)).collect()
}

fn title(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    first.to_uppercase() + rest
}
