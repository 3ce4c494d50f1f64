//! Modes, owners and attributes of what lies in the output directory.

use super::layout::Expect::{self, Done, Immovable, Occupied, Refused};
use super::layout::Layout;
use super::place::Place;

const DENIED: &str = "Permission denied";
const CHANGEABLE: &str = "who could change what is staged there";
const CLOSED: &str = "owns it, and lets nobody else in";
const OPEN: &str = "others may write to it";
const NOT_PERMITTED: &str = "Operation not permitted";

pub(super) fn layouts() -> Vec<Layout> {
    [modes(), owners(), attributes()]
        .into_iter()
        .flatten()
        .collect()
}

/// A directory on the way, and our state, with each mode that is odd.
fn modes() -> Vec<Layout> {
    let mut layouts = Vec::new();
    for at in ["out", "out/shop-web-1", "out/shop-web-1/log"] {
        let closed = [0o000, 0o111, 0o333, 0o444, 0o555, 0o666];
        let closed = closed.map(|mode| with_mode(at, mode, Refused(DENIED)).but_as_root(Done));
        layouts.extend(closed);
        let open = [0o700, 0o777, 0o1777, 0o2755, 0o2770, 0o4755, 0o7777];
        layouts.extend(open.map(|mode| with_mode(at, mode, Done)));
    }
    let at = "out/.portcullis";
    layouts.push(with_mode(at, 0, Refused(DENIED)).but_as_root(Done));
    layouts.extend([0o700, 0o755].map(|mode| with_mode(at, mode, Done)));
    layouts.extend([0o775, 0o757, 0o777, 0o1777].map(|mode| with_mode(at, mode, Refused(OPEN))));
    layouts
}

fn with_mode(at: &'static str, mode: u32, expect: Expect) -> Layout {
    Layout::new(
        format!("`{at}` with mode {mode:04o}"),
        expect,
        move |place: &Place| {
            place.file(&format!("{at}/mine"), "of someone else");
            place.mode(at, mode);
        },
    )
}

/// Directories of a stranger: where, with which mode, for an ordinary user.
const FOREIGN: [(&str, &str, u32, Expect); 8] = [
    ("output directory", "out", 0o755, Refused(DENIED)),
    ("output directory that all may use", "out", 0o777, Done),
    (
        "directory on the way",
        "out/shop-web-1",
        0o755,
        Refused(DENIED),
    ),
    ("open directory on the way", "out/shop-web-1", 0o777, Done),
    (
        "closed directory on the way",
        "out/shop-web-1",
        0,
        Refused(DENIED),
    ),
    ("our state", "out/.portcullis", 0o755, Refused(CHANGEABLE)),
    (
        "our closed state",
        "out/.portcullis",
        0o700,
        Refused(CLOSED),
    ),
    (
        "our open state",
        "out/.portcullis",
        0o777,
        Refused(CHANGEABLE),
    ),
];

fn owners() -> Vec<Layout> {
    let foreign = FOREIGN.map(|(name, at, mode, expect)| {
        let made = move |place: &Place| {
            place.file(&format!("{at}/mine"), "of someone else");
            place.mode(at, mode);
            place.give(at);
        };
        let name = format!("{name}, a stranger's");
        let as_root = match at {
            "out/.portcullis" => Refused(CHANGEABLE),
            _ => Done,
        };
        Layout::new(name, expect, made).but_as_root(as_root)
    });
    let file = Layout::new("file of a stranger in a file's place", Occupied, |place| {
        place.file("out/shop.target", "of someone else");
        place.give("out/shop.target");
    });
    let name = "file of a stranger where only owners remove";
    let place = sticky("out/shop.target");
    let fixed = Layout::new(name, Immovable, place).but_as_root(Occupied);
    let name = "name beside, of a stranger where only owners remove";
    let beside = Layout::new(name, Done, sticky("out/b"));
    let flat = [file, fixed, beside].map(Layout::of_systemd);
    let all = foreign.into_iter().chain(flat);
    all.map(Layout::by_root).collect()
}

fn sticky(at: &'static str) -> impl Fn(&Place) {
    move |place: &Place| {
        place.file(at, "of someone else");
        place.mode("out", 0o1777);
        place.give(at);
        place.give("out");
    }
}

/// What even the superuser must take away first: `chattr` by its letter.
const FIXED: [(&str, &str, char, Expect); 9] = [
    (
        "immutable file in a file's place",
        "out/shop.target",
        'i',
        Immovable,
    ),
    (
        "append-only file in a file's place",
        "out/shop.target",
        'a',
        Immovable,
    ),
    (
        "immutable output directory",
        "out",
        'i',
        Refused(NOT_PERMITTED),
    ),
    ("append-only output directory", "out", 'a', Immovable),
    (
        "immutable directory on the way",
        "out/shop-web-1",
        'i',
        Refused(NOT_PERMITTED),
    ),
    (
        "append-only directory on the way",
        "out/shop-web-1",
        'a',
        Done,
    ),
    (
        "our state immutable",
        "out/.portcullis/shop",
        'i',
        Refused(NOT_PERMITTED),
    ),
    ("our state append-only", "out/.portcullis/shop", 'a', Done),
    ("immutable file beside", "out/other.conf", 'i', Done),
];

fn attributes() -> Vec<Layout> {
    let layouts = FIXED.map(|(name, at, letter, expect)| {
        let made = move |place: &Place| {
            place.file("out/shop.target", "of someone else");
            place.file("out/shop-web-1/mine", "of someone else");
            place.file("out/.portcullis/shop/mine", "of someone else");
            place.attribute(at, letter);
        };
        let layout = Layout::new(name, expect, made).by_root();
        match at {
            "out" | "out/shop.target" => layout.of_systemd(),
            _ => layout,
        }
    });
    layouts.into()
}
