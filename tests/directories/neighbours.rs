//! What lies beside an export's files and looks like them: nobody's business.

use super::layout::Expect::Done;
use super::layout::Layout;
use super::place::Place;

/// Names that differ from ours in case, form or ending.
const FILES: [&str; 22] = [
    "SHOP.TARGET",
    "Shop.target",
    "shop.TARGET",
    "shop.target ",
    "shop.target.",
    " shop.target",
    "shop.target~",
    ".shop.target",
    "shop.target.d/a.conf",
    "shop.target.wants/a",
    "shop.target:a",
    "shop.target\u{200b}",
    "ｓｈｏｐ.target",
    "ſhop.target",
    "shop-web-2.service",
    "shop-web@.service",
    "shop-webmail.service",
    "shopping.target",
    "shop.target\n",
    "shop.target\u{1b}[2J",
    "*",
    "-rf",
];
const DIRECTORIES: [&str; 10] = [
    "Shop-Web-1",
    "SHOP-WEB-1",
    "shop-web-1 ",
    "shop-web-1.",
    "shop-web-01",
    "shop-web-2",
    "shop-web-10",
    "ѕhop-web-1",
    "shop-web-1\u{301}",
    "..shop-web-1",
];
/// Names like those of our own state.
const STATES: [&str; 10] = [
    ".PORTCULLIS",
    ".Portcullis/shop",
    ".portcullis.",
    ".portcullis ",
    ".portcullis~",
    "portcullis/shop",
    ".portcullis/SHOP/a",
    ".portcullis/other/runit.json.bak",
    ".portcullis/shop/stage-0123456789abcdef/0",
    ".portcullis/stage-0123456789abcdef/0",
];

pub(super) fn layouts() -> Vec<Layout> {
    let beside =
        |at: &'static str| move |place: &Place| place.file(&format!("out/{at}"), "of someone else");
    let files = FILES
        .into_iter()
        .map(|at| Layout::new(format!("{at:?} beside"), Done, beside(at)).of_systemd());
    let directories = DIRECTORIES.into_iter().map(|at| {
        let made = move |place: &Place| place.file(&format!("out/{at}/run"), "of someone else");
        Layout::new(format!("{at:?} beside"), Done, made)
    });
    let states = STATES
        .into_iter()
        .map(|at| Layout::new(format!("{at:?} like ours"), Done, beside(at)));
    files
        .chain(directories)
        .chain(states)
        .chain(many())
        .collect()
}

/// Very much, very deep, and no text.
fn many() -> Vec<Layout> {
    vec![
        Layout::new("ten thousand names beside", Done, |place| {
            for number in 0..10_000 {
                place.file(&format!("out/crowd/{number}"), "");
            }
        }),
        Layout::new(
            "a hundred directories below each other beside",
            Done,
            |place| {
                place.file(
                    &format!("out/{}file", "deep/".repeat(100)),
                    "of someone else",
                );
            },
        ),
        Layout::new("names that are no text beside", Done, |place| {
            use std::os::unix::ffi::OsStrExt;
            let name = std::ffi::OsStr::from_bytes(b"out/\xff\xc0\xae");
            std::fs::write(place.path("").join(name), "of someone else").unwrap();
        }),
        Layout::new("names that are no text in our state", Done, |place| {
            use std::os::unix::ffi::OsStrExt;
            place.directory("out/.portcullis/shop");
            let name = std::ffi::OsStr::from_bytes(b"out/.portcullis/shop/\xff.json");
            std::fs::write(place.path("").join(name), "of someone else").unwrap();
        }),
    ]
}
