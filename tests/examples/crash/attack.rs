//! The races: what the attacker does, over and over, while exports run.

use anyhow::Result;

use crate::ground::Ground;

/// What races against the attacker.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    /// Exports of files.
    Export,
    /// The same, and every second time the version before comes back.
    Rollback,
    /// The same, and every second time all of it is removed.
    Removal,
    /// Exports of generations, and every second time the one before comes back.
    Generations,
}

/// One race.
pub(crate) struct Attack {
    /// What is swapped against what.
    pub(crate) name: &'static str,
    pub(crate) deed: Deed,
    /// Where the export's files go.
    pub(crate) files: &'static [&'static str],
    /// Makes what the attacker needs.
    pub(crate) prepare: fn(&Ground) -> Result<()>,
    /// One step, by its number; tells whether it did anything.
    pub(crate) step: fn(&Ground, usize) -> bool,
}

/// What the attacker puts into the place of a file.
pub(crate) const FOREIGN: &str = "somebody else's";

pub(crate) const ALL: &[Attack] = &[
    Attack {
        name: "directory and link to outside",
        deed: Deed::Export,
        files: &["a/file", "a/other"],
        prepare: |ground| ground.keep_link("a"),
        step: |ground, _| ground.swap("a", "link"),
    },
    Attack {
        name: "directory far above and link to outside",
        deed: Deed::Export,
        files: &["a/b/c/file", "a/b/c/other"],
        prepare: |ground| ground.keep_link("a"),
        step: |ground, _| ground.swap("a", "link"),
    },
    Attack {
        name: "directory in between and link to outside",
        deed: Deed::Export,
        files: &["a/b/c/file", "a/b/other"],
        prepare: |ground| ground.keep_link("a/b"),
        step: |ground, _| ground.swap("a/b", "link"),
    },
    Attack {
        name: "file and link to a file outside",
        deed: Deed::Export,
        files: &["file", "a/file"],
        prepare: |ground| ground.keep_link("file"),
        step: |ground, step| ground.swap(["file", "a/file"][step / 2 % 2], "link"),
    },
    Attack {
        name: "file and pipe",
        deed: Deed::Export,
        files: &["file", "other"],
        prepare: Ground::keep_pipe,
        step: |ground, _| ground.swap("file", "pipe"),
    },
    Attack {
        name: "file and another's file",
        deed: Deed::Export,
        files: &["file", "a/file"],
        prepare: |_| Ok(()),
        step: |ground, step| match step % 4 {
            0 => ground.replace("file", FOREIGN),
            1 => ground.remove("file"),
            2 => ground.replace("a/file", FOREIGN),
            _ => ground.remove("a/file"),
        },
    },
    Attack {
        name: "state and link to outside",
        deed: Deed::Export,
        files: &["file", "a/file"],
        prepare: |ground| ground.keep_link(".portcullis"),
        step: |ground, _| ground.swap(".portcullis", "link"),
    },
    Attack {
        name: "application's state and link to outside",
        deed: Deed::Export,
        files: &["file", "a/file"],
        prepare: |ground| ground.keep_link(".portcullis/shop"),
        step: |ground, _| ground.swap(".portcullis/shop", "link"),
    },
    Attack {
        name: "manifest and pipe",
        deed: Deed::Export,
        files: &["file", "a/file"],
        prepare: Ground::keep_pipe,
        step: |ground, _| ground.swap(".portcullis/shop/made.json", "pipe"),
    },
    Attack {
        name: "rollback: directory and link to outside",
        deed: Deed::Rollback,
        files: &["a/file", "a/other"],
        prepare: |ground| ground.keep_link("a"),
        step: |ground, _| ground.swap("a", "link"),
    },
    Attack {
        name: "rollback: version before and link to outside",
        deed: Deed::Rollback,
        files: &["file", "a/file"],
        prepare: |ground| ground.keep_link("a"),
        step: |ground, _| ground.swap(".portcullis/shop/made.previous", "link"),
    },
    Attack {
        name: "removal: directory and link to outside",
        deed: Deed::Removal,
        files: &["a/b/c/file", "a/b/other"],
        prepare: |ground| ground.keep_link("a/b"),
        step: |ground, _| ground.swap("a/b", "link"),
    },
    Attack {
        name: "generations: all and link to outside",
        deed: Deed::Generations,
        files: &["file", "a/file"],
        prepare: |ground| ground.keep_link(""),
        step: |ground, _| ground.swap(".gen", "link"),
    },
    Attack {
        name: "generations: current and link to outside",
        deed: Deed::Generations,
        files: &["file", "a/file"],
        prepare: |ground| ground.keep_link("a"),
        step: |ground, _| ground.swap("current", "link"),
    },
];
