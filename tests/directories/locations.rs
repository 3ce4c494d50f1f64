//! LOCATION itself: missing, a link, something else, in odd places.

use super::layout::Expect::{Done, Refused};
use super::layout::Layout;

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

pub(super) fn layouts() -> Vec<Layout> {
    [good(), bad(), absolute()].into_iter().flatten().collect()
}

/// A path that leads to a directory is the user's own word, links and all.
fn good() -> Vec<Layout> {
    vec![
        Layout::new("output directory", Done, |_| {}),
        Layout::new("output directory that is missing", Done, |_| {}).at("new"),
        Layout::new(
            "output directory that is missing with those above",
            Done,
            |_| {},
        )
        .at("new/a/b/c/d/e"),
        Layout::new("output directory with a slash", Done, |_| {}).at("out/"),
        Layout::new("output directory by way of another", Done, |_| {}).at("app/../out/./."),
        Layout::new("output directory below that", Done, |_| {}).at("out/inside/new"),
        Layout::new("output directory with an odd name", Done, |_| {}).at("new \t'\"$(id)*"),
        Layout::new("output directory with a name in Greek", Done, |_| {}).at("νέο/ς"),
        Layout::new("output directory that is a link", Done, |place| {
            place.directory("real");
            place.link("real", "new");
        })
        .at("new"),
        Layout::new("output directory that is an absolute link", Done, |place| {
            place.directory("real");
            place.link("SPACE/real", "new");
        })
        .at("new"),
        Layout::new("output directory below a link", Done, |place| {
            place.directory("real");
            place.link("real", "new");
        })
        .at("new/a/b"),
        Layout::new("output directory behind a chain of links", Done, |place| {
            place.directory("real");
            place.link("real", "l0");
            for link in 1..30 {
                place.link(&format!("l{}", link - 1), &format!("l{link}"));
            }
        })
        .at("l29"),
        Layout::new("output directory behind a very long way", Done, |_| {}).at(LONG),
    ]
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

/// What leads to no directory, and what nobody may write to.
fn bad() -> Vec<Layout> {
    vec![
        Layout::new("location that is a file", Refused(NO_DIRECTORY), |_| {}).at("out/other.conf"),
        Layout::new("location below a file", Refused(NO_DIRECTORY), |_| {}).at("out/other.conf/a"),
        Layout::new("location that is a pipe", Refused(NO_DIRECTORY), |place| {
            place.fifo("out/a");
        })
        .at("out/a"),
        Layout::new(
            "location that is a socket",
            Refused(NO_DIRECTORY),
            |place| {
                place.socket("out/a");
            },
        )
        .at("out/a"),
        Layout::new(
            "location that is a link to a file",
            Refused(NO_DIRECTORY),
            |place| {
                place.link("SPACE/outside/secret", "out/a");
            },
        )
        .at("out/a"),
        Layout::new(
            "location that is a link to a pipe",
            Refused(NO_DIRECTORY),
            |place| {
                place.link("SPACE/outside/fifo", "out/a");
            },
        )
        .at("out/a"),
        Layout::new(
            "location that is a link to nothing",
            Refused(NO_DIRECTORY),
            |place| {
                place.link("SPACE/outside/new", "out/a");
            },
        )
        .at("out/a"),
        Layout::new(
            "location below a link to nothing",
            Refused(NO_DIRECTORY),
            |place| {
                place.link("SPACE/outside/new", "out/a");
            },
        )
        .at("out/a/b"),
        Layout::new(
            "location that is a link to itself",
            Refused("symbolic link"),
            |place| {
                place.link("a", "out/a");
            },
        )
        .at("out/a"),
        Layout::new(
            "location that is a link in a circle",
            Refused("symbolic link"),
            |place| {
                place.link("b", "out/a");
                place.link("a", "out/b");
            },
        )
        .at("out/a"),
        Layout::new(
            "location with too long a name",
            Refused("File name too long"),
            |_| {},
        )
        .at(TOO_LONG),
        Layout::new(
            "location in a directory that is closed",
            Refused(DENIED),
            |place| {
                place.directory("out/a/b");
                place.mode("out/a", 0);
            },
        )
        .at("out/a/b")
        .but_as_root(Done),
        Layout::new(
            "missing location in a directory that is read-only",
            Refused(DENIED),
            |place| {
                place.directory("out/a");
                place.mode("out/a", 0o555);
            },
        )
        .at("out/a/b")
        .but_as_root(Done),
        Layout::new(
            "missing location in a directory that is closed",
            Refused(DENIED),
            |place| {
                place.directory("out/a");
                place.mode("out/a", 0);
            },
        )
        .at("out/a/b/c")
        .but_as_root(Done),
    ]
}

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
