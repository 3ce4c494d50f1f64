//! One layout: how it is made, and what an export into it does.

use super::place::Place;

/// Who exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Superuser,
    Ordinary,
}

/// What an export into a layout does.
#[derive(Clone, Copy, Debug)]
pub(super) enum Expect {
    /// It writes its files, and everything else stays.
    Done,
    /// Something that is not ours is in the place of a file, old or new. It is a
    /// conflict that changes nothing; with `--adopt` it is taken over and kept,
    /// or left where it is.
    Occupied,
    /// The same, but it cannot be taken over.
    Immovable,
    /// It is refused with an error that says this, and nothing changes.
    Refused(&'static str),
}

/// What lies in the output directory before an export.
pub(super) struct Layout {
    pub(super) name: String,
    /// What is exported: `systemd` has its files side by side, `runit` has them
    /// in directories.
    pub(super) format: &'static str,
    /// Where to, from the folder that everything lies in.
    pub(super) location: &'static str,
    pub(super) make: Box<dyn Fn(&Place)>,
    /// What is mounted over it, in a shell of the superuser's.
    pub(super) mount: Option<String>,
    pub(super) needs_root: bool,
    pub(super) expect: Expect,
    pub(super) as_root: Option<Expect>,
}

impl Layout {
    /// A layout of `out` for an export of runit.
    pub(super) fn new(
        name: impl Into<String>,
        expect: Expect,
        make: impl Fn(&Place) + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            format: "runit",
            location: "out",
            make: Box::new(make),
            mount: None,
            needs_root: false,
            expect,
            as_root: None,
        }
    }

    /// The same for an export of systemd.
    pub(super) fn of_systemd(self) -> Self {
        Self {
            format: "systemd",
            ..self
        }
    }

    /// The same for an export to somewhere else.
    pub(super) fn at(self, location: &'static str) -> Self {
        Self { location, ..self }
    }

    /// The same, made by the superuser alone.
    pub(super) fn by_root(self) -> Self {
        Self {
            needs_root: true,
            ..self
        }
    }

    /// The same with something mounted, where `$SPACE` is the folder that
    /// everything lies in.
    pub(super) fn mounting(self, script: String) -> Self {
        Self {
            mount: Some(script),
            ..self.by_root()
        }
    }

    /// The same with another outcome.
    pub(super) fn but(self, expect: Expect) -> Self {
        Self { expect, ..self }
    }

    /// The same, but the superuser gets through.
    pub(super) fn but_as_root(self, expect: Expect) -> Self {
        Self {
            as_root: Some(expect),
            ..self
        }
    }

    pub(super) fn expected(&self, who: Who) -> Expect {
        match (who, self.as_root) {
            (Who::Superuser, Some(expect)) => expect,
            _ => self.expect,
        }
    }
}
