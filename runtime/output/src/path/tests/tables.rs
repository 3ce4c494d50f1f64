//! Tables of paths that are refused, generated class by class, beside their
//! nearest neighbours that are not.

use std::ops::RangeInclusive;

use super::super::{COMPONENT_BYTES, COMPONENTS, PATH_BYTES};

/// A path and the name of the kind of its refusal.
pub(super) type Row = (String, &'static str);

/// Accepted in every profile.
pub(super) const ORDINARY: &[&str] = &[
    "shop-web-1.service",
    "shop.conf",
    "shop-web-1/log/run",
    "shop@1.service",
    "café.conf",
    "東京/web",
    "a b",
    ".env",
    ".gitignore",
    ".github/a",
    ".gitmodules",
    "git",
    "git~",
    "git~a",
    "a.git",
    "portcullis",
    ".portcullisrc",
    "console",
    "com",
    "com10",
    "com0",
    "null",
    "auxiliary",
    "lpt¼",
    "a..b",
    "..a",
    "...a",
    "~a",
    "-a",
    "$HOME",
    "%n",
    "a'b",
    "a;b",
    "a&b",
    "a`b",
    "#a#",
    "{a}",
    "[a]",
    "a=b",
    "a,b",
    "a!",
    "(a)",
    "a^b",
    "a+b",
    "😀",
    "\u{e000}",
    "ß",
    "Kelvin",
    "a\u{a0}b",
];

const SHAPES: &[(&str, &str)] = &[
    ("", "Empty"),
    ("/", "Absolute"),
    ("/etc/passwd", "Absolute"),
    ("//server/share/a", "Unc"),
    ("//", "Unc"),
    (r"\\server\share", "Unc"),
    (r"\\?\C:\a", "Unc"),
    (r"\\.\COM1", "Unc"),
    ("a//b", "EmptyComponent"),
    ("a/", "EmptyComponent"),
    ("a/b//", "EmptyComponent"),
    (r"..\a", "Backslash"),
    (r"\a", "Backslash"),
    (r"a\b", "Backslash"),
    (r"a\..\b", "Backslash"),
    (r"a\x2D", "Backslash"),
    (r"a\x2", "Backslash"),
    (r"a\xg0", "Backslash"),
    (r"a\\x2d", "Backslash"),
    (r"a\u002d", "Backslash"),
    ("a\\", "Backslash"),
];

const RANGES: &[(RangeInclusive<char>, &str)] = &[
    ('\0'..='\u{1f}', "Control"),
    ('\u{7f}'..='\u{9f}', "Control"),
    ('\u{202a}'..='\u{202e}', "Bidi"),
    ('\u{2066}'..='\u{2069}', "Bidi"),
    ('\u{200e}'..='\u{200f}', "Bidi"),
    ('\u{61c}'..='\u{61c}', "Bidi"),
    ('\u{200b}'..='\u{200d}', "Invisible"),
    ('\u{2060}'..='\u{2064}', "Invisible"),
    ('\u{206a}'..='\u{206f}', "Invisible"),
    ('\u{ad}'..='\u{ad}', "Invisible"),
    ('\u{34f}'..='\u{34f}', "Invisible"),
    ('\u{3164}'..='\u{3164}', "Invisible"),
    ('\u{fe00}'..='\u{fe0f}', "Invisible"),
    ('\u{feff}'..='\u{feff}', "Invisible"),
    ('\u{fff9}'..='\u{fffb}', "Invisible"),
    ('\u{e0001}'..='\u{e007f}', "Invisible"),
    ('\u{e0100}'..='\u{e0110}', "Invisible"),
    ('\u{2028}'..='\u{2029}', "LineSeparator"),
    ('\u{fdd0}'..='\u{fdef}', "Noncharacter"),
    ('\u{fffe}'..='\u{ffff}', "Noncharacter"),
    ('\u{10fffe}'..='\u{10ffff}', "Noncharacter"),
];

const GITS: &[&str] = &[
    ".git",
    ".GIT",
    ".Git",
    ".gIt",
    "git~1",
    "GIT~1",
    "Git~1",
    "git~2",
    "git~10",
    ".git ",
    ".git.",
    ".git...",
    ".git . .",
    ".git::$INDEX_ALLOCATION",
    ".git:foo",
    ".GIT::$INDEX",
    ".g\u{200c}it",
    ".\u{200d}git",
    ".gi\u{200e}t",
    ".git\u{200f}",
    "\u{feff}.git",
    ".g\u{206f}it",
    ".gi\u{202a}t",
    ".ｇｉｔ",
    ".gıt",
];

const STATES: &[&str] = &[
    ".portcullis",
    ".Portcullis",
    ".PORTCULLIS",
    ".portcullis.",
    ".portcullis ",
    ".port\u{200b}cullis",
    "portcu~1",
    "PORTCU~1",
    ".portcullis::$DATA",
    ".portculliſ",
];

const ENDS: &[(&str, &str)] = &[
    (" a", "LeadingSpace"),
    ("\u{a0}a", "LeadingSpace"),
    ("\u{3000}a", "LeadingSpace"),
    (" ", "LeadingSpace"),
    ("a ", "TrailingSpace"),
    ("a\u{2003}", "TrailingSpace"),
    ("a.", "TrailingDot"),
    ("a..", "TrailingDot"),
    ("...", "TrailingDot"),
    (".. ", "TrailingSpace"),
    ("a. .", "TrailingDot"),
    ("．", "Dots"),
    ("．．", "Dots"),
    ("‥", "Dots"),
    (".․", "Dots"),
    ("cafe\u{301}", "NotNfc"),
    ("\u{212b}", "NotNfc"),
    ("\u{1100}\u{1161}", "NotNfc"),
    ("a\u{323}\u{307}b\u{307}\u{323}", "NotNfc"),
];

/// What is wrong with the path, not with its characters.
pub(super) fn shapes() -> Vec<Row> {
    let listed = SHAPES
        .iter()
        .map(|(path, kind)| ((*path).to_owned(), *kind));
    let mut table: Vec<Row> = listed.collect();
    table.extend(everywhere(".").map(|path| (path, "CurrentDir")));
    table.extend(everywhere("..").map(|path| (path, "ParentDir")));
    for letter in ["C:", "c:", "Z:", "a:b", "c:..", "C:\\a"] {
        table.extend(everywhere(letter).map(|path| (path, "Drive")));
    }
    table.push(("a/".repeat(COMPONENTS) + "a", "TooDeep"));
    table.push(("../".repeat(COMPONENTS) + "a", "TooDeep"));
    table.push(("a".repeat(COMPONENT_BYTES + 1), "ComponentTooLong"));
    table.push(("é".repeat(COMPONENT_BYTES / 2 + 1), "ComponentTooLong"));
    table.push(("a".repeat(PATH_BYTES + 1), "PathTooLong"));
    table
}

/// Each hazardous character in the middle, in front and at the end.
pub(super) fn characters() -> Vec<Row> {
    let mut table = Vec::new();
    for (range, kind) in RANGES {
        for char in range.clone() {
            let paths = [
                format!("a{char}b"),
                format!("x/{char}a"),
                format!("a{char}"),
            ];
            table.extend(paths.map(|path| (path, *kind)));
        }
    }
    for char in ['<', '>', '"', '|', '?', '*'] {
        table.extend(everywhere(&format!("a{char}b")).map(|path| (path, "Reserved")));
    }
    table
}

/// Names that stand for something, or that some system changes.
pub(super) fn names() -> Vec<Row> {
    let gits = GITS.iter().map(|name| (*name, "Git"));
    let states = STATES.iter().map(|name| (*name, "State"));
    let all = gits.chain(states).chain(ENDS.iter().copied());
    all.flat_map(|(name, kind)| everywhere(name).map(|path| (path, kind)))
        .collect()
}

/// Windows device names with and without extensions.
pub(super) fn devices() -> Vec<String> {
    let mut stems = ["CON", "prn", "Aux", "nul", "CONIN$", "conout$"]
        .map(String::from)
        .to_vec();
    for stem in ["com", "LPT"] {
        stems.extend("123456789¹²³".chars().map(|digit| format!("{stem}{digit}")));
    }
    let suffixes = ["", ".txt", ".tar.gz", " .txt", ".service"];
    let with_suffixes = stems
        .iter()
        .flat_map(|stem| suffixes.map(|suffix| format!("{stem}{suffix}")));
    with_suffixes.flat_map(|name| everywhere(&name)).collect()
}

/// The same name at each place of a path where it must be found.
fn everywhere(name: &str) -> [String; 4] {
    [
        name.to_owned(),
        format!("{name}/b"),
        format!("a/{name}"),
        format!("a/{name}/b"),
    ]
}
