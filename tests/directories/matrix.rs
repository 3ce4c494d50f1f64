//! Everything that may lie at a name, at each name that an export goes through.

use super::layout::{Expect, Layout};
use super::nodes::{Kind, NODES, Node, Taken};

/// A name that an export meets.
struct Spot {
    name: &'static str,
    at: &'static str,
    format: &'static str,
    expect: fn(Kind) -> Expect,
}

const SPOTS: [Spot; 8] = [
    Spot {
        name: "a file's place",
        at: "out/shop.target",
        format: "systemd",
        expect: in_place,
    },
    Spot {
        name: "the place of a file in a directory",
        at: "out/shop-web-1/log/run",
        format: "runit",
        expect: in_place,
    },
    Spot {
        name: "a directory's place",
        at: "out/shop-web-1",
        format: "runit",
        expect: on_the_way,
    },
    Spot {
        name: "the place of a directory in a directory",
        at: "out/shop-web-1/control",
        format: "runit",
        expect: on_the_way,
    },
    Spot {
        name: "the place of our state",
        at: "out/.portcullis",
        format: "systemd",
        expect: on_the_way,
    },
    Spot {
        name: "the place of an application's state",
        at: "out/.portcullis/shop",
        format: "systemd",
        expect: on_the_way,
    },
    Spot {
        name: "a manifest's place",
        at: "out/.portcullis/shop/systemd.json",
        format: "systemd",
        expect: as_manifest,
    },
    Spot {
        name: "a name beside",
        at: "out/shop-web-1/mine",
        format: "runit",
        expect: |_| Expect::Done,
    },
];

pub(super) fn layouts() -> Vec<Layout> {
    let pairs = SPOTS
        .iter()
        .flat_map(|spot| NODES.iter().map(move |node| (spot, node)));
    pairs.map(|(spot, node)| layout(spot, node)).collect()
}

fn layout(spot: &'static Spot, node: &'static Node) -> Layout {
    let name = format!("{} in {}", node.name, spot.name);
    let expect = (spot.expect)(node.kind);
    let layout = Layout::new(name, expect, move |place| (node.make)(place, spot.at));
    let layout = Layout {
        format: spot.format,
        needs_root: node.needs_root,
        ..layout
    };
    match (expect, node.taken) {
        (Expect::Occupied, Taken::Never) => layout.but(Expect::Immovable),
        (Expect::Occupied, Taken::BySuperuser) => layout.but(Expect::Immovable).but_as_root(expect),
        _ => layout,
    }
}

fn in_place(kind: Kind) -> Expect {
    match kind {
        Kind::Directory => Expect::Refused("a directory"),
        _ => Expect::Occupied,
    }
}

fn on_the_way(kind: Kind) -> Expect {
    match kind {
        Kind::Directory => Expect::Done,
        other => Expect::Refused(other.is_no_directory()),
    }
}

/// Whatever is no manifest is not believed, whoever wrote it.
fn as_manifest(kind: Kind) -> Expect {
    match kind {
        Kind::File => Expect::Refused("read manifest"),
        other => Expect::Refused(other.is_no_file()),
    }
}
