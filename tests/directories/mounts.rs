//! Other file systems in and over the output directory, full ones, and what a
//! process may not do. Each in a mount namespace of its own.

use super::layout::Expect::{self, Done, Immovable, Refused};
use super::layout::Layout;

const OTHER: &str = "it is on another file system than the output directory";
const FULL: &str = "No space left on device";
const READ_ONLY: &str = "Read-only file system";

/// Name, what is mounted, what an export does.
const MOUNTS: [(&str, &str, Expect); 25] = [
    ("file system over the output directory", "fresh out", Done),
    (
        "file system over a directory on the way",
        "fresh out/shop-web-1",
        Refused(OTHER),
    ),
    (
        "file system over an inner directory",
        "make out/shop-web-1; fresh out/shop-web-1/log",
        Refused(OTHER),
    ),
    (
        "file system over our state",
        "fresh out/.portcullis",
        Refused(OTHER),
    ),
    (
        "file system over an application's state",
        "fresh out/.portcullis/shop; own out/.portcullis",
        Refused(OTHER),
    ),
    ("file system beside", "fresh out/inside", Done),
    (
        "directory outside, bound on the way",
        "bind outside/dir out/shop-web-1",
        Refused("shop-web-1"),
    ),
    (
        "directory outside, bound over our state",
        "bind outside out/.portcullis",
        Refused(""),
    ),
    (
        "directory inside, bound on the way",
        "bind out/inside out/shop-web-1",
        Refused("shop-web-1"),
    ),
    (
        "directory outside, bound beside",
        "bind outside out/inside",
        Done,
    ),
    (
        "file outside, bound in a file's place",
        "cover \"$SPACE/outside/run\" out/shop-web-1/run",
        Immovable,
    ),
    (
        "device, bound in a file's place",
        "cover /dev/zero out/shop-web-1/run",
        Immovable,
    ),
    (
        "the processes, on the way",
        "processes out/shop-web-1",
        Refused(OTHER),
    ),
    (
        "full file system",
        "fresh out size=16k; fill out",
        Refused(FULL),
    ),
    (
        "file system for half of the files",
        "fresh out size=12k",
        Refused(FULL),
    ),
    (
        "file system without inodes",
        "fresh out nr_inodes=2",
        Refused(FULL),
    ),
    (
        "file system with few inodes",
        "fresh out nr_inodes=6",
        Refused(FULL),
    ),
    (
        "read-only file system",
        "fresh out; mount -o remount,ro \"$SPACE/out\"",
        Refused(READ_ONLY),
    ),
    (
        "output directory bound read-only",
        "locked out",
        Refused(READ_ONLY),
    ),
    (
        "file system without programs",
        "fresh out noexec,nosuid,nodev",
        Done,
    ),
    ("file system without links", "fresh out nosymfollow", Done),
    ("layered file system", "layered out", Done),
    ("mask that takes the rights of others", "umask 077", Done),
    ("mask that takes the rights of the owner", "umask 777", Done),
    ("few open files", "ulimit -n 16", Done),
];

/// What the scripts above are made of.
const WORDS: &str = "
own() { chown --reference=\"$SPACE/out\" \"$SPACE/$1\"; }
make() { mkdir -p \"$SPACE/$1\"; chmod 777 \"$SPACE/$1\"; }
fresh() { make \"$1\"; mount -t tmpfs -o \"${2:-size=1m}\" none \"$SPACE/$1\"; make \"$1\"; }
bind() { make \"$2\"; mount --bind \"$SPACE/$1\" \"$SPACE/$2\"; }
cover() { make \"${2%/*}\"; : >\"$SPACE/$2\"; mount --bind \"$1\" \"$SPACE/$2\"; }
processes() { make \"$1\"; mount -t proc none \"$SPACE/$1\"; }
locked() { mount --bind \"$SPACE/$1\" \"$SPACE/$1\"; mount -o remount,bind,ro \"$SPACE/$1\"; }
fill() { cat /dev/zero >\"$SPACE/$1/filling\" 2>/dev/null || true; }
layered() {
    fresh layers; make layers/upper; make layers/work
    upper=$SPACE/layers/upper,workdir=$SPACE/layers/work
    mount -t overlay -o lowerdir=\"$SPACE/$1\",upperdir=$upper overlay \"$SPACE/$1\"
}
";

pub(super) fn layouts() -> Vec<Layout> {
    let made = |name, script, expect| {
        Layout::new(name, expect, |_| {}).mounting(format!("{WORDS}{script}"))
    };
    let layouts = MOUNTS.map(|(name, script, expect)| made(name, script, expect));
    layouts.into_iter().collect()
}
