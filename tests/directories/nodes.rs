//! What may lie at a name.

use super::place::Place;

/// What kind of thing it is, as errors say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Link,
    File,
    Fifo,
    Socket,
    Device,
    Directory,
}

impl Kind {
    /// How an error says that no directory is there.
    pub(super) fn is_no_directory(self) -> &'static str {
        match self {
            Self::Link => "is a symbolic link, not a directory",
            Self::File => "is a regular file, not a directory",
            Self::Fifo => "is a named pipe, not a directory",
            Self::Socket => "is a socket, not a directory",
            Self::Device => "is a device, not a directory",
            Self::Directory => "",
        }
    }

    /// How an error says that no file is there.
    pub(super) fn is_no_file(self) -> &'static str {
        match self {
            Self::Link => "it is a symbolic link",
            Self::File => "",
            Self::Fifo => "it is a named pipe",
            Self::Socket => "it is a socket",
            Self::Device => "it is a device",
            Self::Directory => "it is a directory",
        }
    }
}

/// Who can take it over with `--adopt` when it is in a file's place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Taken {
    Freely,
    BySuperuser,
    Never,
}

/// One thing that may lie at any name.
pub(super) struct Node {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) make: fn(&Place, &str),
    pub(super) needs_root: bool,
    pub(super) taken: Taken,
}

const fn node(name: &'static str, kind: Kind, make: fn(&Place, &str)) -> Node {
    Node {
        name,
        kind,
        make,
        needs_root: false,
        taken: Taken::Freely,
    }
}

const fn link(name: &'static str, make: fn(&Place, &str)) -> Node {
    node(name, Kind::Link, make)
}

const fn taken(taken: Taken, name: &'static str, make: fn(&Place, &str)) -> Node {
    Node {
        taken,
        ..node(name, Kind::File, make)
    }
}

const fn device(name: &'static str, make: fn(&Place, &str)) -> Node {
    Node {
        needs_root: true,
        ..node(name, Kind::Device, make)
    }
}

pub(super) const NODES: &[Node] = &[
    link("link to a file outside", |p, at| {
        p.link(&up(at, "outside/secret"), at);
    }),
    link("absolute link to a file outside", |p, at| {
        p.link("SPACE/outside/secret", at);
    }),
    link("link to a directory outside", |p, at| {
        p.link(&up(at, "outside"), at);
    }),
    link("absolute link to a directory outside", |p, at| {
        p.link("SPACE/outside", at);
    }),
    link("link to a link outside", |p, at| {
        p.link("SPACE/outside/link", at);
    }),
    link("link to a pipe outside", |p, at| {
        p.link("SPACE/outside/fifo", at);
    }),
    link("link to what would be new outside", |p, at| {
        p.link("SPACE/outside/new", at);
    }),
    link("link to nothing", |p, at| p.link("missing/too", at)),
    link("absolute link to nothing", |p, at| {
        p.link("/nonexistent/portcullis", at);
    }),
    link("link to a file inside", |p, at| {
        p.link("SPACE/out/other.conf", at);
    }),
    link("link to a directory inside", |p, at| {
        p.link("SPACE/out/inside", at);
    }),
    link("link to itself", |p, at| {
        p.link(at.rsplit('/').next().unwrap(), at);
    }),
    link("links in a circle", |p, at| {
        p.link("SPACE/out/circle", at);
        p.link(&format!("SPACE/{at}"), "out/circle");
    }),
    link("link to where it is", |p, at| p.link(".", at)),
    link("link to above", |p, at| p.link("..", at)),
    link("link to the root", |p, at| p.link("/", at)),
    link("link to the directory of the process", |p, at| {
        p.link("/proc/self/cwd", at);
    }),
    link("link to the root of the process", |p, at| {
        p.link("/proc/self/root", at);
    }),
    link("link to standard output", |p, at| {
        p.link("/proc/self/fd/1", at);
    }),
    link("link to the program", |p, at| p.link("/proc/self/exe", at)),
    link("link to a descriptor", |p, at| {
        p.link("/proc/self/fd/3", at);
    }),
    link("link to a device", |p, at| p.link("/dev/null", at)),
    link("link to a terminal", |p, at| p.link("/dev/tty", at)),
    link("link to the end of a long chain", |p, at| {
        for link in 0..60 {
            p.link(&format!("chain-{}", link + 1), &format!("out/chain-{link}"));
        }
        p.link("../outside/secret", "out/chain-60");
        p.link("SPACE/out/chain-0", at);
    }),
    link("link with a very long target", |p, at| {
        p.link(&"a/".repeat(2000), at);
    }),
    link("link that a terminal would obey", |p, at| {
        p.link("\u{1b}[2J\n\u{202e}", at);
    }),
    node("hard link to a file outside", Kind::File, |p, at| {
        p.hard_link("outside/run", at);
    }),
    node("hard link to a file inside", Kind::File, |p, at| {
        p.hard_link("out/other.conf", at);
    }),
    node("file", Kind::File, |p, at| p.file(at, "of someone else")),
    node("empty file", Kind::File, |p, at| p.file(at, "")),
    taken(Taken::BySuperuser, "file that nobody may read", |p, at| {
        p.file(at, "of someone else");
        p.mode(at, 0);
    }),
    node("program with its owner's rights", Kind::File, |p, at| {
        p.file(at, "#!/bin/sh\n");
        p.mode(at, 0o4755);
    }),
    taken(Taken::Never, "file of a terabyte", |p, at| {
        p.file(at, "");
        let file = std::fs::File::options().write(true).open(p.path(at));
        file.unwrap().set_len(1 << 40).unwrap();
    }),
    node("pipe", Kind::Fifo, Place::fifo),
    node("pipe that nobody may read", Kind::Fifo, |p, at| {
        p.fifo(at);
        p.mode(at, 0);
    }),
    node("socket", Kind::Socket, Place::socket),
    device("device that is empty", |p, at| {
        p.device(at, ["c", "1", "3"]);
    }),
    device("device without end", |p, at| p.device(at, ["c", "1", "5"])),
    device("device that is a disk", |p, at| {
        p.device(at, ["b", "7", "200"]);
    }),
    device("device that nobody drives", |p, at| {
        p.device(at, ["c", "240", "240"]);
    }),
    node("empty directory", Kind::Directory, Place::directory),
    node("directory with a file", Kind::Directory, |p, at| {
        p.file(&format!("{at}/mine"), "of someone else");
    }),
];

/// The way from `at` to a path from the folder that holds everything.
fn up(at: &str, path: &str) -> String {
    "../".repeat(at.matches('/').count()) + path
}
