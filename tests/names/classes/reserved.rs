//! What Windows reserves, the colon of its streams included.

use super::super::case::{Case, around, refused, refused_everywhere};
use super::super::reason::Reason;

const STEMS: [&str; 5] = ["file", "shop.conf", "run", "web-1.service", "東京"];
const STREAMS: [&str; 8] = [
    ":a",
    "::$DATA",
    ":a:$DATA",
    ":$I30:$INDEX_ALLOCATION",
    "::$INDEX_ALLOCATION",
    ":Zone.Identifier",
    ":com1",
    "::",
];
const EXPANDED: [&str; 10] = [
    "a*", "*.conf", "**", "a?", "a<b", "a>b", "a|b", "\"a\"", "<a>", "a||b",
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for char in ['<', '>', '"', '|', '?', '*'] {
        cases.extend(around(char).map(|name| refused(name, Reason::Reserved)));
    }
    for name in EXPANDED {
        cases.extend(refused_everywhere(name, Reason::Reserved));
    }
    for stem in STEMS {
        for stream in STREAMS {
            let name = format!("{stem}{stream}");
            let streams = refused_everywhere(&name, Reason::Reserved);
            cases.extend(streams.map(Case::but_good_for_units));
        }
    }
    cases
}
