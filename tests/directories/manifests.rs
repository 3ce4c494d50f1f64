//! Manifests that someone else wrote: what they claim is removed only if it is
//! what an export put there, and never by way of anything else.

use std::fs;

use super::layout::Expect::{self, Done, Occupied, Refused};
use super::layout::Layout;
use super::place::Place;

const AT: &str = "out/.portcullis/shop/systemd.json";
/// The digest of `precious`, which every file outside has.
const PRECIOUS: &str = "157fc55121ab2c59852c35d78aca98d840047e5d9668c423e4d3b146e1577901";
const OUT_OF_REACH: [&str; 14] = [
    "../outside/secret",
    "inside/../../outside/secret",
    "/etc/passwd",
    "..",
    ".",
    "",
    "a//b",
    "a/",
    ".portcullis/shop/systemd.json",
    ".git/config",
    "a\\\\b",
    "a\\u0000",
    "a\\u001b[2J",
    "e\\u0301",
];
const NO_MANIFEST: [(&str, &str); 14] = [
    ("", "it is no manifest"),
    ("{}", "it is no manifest"),
    ("[]", "it is no manifest"),
    ("null", "it is no manifest"),
    ("\u{feff}{}", "it is no manifest"),
    ("{\"schema\":1}", "it is no manifest"),
    ("{\"schema\":99}", "another version of portcullis wrote it"),
    ("{\"schema\":99999999999999999999}", "it is no manifest"),
    ("{\"schema\":1e400}", "it is no manifest"),
    ("\0\0\0\0", "it is no manifest"),
    ("of someone else", "it is no manifest"),
    ("{\"schema\":1,\"schema\":1}", "it is no manifest"),
    ("\u{1b}[2J\u{202e}", "it is no manifest"),
    ("\"\\u001b[2J\"", "it is no manifest"),
];

pub(super) fn layouts() -> Vec<Layout> {
    let mut layouts: Vec<_> = NO_MANIFEST
        .iter()
        .map(|(text, why)| {
            let made = |place: &Place| place.file(AT, text);
            Layout::new(format!("manifest of {text:?}"), Refused(why), made).of_systemd()
        })
        .collect();
    let out_of_reach = OUT_OF_REACH.iter().map(|path| {
        let name = format!("manifest that claims `{path}`");
        claiming(name, path, Refused("accept path"), |_| {})
    });
    layouts.extend(out_of_reach);
    layouts.extend(deep());
    layouts.extend(claims());
    layouts.extend(earlier());
    layouts
}

/// JSON that nests until a parser has no stack left.
fn deep() -> [Layout; 2] {
    ["[", "{\"a\":"].map(|open| {
        let made = move |place: &Place| place.file(AT, &open.repeat(1_000_000));
        let name = format!("manifest of a million {open:?}");
        Layout::new(name, Refused("it is no manifest"), made).of_systemd()
    })
}

/// A manifest that claims one file with the content of those outside.
fn claiming(
    name: impl Into<String>,
    path: &'static str,
    expect: Expect,
    make: impl Fn(&Place) + 'static,
) -> Layout {
    let made = move |place: &Place| {
        make(place);
        place.file(AT, &manifest(path));
    };
    Layout::new(name, expect, made).of_systemd()
}

fn manifest(path: &str) -> String {
    format!(
        "{{\"schema\":1,\"application\":\"shop\",\"exporter\":\"systemd\",\"component\":null,\
         \"files\":[{{\"path\":\"{path}\",\"sha256\":\"{PRECIOUS}\",\"bytes\":8,\"mode\":\"0644\"}}],\
         \"directories\":[\"gone\"]}}\n"
    )
}

type Make = fn(&Place);

/// What the claim leads to is not what an export put there.
const CLAIMS: [(&str, &str, Expect, Make); 13] = [
    ("nothing", "gone", Done, |_| {}),
    ("nothing in a directory", "gone/too", Done, |_| {}),
    ("a link", "a", Occupied, |p| {
        p.link("../outside/secret", "out/a");
    }),
    ("what is behind a link", "a/secret", Occupied, |p| {
        p.link("../outside", "out/a");
    }),
    ("what is behind a link inside", "a/file", Occupied, |p| {
        p.link("inside", "out/a");
    }),
    ("what is behind proc", "a/cwd", Occupied, |p| {
        p.link("/proc/self", "out/a");
    }),
    ("a pipe", "a", Occupied, |p| p.fifo("out/a")),
    ("a socket", "a", Occupied, |p| p.socket("out/a")),
    ("a directory", "inside", Occupied, |_| {}),
    ("what is below a file", "other.conf/a", Occupied, |_| {}),
    ("another's file", "other.conf", Occupied, |_| {}),
    (
        "another's file in a directory",
        "inside/file",
        Occupied,
        |_| {},
    ),
    ("a file with another mode", "a", Occupied, |p| {
        p.file("out/a", "precious");
        p.mode("out/a", 0o600);
    }),
];

fn claims() -> Vec<Layout> {
    let claims = CLAIMS
        .map(|(name, path, expect, make)| claiming(format!("claim on {name}"), path, expect, make));
    let by_root: [(&str, Make); 2] = [
        ("a device", |p| p.device("out/a", ["c", "1", "3"])),
        ("a stranger's file", |p| {
            p.file("out/a", "precious");
            p.give("out/a");
        }),
    ];
    let by_root = by_root
        .map(|(name, make)| claiming(format!("claim on {name}"), "a", Occupied, make).by_root());
    claims.into_iter().chain(by_root).collect()
}

const EARLIER: &str = "out/.portcullis/shop/runit.json";

/// What an earlier export put there, in a state that it did not leave.
const STATES: [(&str, Expect, Make); 5] = [
    ("earlier export", Done, |_| {}),
    ("earlier export without its manifest", Done, |place| {
        fs::remove_file(place.path(EARLIER)).unwrap();
    }),
    ("earlier export with one file gone", Done, |place| {
        fs::remove_file(place.path("out/shop-web-1/run")).unwrap();
    }),
    (
        "earlier export with a manifest cut off",
        Refused("it is no manifest"),
        |place| {
            let text = fs::read_to_string(place.path(EARLIER)).unwrap();
            fs::write(place.path(EARLIER), &text[..text.len() / 2]).unwrap();
        },
    ),
    (
        "earlier export as another application's",
        Refused("it is that of"),
        |place| {
            let text = fs::read_to_string(place.path(EARLIER)).unwrap();
            fs::write(place.path(EARLIER), text.replacen("shop", "SHOP", 1)).unwrap();
        },
    ),
];

fn earlier() -> impl Iterator<Item = Layout> {
    STATES.into_iter().map(|(name, expect, change)| {
        Layout::new(name, expect, move |place: &Place| {
            place.export_before("runit", "web=1");
            change(place);
        })
    })
}
