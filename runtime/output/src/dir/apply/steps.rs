//! The three operations, and the manifest.

use std::io::{self, ErrorKind};

use cap_std::fs::Dir;
use rustix::fs::renameat;
use rustix::io::Errno;

use super::Work;
use crate::dir::made::MadeBelow;
use crate::dir::recognise::trace;
use crate::dir::state::{self, STATE};
use crate::dir::sync::sync;
use crate::dir::walk::stat;
use crate::dir::{swap, walk};
use crate::journal::Operation;
use crate::trace::Trace;
use crate::{Digest, Node, OddKind, OutputError};

/// The name of the manifest in the stage, where files have numbers: the new one
/// before it is in place, and the old one after.
pub(in crate::dir) const MANIFEST: &str = "manifest";

/// The name of the journal in the stage, which it keeps where a file can have two.
pub(in crate::dir) const STAGED: &str = "journal";

impl Work<'_> {
    /// Does one operation in `parent`.
    pub(super) fn step(&self, operation: &Operation, parent: &Dir) -> io::Result<Option<OddKind>> {
        match (&operation.old, &operation.new) {
            (Some(old), None) => self.delete(operation, old, parent),
            (Some(old), Some(new)) => self.replace(operation, old, &Trace::of(new), parent),
            (None, Some(new)) => self.create(operation, &Trace::of(new), parent),
            (None, None) => Ok(None),
        }
    }

    fn create(
        &self,
        operation: &Operation,
        new: &Trace,
        parent: &Dir,
    ) -> io::Result<Option<OddKind>> {
        let name = operation.path.file_name();
        match swap::add_name(&self.stage, &staged(operation), parent, name) {
            Ok(()) => return Ok(None),
            Err(Errno::EXIST | Errno::NOENT) => {}
            Err(errno) => return refused(errno),
        }
        Ok(match trace(parent, name)? {
            Some(there) if there == *new => None,
            Some(_) => Some(OddKind::Changed),
            None => Some(OddKind::Lost),
        })
    }

    fn replace(
        &self,
        operation: &Operation,
        old: &Trace,
        new: &Trace,
        parent: &Dir,
    ) -> io::Result<Option<OddKind>> {
        let (name, number) = (operation.path.file_name(), staged(operation));
        if self.place.is_redo {
            let there = trace(parent, name)?;
            let is_staged = self.in_stage(&number)?.as_ref() == Some(new);
            if there.is_none() && is_staged {
                return self.create(operation, new, parent);
            }
            if there.as_ref() != Some(old) || !is_staged {
                let is_new = there.as_ref() == Some(new);
                let odd = self.settle(operation, old, new, parent)?;
                return Ok(odd.or((!is_new).then_some(OddKind::Changed)));
            }
        }
        match swap::exchange(&self.stage, &number, parent, name) {
            Ok(()) => self.settle(operation, old, new, parent),
            Err(Errno::NOENT) => self.create(operation, new, parent),
            Err(errno) => refused(errno),
        }
    }

    /// Looks at what came out. What someone changed between our look and the
    /// exchange is put back.
    fn settle(
        &self,
        operation: &Operation,
        old: &Trace,
        new: &Trace,
        parent: &Dir,
    ) -> io::Result<Option<OddKind>> {
        let number = staged(operation);
        match self.in_stage(&number)? {
            None => Ok(None),
            Some(out) if out == *old => {
                swap::rename(&self.stage, &number, &taken_out(operation))?;
                Ok(None)
            }
            Some(out) if out == *new => Ok(None),
            Some(_) => {
                let name = operation.path.file_name();
                if trace(parent, name)?.as_ref() == Some(new) {
                    swap::exchange(&self.stage, &number, parent, name)?;
                }
                Ok(Some(OddKind::Changed))
            }
        }
    }

    fn delete(
        &self,
        operation: &Operation,
        old: &Trace,
        parent: &Dir,
    ) -> io::Result<Option<OddKind>> {
        let (name, out) = (operation.path.file_name(), taken_out(operation));
        let is_out = self.place.is_redo && stat(&self.stage, &out)?.is_some();
        if self.place.is_redo && !is_out {
            // What has the name now may have come after it: that is not to be
            // missing even for a moment.
            let there = trace(parent, name)?;
            if there.as_ref() != Some(old) {
                let is_odd = there.is_some() && !self.part.made.contains(&operation.path);
                return Ok(is_odd.then_some(OddKind::Changed));
            }
        }
        if !is_out {
            // Nobody but us can put anything into the stage, so that the name is
            // free, and a move needs one step on every file system.
            match renameat(parent, name, &self.stage, &*out) {
                Ok(()) | Err(Errno::NOENT) => {}
                Err(errno) => return refused(errno),
            }
        }
        match self.in_stage(&out)? {
            Some(there) if there != *old => {}
            _ => return Ok(None),
        }
        match swap::move_to_free(&self.stage, &out, parent, name) {
            Ok(()) | Err(Errno::EXIST) => Ok(Some(OddKind::Changed)),
            Err(errno) => Err(errno.into()),
        }
    }

    /// What is in the stage under a name. What may not be read even in a recovery
    /// is none of ours.
    pub(super) fn in_stage(&self, name: &str) -> io::Result<Option<Trace>> {
        match trace(&self.stage, name) {
            Err(error) if self.place.is_redo && error.kind() == ErrorKind::PermissionDenied => {
                Ok(Some(Trace::Special(Node::Unknown)))
            }
            traced => traced,
        }
    }

    /// Puts the new manifest into its place, and the old one into the stage.
    pub(super) fn place_manifest(&self) -> Result<(), OutputError> {
        let (Some(owner), Some(change)) = (&self.part.owner, &self.part.manifest) else {
            return Ok(());
        };
        let Some(dir) = self.application()? else {
            return Ok(());
        };
        let name = state::name(owner);
        let path = state::path(owner);
        let written = || OutputError::io::<io::Error>("write manifest", &path);
        if self.place.is_redo {
            swap::complete(&self.stage, MANIFEST).map_err(written())?;
        }
        let place = || match change.new {
            Some(new) if digest(&dir, &name)? == Some(new) => Ok(()),
            Some(_) if change.old.is_none() => Ok(renameat(&self.stage, MANIFEST, &dir, &*name)?),
            Some(_) => match swap::exchange(&self.stage, MANIFEST, &dir, &name) {
                Err(Errno::NOENT) => Ok(renameat(&self.stage, MANIFEST, &dir, &*name)?),
                exchanged => Ok(exchanged?),
            },
            None => state::gone(renameat(&dir, &*name, &self.stage, MANIFEST)),
        };
        place().map_err(written())
    }

    /// The directory of the application, unless nothing is to be in it any more.
    pub(super) fn application(&self) -> Result<Option<Dir>, OutputError> {
        let (Some(owner), Some(change)) = (&self.part.owner, &self.part.manifest) else {
            return Ok(None);
        };
        let (state, name) = (self.place.state, owner.application());
        let below = |error: OutputError| error.below(STATE);
        let there = walk::open_below(state, name).map_err(below)?;
        if there.is_some() || change.new.is_none() {
            return Ok(there);
        }
        let mut made = MadeBelow::private();
        let dir = made.make(state, name).map_err(below)?;
        if !made.is_empty() {
            // A directory that power takes away would take the manifest along.
            sync(self.place.root)?;
        }
        Ok(Some(dir))
    }
}

