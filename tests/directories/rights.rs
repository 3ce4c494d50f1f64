//! Modes, owners and attributes of what lies in the output directory.

use super::layout::Expect::{Done, Occupied, Refused};
use super::layout::Layout;
use super::place::Place;

const DENIED: &str = "Permission denied";
const NOT_PERMITTED: &str = "Operation not permitted";

pub(super) fn layouts() -> Vec<Layout> {
    [modes(), owners(), attributes()]
        .into_iter()
        .flatten()
        .collect()
}

/// A directory on the way with each mode that is odd.
fn modes() -> Vec<Layout> {
    let at_each = ["out", "out/shop-web-1", "out/shop-web-1/log"];
    let mut layouts = Vec::new();
    for at in at_each {
        for mode in [0o000, 0o111, 0o333, 0o444, 0o555, 0o666] {
            let made = move |place: &Place| {
                place.file(&format!("{at}/mine"), "of someone else");
                place.mode(at, mode);
            };
            let name = format!("`{at}` with mode {mode:04o}");
            layouts.push(Layout::new(name, Refused(DENIED), made).but_as_root(Done));
        }
        for mode in [0o700, 0o777, 0o1777, 0o2755, 0o2770, 0o4755, 0o7777] {
            let made = move |place: &Place| {
                place.directory(at);
                place.mode(at, mode);
            };
            layouts.push(Layout::new(
                format!("`{at}` with mode {mode:04o}"),
                Done,
                made,
            ));
        }
    }
    for mode in [0o000, 0o700, 0o777, 0o1777] {
        let made = move |place: &Place| {
            place.directory("out/.portcullis/shop");
            place.mode("out/.portcullis", mode);
        };
        let name = format!("our state with mode {mode:04o}");
        let expect = if mode == 0 { Refused(DENIED) } else { Done };
        layouts.push(Layout::new(name, expect, made).but_as_root(Done));
    }
    layouts
}

fn owners() -> Vec<Layout> {
    let foreign = |name: &str, expect, at: &'static str, mode| {
        let made = move |place: &Place| {
            place.file(&format!("{at}/mine"), "of someone else");
            place.mode(at, mode);
            place.give(at);
        };
        Layout::new(name, expect, made).by_root().but_as_root(Done)
    };
    let sticky = |at: &'static str| {
        move |place: &Place| {
            place.file(at, "of someone else");
            place.mode("out", 0o1777);
            place.give(at);
            place.give("out");
        }
    };
    vec![
        foreign(
            "output directory of a stranger",
            Refused(DENIED),
            "out",
            0o755,
        ),
        foreign(
            "output directory of a stranger that all may use",
            Done,
            "out",
            0o777,
        ),
        foreign(
            "directory of a stranger on the way",
            Refused(DENIED),
            "out/shop-web-1",
            0o755,
        ),
        foreign(
            "open directory of a stranger on the way",
            Done,
            "out/shop-web-1",
            0o777,
        ),
        foreign(
            "closed directory of a stranger on the way",
            Refused(DENIED),
            "out/shop-web-1",
            0,
        ),
        foreign(
            "our state of a stranger",
            Refused(DENIED),
            "out/.portcullis",
            0o755,
        ),
        foreign(
            "our closed state of a stranger",
            Refused(DENIED),
            "out/.portcullis",
            0o700,
        ),
        foreign(
            "our open state of a stranger",
            Done,
            "out/.portcullis",
            0o777,
        ),
        Layout::new("file of a stranger in a file's place", Occupied, |place| {
            place.file("out/shop.target", "of someone else");
            place.give("out/shop.target");
        })
        .of_systemd()
        .by_root(),
        Layout::new(
            "file of a stranger where only owners remove",
            Refused("shop.target"),
            sticky("out/shop.target"),
        )
        .of_systemd()
        .by_root()
        .but_as_root(Occupied),
        Layout::new(
            "name beside, of a stranger where only owners remove",
            Done,
            sticky("out/b"),
        )
        .of_systemd()
        .by_root(),
    ]
}

/// What even the superuser must take away first.
fn attributes() -> Vec<Layout> {
    let fixed = |name: &str, expect, at: &'static str, letter| {
        let made = move |place: &Place| {
            place.file("out/shop.target", "of someone else");
            place.file("out/shop-web-1/mine", "of someone else");
            place.file("out/.portcullis/shop/mine", "of someone else");
            place.attribute(at, letter);
        };
        Layout::new(name, expect, made).by_root()
    };
    let (refused, taken) = (Refused(NOT_PERMITTED), Refused("shop.target"));
    vec![
        fixed(
            "immutable file in a file's place",
            taken,
            "out/shop.target",
            'i',
        )
        .of_systemd(),
        fixed(
            "append-only file in a file's place",
            taken,
            "out/shop.target",
            'a',
        )
        .of_systemd(),
        fixed("immutable output directory", refused, "out", 'i').of_systemd(),
        fixed("append-only output directory", taken, "out", 'a').of_systemd(),
        fixed(
            "immutable directory on the way",
            refused,
            "out/shop-web-1",
            'i',
        ),
        fixed(
            "append-only directory on the way",
            Done,
            "out/shop-web-1",
            'a',
        ),
        fixed("our state immutable", refused, "out/.portcullis/shop", 'i'),
        fixed("our state append-only", Done, "out/.portcullis/shop", 'a'),
        fixed("immutable file beside", Done, "out/other.conf", 'i'),
    ]
}
