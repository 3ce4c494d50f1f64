//! Ways up and out: as they are, encoded for someone who decodes, and in
//! characters that look alike.

use super::super::case::{Case, accepted, refused, refused_everywhere};
use super::super::reason::Reason;

const DOTS: [&str; 9] = [
    "%2e",
    "%2E",
    "%252e",
    "%c0%ae",
    "%e0%80%ae",
    "%u002e",
    "%uff0e",
    "&#46;",
    "&#x2e;",
];
const SLASHES: [&str; 9] = [
    "%2f", "%2F", "%252f", "%5c", "%5C", "%c0%af", "%c1%9c", "%u2215", "&#47;",
];
/// Full-width, one dot leader, small: all become `.` under NFKC.
const LOOK_ALIKES: [&str; 3] = ["．", "․", "﹒"];
const WITH_BACKSLASHES: [&str; 10] = [
    r"..\a",
    r"..\..\a",
    r"a\..\..\b",
    r"..\",
    r"\..\a",
    r"a/..\b",
    r"..\/a",
    r"....\\a",
    r"..%5c\a",
    r"a\.\b",
];
pub(super) fn cases() -> Vec<Case> {
    [plain(), encoded(), in_other_characters(), neighbours()]
        .into_iter()
        .flatten()
        .collect()
}

fn plain() -> Vec<Case> {
    let mut cases = Vec::new();
    cases.extend(refused_everywhere(".", Reason::CurrentDir));
    cases.extend(refused_everywhere("..", Reason::ParentDir));
    for depth in 1..=14 {
        let up = "../".repeat(depth);
        cases.push(refused(format!("{up}etc/passwd"), Reason::ParentDir));
    }
    for depth in 1..=7 {
        let (down, up) = ("a/".repeat(depth), "../".repeat(depth + 1));
        cases.push(refused(format!("{down}{up}b"), Reason::ParentDir));
    }
    for path in ["./a", "a/./b", "a/.", "././a"] {
        cases.push(refused(path, Reason::CurrentDir));
    }
    // Components are looked at from the left.
    cases.push(refused("....//a", Reason::TrailingDot));
    cases.push(refused(".../...//a", Reason::TrailingDot));
    cases.push(refused("a/b//../c", Reason::EmptyComponent));
    let backslashes = WITH_BACKSLASHES.map(|path| refused(path, Reason::Backslash));
    cases.extend(backslashes);
    cases
}

/// Nobody here decodes, so that these are names like any other.
fn encoded() -> Vec<Case> {
    let mut cases = Vec::new();
    for dot in DOTS {
        cases.push(accepted(format!("{dot}{dot}/a")));
        cases.push(accepted(format!("a/{dot}{dot}")));
        for slash in SLASHES {
            cases.push(accepted(format!("{dot}{dot}{slash}etc{slash}passwd")));
        }
    }
    for slash in SLASHES {
        cases.push(accepted(format!("..{slash}a")));
    }
    cases
}

fn in_other_characters() -> Vec<Case> {
    let mut cases = Vec::new();
    for one in LOOK_ALIKES {
        cases.extend(refused_everywhere(one, Reason::Dots));
        for other in LOOK_ALIKES.iter().chain(&["."]) {
            cases.extend(refused_everywhere(&format!("{one}{other}"), Reason::Dots));
            cases.extend(refused_everywhere(&format!("{other}{one}"), Reason::Dots));
        }
    }
    cases.extend(refused_everywhere("‥", Reason::Dots));
    for name in ["..／etc", "a／..", "．．＼a", "a／‥／b", "．／a"] {
        cases.extend(refused_everywhere(name, Reason::Dots));
    }
    cases
}

fn neighbours() -> Vec<Case> {
    let mut cases: Vec<_> = ["...a", "..a", "....a", "..;a", "..~a", "a/..b"]
        .map(accepted)
        .into();
    cases.extend(["a／b", "℀", "a∕b", "a⁄b", "…a", "。。"].map(accepted));
    cases.push(refused("a..", Reason::TrailingDot));
    cases.push(refused("a../b", Reason::TrailingDot));
    cases
}
