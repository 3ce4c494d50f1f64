//! LOCATION itself: missing, a link, something else, in odd places.

use super::layout::Expect::{Done, Refused};
use super::layout::Layout;
use super::place::Place;

/// A name of a hundred bytes.
macro_rules! name {
    () => {
        "abcdefghijklmnopqrstuvwxyabcdefghijklmnopqrstuvwxyabcdefghijklmnopqrstuvwxyabcdefghijklmnopqrstuvwxy"
    };
}

/// Three directories of such names.
macro_rules! long {
    () => {
        concat!(name!(), "/", name!(), "/", name!(), "/")
    };
}

const DENIED: &str = "Permission denied";
const NO_DIRECTORY: &str = "Not a directory";

type Make = fn(&Place);

/// A path that leads to a directory is the user's own word, links and all.
const GOOD: [(&str, &str, Make); 13] = [
    ("output directory", "out", |_| {}),
    ("output directory that is missing", "new", |_| {}),
    (
        "output directory that is missing with those above",
        "new/a/b/c/d/e",
        |_| {},
    ),
    ("output directory with a slash", "out/", |_| {}),
    (
        "output directory by way of another",
        "app/../out/./.",
        |_| {},
    ),
    ("output directory below that", "out/inside/new", |_| {}),
    (
        "output directory with an odd name",
        "new \t'\"$(id)*",
        |_| {},
    ),
    ("output directory with a name in Greek", "νέο/ς", |_| {}),
    ("output directory that is a link", "new", |place| {
        place.directory("real");
        place.link("real", "new");
    }),
    (
        "output directory that is an absolute link",
        "new",
        |place| {
            place.directory("real");
            place.link("SPACE/real", "new");
        },
    ),
    ("output directory below a link", "new/a/b", |place| {
        place.directory("real");
        place.link("real", "new");
    }),
    ("output directory behind a chain of links", "l29", |place| {
        place.directory("real");
        place.link("real", "l0");
        for link in 1..30 {
            place.link(&format!("l{}", link - 1), &format!("l{link}"));
        }
    }),
    ("output directory behind a very long way", LONG, |_| {}),
];

/// What leads to no directory.
const BAD: [(&str, &str, &str, Make); 11] = [
    ("a file", "out/other.conf", NO_DIRECTORY, |_| {}),
    ("below a file", "out/other.conf/a", NO_DIRECTORY, |_| {}),
    ("a pipe", "out/a", NO_DIRECTORY, |p| p.fifo("out/a")),
    ("a socket", "out/a", NO_DIRECTORY, |p| p.socket("out/a")),
    ("a link to a file", "out/a", NO_DIRECTORY, |p| {
        p.link("SPACE/outside/secret", "out/a");
    }),
    ("a link to a pipe", "out/a", NO_DIRECTORY, |p| {
        p.link("SPACE/outside/fifo", "out/a");
    }),
    ("a link to nothing", "out/a", NO_DIRECTORY, |p| {
        p.link("SPACE/outside/new", "out/a");
    }),
    ("below a link to nothing", "out/a/b", NO_DIRECTORY, |p| {
        p.link("SPACE/outside/new", "out/a");
    }),
    ("a link to itself", "out/a", "symbolic link", |p| {
        p.link("a", "out/a");
    }),
    ("a link in a circle", "out/a", "symbolic link", |p| {
        p.link("b", "out/a");
        p.link("a", "out/b");
    }),
    ("too long a name", TOO_LONG, "File name too long", |_| {}),
];

/// What only the superuser gets to: the mode of the directory above.
const CLOSED: [(&str, &str, u32); 3] = [
    ("in a directory that is closed", "out/a/b", 0o000),
    (
        "missing in a directory that is read-only",
        "out/a/new",
        0o555,
    ),
    (
        "missing in a directory that is closed",
        "out/a/new/b",
        0o000,
    ),
];

pub(super) fn layouts() -> Vec<Layout> {
    let good = GOOD.map(|(name, at, make)| Layout::new(name, Done, make).at(at));
    let bad = BAD.map(|(name, at, why, make)| {
        Layout::new(format!("location that is {name}"), Refused(why), make).at(at)
    });
    let closed = CLOSED.map(|(name, at, mode)| {
        let made = move |place: &Place| {
            place.directory("out/a/b");
            place.mode("out/a", mode);
        };
        let layout = Layout::new(format!("location {name}"), Refused(DENIED), made);
        layout.at(at).but_as_root(Done)
    });
    let all = good.into_iter().chain(bad).chain(closed);
    all.chain(absolute()).collect()
}

/// Nearly as long as a path may be for the system.
const LONG: &str = concat!(
    "new/",
    long!(),
    long!(),
    long!(),
    long!(),
    long!(),
    long!(),
    long!(),
    long!(),
    long!(),
    long!(),
    long!(),
    long!()
);

const TOO_LONG: &str = concat!("out/", long!(), "a/", concat!(name!(), name!(), name!()));

/// Places that are nobody's, and devices.
fn absolute() -> Vec<Layout> {
    [
        ("/dev/null", NO_DIRECTORY),
        ("/dev/null/a", NO_DIRECTORY),
        ("/dev/full", NO_DIRECTORY),
        ("/proc/self/exe", NO_DIRECTORY),
        ("/proc/self/environ", NO_DIRECTORY),
        ("/proc/self/fd/0", NO_DIRECTORY),
        ("/proc/self", ""),
        ("/proc/self/fd", ""),
        ("/proc/self/task", ""),
        ("/proc/portcullis", "No such file or directory"),
    ]
    .map(|(at, why)| Layout::new(format!("location {at}"), Refused(why), |_| {}).at(at))
    .into()
}