/// The name of the new bytes in the stage.
pub(in crate::dir) fn staged(operation: &Operation) -> String {
    operation.number.to_string()
}

/// The name of what came out, when it is known to be what was to come out. It
/// begins with its digest, by which the version before is found again.
pub(in crate::dir) fn taken_out(operation: &Operation) -> String {
    let number = operation.number;
    match &operation.old {
        Some(Trace::File { digest, .. }) => format!("{digest}.{number}"),
        _ => format!("other.{number}"),
    }
}

/// Whether such a name, or that of a file in the middle of an exchange, is in the
/// stage only after something was done.
pub(in crate::dir) fn is_left_by_work(name: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let is_out = |(out, number): (&str, &str)| {
        is_number(number) && (out == "other" || Digest::from_hex(out).is_some())
    };
    name.ends_with(swap::ASIDE) || name.split_once('.').is_some_and(is_out)
}

/// A rename that fails since what is there is of another kind than was decided
/// about, a mount point among them: nothing that trying again would mend.
fn refused(errno: Errno) -> io::Result<Option<OddKind>> {
    match errno {
        Errno::BUSY
        | Errno::ISDIR
        | Errno::NOTDIR
        | Errno::NOTEMPTY
        | Errno::TXTBSY
        | Errno::XDEV => Ok(Some(OddKind::Changed)),
        errno => Err(errno.into()),
    }
}

/// The digest of a file of the state.
pub(in crate::dir) fn digest(dir: &Dir, name: &str) -> io::Result<Option<Digest>> {
    Ok(match trace(dir, name)? {
        Some(Trace::File { digest, .. }) => Some(digest),
        _ => None,
    })
}
