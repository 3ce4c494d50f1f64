//! Names at a limit and one beyond it, in characters of every width.

use super::super::case::{Case, accepted, refused};
use super::super::reason::Reason;

/// Written out and not taken from the library, whose figures they hold.
const COMPONENT: usize = 231;
const COMPONENTS: usize = 16;
const PATH: usize = 4096;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![refused("", Reason::Empty)];
    cases.extend(["a", "é", "東", "😀"].into_iter().flat_map(of_components));
    for components in [COMPONENTS - 1, COMPONENTS] {
        cases.push(accepted(vec!["a"; components].join("/")));
        cases.push(accepted(vec!["a".repeat(COMPONENT); components].join("/")));
    }
    for components in [COMPONENTS + 1, COMPONENTS + 2, 100, 1000, 2000] {
        let up = vec![".."; components - 1].join("/") + "/.";
        cases.push(refused(up, too_deep(components)));
        cases.push(refused(vec!["a"; components].join("/"), Reason::TooDeep));
    }
    for bytes in [PATH + 1, PATH + 2, 10_000, 1 << 20] {
        cases.push(refused("a".repeat(bytes), Reason::PathTooLong));
        cases.push(refused("a/".repeat(bytes / 2 + 1), Reason::PathTooLong));
    }
    cases.push(refused("a".repeat(PATH), Reason::ComponentTooLong));
    cases.push(refused("/".repeat(PATH + 1), Reason::PathTooLong));
    cases
}

/// One component of this character, as long as one may be and longer.
fn of_components(char: &str) -> Vec<Case> {
    let fits = char.repeat(COMPONENT / char.len());
    let longest = format!("{fits}{}", "b".repeat(COMPONENT % char.len()));
    let beyond = [
        format!("{longest}b"),
        char.repeat(255 / char.len()),
        format!("{longest}.conf"),
    ];
    let paths = beyond
        .into_iter()
        .flat_map(|name| [format!("a/{name}"), name]);
    let refused = paths.map(|path| refused(path, Reason::ComponentTooLong));
    let good = [format!("a/{longest}/a"), longest].map(accepted);
    refused.chain(good).collect()
}

/// Whole paths are looked at before their components, and lengths first.
fn too_deep(components: usize) -> Reason {
    match components * 3 > PATH {
        true => Reason::PathTooLong,
        false => Reason::TooDeep,
    }
}
