//! Names that are good alone and not together: twice the same, a file where
//! another needs a directory, directories that differ in case.

use super::super::case::{Case, clash, together};
use super::super::reason::Reason;

/// The deepest path has this many components.
const DEPTH: usize = 16;
const NEIGHBOURS: [&[&str]; 9] = [
    &["a", "a.b", "a-b", "ab"],
    &["a/b", "a/c", "a/bc", "a/b.c"],
    &["a/b/c", "a/b/d", "a/e/c"],
    &["x/a", "y/a", "a"],
    &["a0", "a/0"],
    &["a!", "a/b", "a0b", "a#"],
    &["℀", "a/c"],
    &["shop.service", "shop.service.d/override.conf"],
    &["shop.target", "shop.target.wants/shop-web-1.service"],
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for depth in 1..=DEPTH {
        let path = chain("d", depth);
        cases.extend(clash(&path, &path, Reason::Duplicate));
        for above in 1..depth {
            cases.extend(clash(&path, &chain("d", above), Reason::FileAndDirectory));
        }
        if depth > 1 {
            let (one, other) = (format!("{path}x"), chain("d", depth - 1));
            let upper = format!("{}/other", other.replacen('d', "D", 1));
            cases.extend(clash(&one, &upper, Reason::Collision));
            cases.extend(clash(&one, &other.to_uppercase(), Reason::Collision));
        }
    }
    cases.extend(NEIGHBOURS.map(together));
    cases
}

fn chain(name: &str, depth: usize) -> String {
    vec![name; depth].join("/")
}
