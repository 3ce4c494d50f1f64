//! Names at a limit and one beyond it, in characters of every width.

use super::super::case::{Case, accepted, refused};
use super::super::reason::Reason;

/// Written out and not taken from the library, whose figures they hold.
const COMPONENT: usize = 231;
const COMPONENTS: usize = 16;
const PATH: usize = 4096;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![refused("", Reason::Empty)];
    for char in ["a", "é", "東", "😀"] {
        let width = char.len();
        let fits = char.repeat(COMPONENT / width);
        let longest = format!("{fits}{}", "b".repeat(COMPONENT % width));
        cases.push(accepted(longest.clone()));
        cases.push(accepted(format!("a/{longest}/a")));
        for beyond in [
            format!("{longest}b"),
            char.repeat(255 / width),
            format!("{longest}.conf"),
        ] {
            cases.push(refused(format!("a/{beyond}"), Reason::ComponentTooLong));
            cases.push(refused(beyond, Reason::ComponentTooLong));
        }
    }
    for components in [COMPONENTS - 1, COMPONENTS] {
        cases.push(accepted(vec!["a"; components].join("/")));
        cases.push(accepted(vec!["a".repeat(COMPONENT); components].join("/")));
    }
    for components in [COMPONENTS + 1, COMPONENTS + 2, 100, 1000, 2000] {
        cases.push(refused(vec!["a"; components].join("/"), Reason::TooDeep));
        cases.push(refused(
            vec![".."; components - 1].join("/") + "/.",
            too_deep(components),
        ));
    }
    for bytes in [PATH + 1, PATH + 2, 10_000, 1 << 20] {
        cases.push(refused("a".repeat(bytes), Reason::PathTooLong));
        cases.push(refused("a/".repeat(bytes / 2 + 1), Reason::PathTooLong));
    }
    cases.push(refused("a".repeat(PATH), Reason::ComponentTooLong));
    cases.push(refused("/".repeat(PATH + 1), Reason::PathTooLong));
    cases
}

/// Whole paths are looked at before their components, and lengths first.
fn too_deep(components: usize) -> Reason {
    match components * 3 > PATH {
        true => Reason::PathTooLong,
        false => Reason::TooDeep,
    }
}
