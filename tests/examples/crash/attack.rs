//! The races: what the attacker does, over and over, while exports run.

use anyhow::Result;

use crate::ground::Ground;

/// One race.
pub(crate) struct Attack {
    /// What is swapped against what.
    pub(crate) name: &'static str,
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
        files: &["a/file", "a/other"],
        prepare: |ground| ground.keep_link("a"),
        step: |ground, _| ground.swap("a", "link"),
    },
    Attack {
        name: "directory far above and link to outside",
        files: &["a/b/c/file", "a/b/c/other"],
        prepare: |ground| ground.keep_link("a"),
        step: |ground, _| ground.swap("a", "link"),
    },
    Attack {
        name: "directory in between and link to outside",
        files: &["a/b/c/file", "a/b/other"],
        prepare: |ground| ground.keep_link("a/b"),
        step: |ground, _| ground.swap("a/b", "link"),
    },
    Attack {
        name: "file and link to a file outside",
        files: &["file", "a/file"],
        prepare: |ground| ground.keep_link("file"),
        step: |ground, step| ground.swap(["file", "a/file"][step / 2 % 2], "link"),
    },
    Attack {
        name: "file and pipe",
        files: &["file", "other"],
        prepare: Ground::keep_pipe,
        step: |ground, _| ground.swap("file", "pipe"),
    },
    Attack {
        name: "file and another's file",
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
        files: &["file", "a/file"],
        prepare: |ground| ground.keep_link(".portcullis"),
        step: |ground, _| ground.swap(".portcullis", "link"),
    },
    Attack {
        name: "application's state and link to outside",
        files: &["file", "a/file"],
        prepare: |ground| ground.keep_link(".portcullis/shop"),
        step: |ground, _| ground.swap(".portcullis/shop", "link"),
    },
    Attack {
        name: "manifest and pipe",
        files: &["file", "a/file"],
        prepare: Ground::keep_pipe,
        step: |ground, _| ground.swap(".portcullis/shop/made.json", "pipe"),
    },
];
