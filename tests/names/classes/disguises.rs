//! `.git` and `.portcullis`, and everything that some file system or tool takes
//! for them.

use std::collections::BTreeSet;

use super::super::case::{Case, accepted, refused_everywhere};
use super::super::reason::Reason;

/// What NTFS drops from the end of a name, or takes for a stream of it.
const ENDS: [&str; 10] = [
    "",
    ".",
    "..",
    "...",
    " ",
    "  ",
    ". .",
    "::$INDEX_ALLOCATION",
    ":$I30:$INDEX_ALLOCATION",
    ":a",
];
/// What HFS+ ignores in a name.
const IGNORED: &str = "\u{200c}\u{200d}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\
    \u{206a}\u{206b}\u{206c}\u{206d}\u{206e}\u{206f}\u{feff}";
const ORDINARY: [&str; 24] = [
    ".gitignore",
    ".gitmodules",
    ".gitattributes",
    ".github",
    ".gitkeep",
    ".git-a",
    ".git_",
    ".gi",
    ".gitt",
    "git",
    "git~",
    "git~a",
    "git1",
    "a.git",
    "shop.git",
    "portcullis",
    ".portcullisrc",
    ".portcullis-a",
    ".portculli",
    "portcu",
    "portcu~",
    "portcu~a",
    "a.portcullis",
    "portcullis~1",
];

pub(super) fn git() -> Vec<Case> {
    let mut names = disguised(".git");
    names.extend(short("git"));
    names.extend([".gıt", "．git"].map(str::to_owned));
    let cases = names
        .iter()
        .flat_map(|name| refused_everywhere(name, Reason::Git));
    cases
        .chain(ORDINARY[..15].iter().map(|name| accepted(*name)))
        .collect()
}

pub(super) fn state() -> Vec<Case> {
    let mut names = disguised(".portcullis");
    names.extend(short("portcu"));
    names.extend([".portculliſ", "．portcullis", ".portcullıs"].map(str::to_owned));
    let cases = names
        .iter()
        .flat_map(|name| refused_everywhere(name, Reason::State));
    cases
        .chain(ORDINARY[15..].iter().map(|name| accepted(*name)))
        .collect()
}

fn disguised(name: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for spelling in spellings(name) {
        names.extend(ENDS.map(|end| format!("{spelling}{end}")));
    }
    for at in 0..=name.len() {
        let (before, after) = name.split_at(at);
        names.extend(IGNORED.chars().map(|char| format!("{before}{char}{after}")));
    }
    for (at, letter) in name.char_indices().skip(1) {
        let wide = char::from_u32(u32::from(letter) + 0xfee0).unwrap();
        names.insert(format!("{}{wide}{}", &name[..at], &name[at + 1..]));
    }
    names
}

/// Each letter in upper case, all of them, every second, and none.
fn spellings(name: &str) -> BTreeSet<String> {
    let upper = |wanted: &dyn Fn(usize) -> bool| {
        let chars = name.char_indices();
        chars
            .map(|(at, c)| {
                if wanted(at) {
                    c.to_ascii_uppercase()
                } else {
                    c
                }
            })
            .collect::<String>()
    };
    let mut spellings = BTreeSet::from([upper(&|_| true), upper(&|at| at % 2 == 1)]);
    spellings.extend((0..name.len()).map(|letter| upper(&|at| at == letter)));
    spellings.extend((0..name.len()).map(|letter| upper(&|at| at != letter)));
    spellings
}

/// The short names that Windows makes.
fn short(stem: &str) -> impl Iterator<Item = String> {
    let numbers = (1..=9).chain([10, 42, 100, 999_999]);
    let spellings = [stem.to_owned(), stem.to_uppercase()];
    numbers.flat_map(move |number| spellings.clone().map(|stem| format!("{stem}~{number}")))
}
