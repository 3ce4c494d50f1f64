//! What a publish is about to do, written down before it is done. Parsing is
//! strict and does no I/O: whoever reads a journal does what it says.

mod document;
mod error;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

pub use error::JournalProblem;

use crate::trace::Trace;
use crate::{Digest, Entry, FilePath, Owner};
use document::Document;

/// Bytes of a journal. Stops one that someone put into place from filling
/// memory.
pub const JOURNAL_BYTES: u64 = 256 << 20;

/// The version of the format. A change of any field is another version.
pub(crate) const SCHEMA: u64 = 1;

/// How the name of a stage begins; 16 hexadecimal digits follow.
pub(crate) const STAGE: &str = ".stage-";

/// The decided changes of one publish: a part for each owner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Journal {
    pub(crate) parts: Vec<Part>,
}

/// The changes of one owner, or of nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) owner: Option<Owner>,
    /// The name of the directory in which the new bytes are, and to which the
    /// old ones go.
    pub(crate) stage: String,
    /// Directories to be removed after the files in them, innermost first.
    pub(crate) emptied: Vec<FilePath>,
    /// Directories to be made, outermost first.
    pub(crate) made: Vec<FilePath>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) manifest: Option<ManifestChange>,
}

/// What becomes of one path: with a new file alone it is created, with an old
/// thing alone deleted, with both replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Operation {
    pub(crate) path: FilePath,
    /// Under which name its bytes are in the stage. No other operation has it.
    pub(crate) number: u64,
    pub(crate) old: Option<Trace>,
    pub(crate) new: Option<Entry>,
    /// Whether the old thing is somebody else's, so that it is kept for them.
    pub(crate) is_adopted: bool,
}

/// What becomes of the owner's manifest, by the digests of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ManifestChange {
    pub(crate) old: Option<Digest>,
    /// Nothing if the owner is to own nothing any more.
    pub(crate) new: Option<Digest>,
}

impl Journal {
    /// How many files are put into place or removed.
    pub(crate) fn changes(&self) -> usize {
        self.parts.iter().map(|part| part.operations.len()).sum()
    }

    /// Reads a journal: one line of JSON, and one with its digest.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, JournalProblem> {
        let document = whole(bytes).ok_or(JournalProblem::Torn)?;
        let journal = Document::read(document)?;
        journal.parts.iter().try_for_each(Part::check)?;
        let mut stages = HashSet::new();
        match journal
            .parts
            .iter()
            .find(|part| !stages.insert(&part.stage))
        {
            Some(part) => Err(JournalProblem::Stage(part.stage.clone())),
            None => Ok(journal),
        }
    }

    /// Whether anything is replaced, and not only created or removed.
    pub(crate) fn is_replacing(&self) -> bool {
        self.parts.iter().any(|part| {
            let operations = part.operations.iter();
            let mut both = operations.map(|one| one.old.is_some() && one.new.is_some());
            let manifest = part.manifest.as_ref();
            both.any(|both| both)
                || manifest.is_some_and(|change| change.old.is_some() && change.new.is_some())
        })
    }

    /// Writes the journal. The same changes give the same bytes.
    pub(crate) fn to_bytes(&self) -> serde_json::Result<Vec<u8>> {
        let mut bytes = Document::of(self)?;
        let digest = Digest::of(&bytes);
        bytes.extend_from_slice(format!("\n{digest}\n").as_bytes());
        Ok(bytes)
    }
}

impl Part {
    /// Whether something was owned and still is, so that a later version can be
    /// told from an earlier one.
    pub(crate) fn keeps_previous(&self) -> bool {
        let old = |change: &ManifestChange| change.old.is_some() && change.new.is_some();
        self.manifest.as_ref().is_some_and(old) && !self.operations.is_empty()
    }

    /// Whether something is owned from now on.
    pub(crate) fn has_manifest(&self) -> bool {
        self.manifest
            .as_ref()
            .is_some_and(|change| change.new.is_some())
    }

    fn check(&self) -> Result<(), JournalProblem> {
        if !is_stage(&self.stage) {
            return Err(JournalProblem::Stage(crate::escape::escaped(&self.stage)));
        }
        let (mut paths, mut numbers) = (HashSet::new(), HashSet::new());
        for operation in &self.operations {
            if operation.old.is_none() && operation.new.is_none() {
                return Err(JournalProblem::Nothing(operation.path.clone()));
            }
            if !paths.insert(&operation.path) || !numbers.insert(operation.number) {
                return Err(JournalProblem::Twice(operation.path.clone()));
            }
        }
        Ok(())
    }
}

/// Whether it is the name of a stage.
pub(crate) fn is_stage(name: &str) -> bool {
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    name.strip_prefix(STAGE)
        .is_some_and(|digits| digits.len() == 16 && digits.bytes().all(is_digit))
}

/// The line of a journal whose digest follows it, if it is there to the end.
fn whole(bytes: &[u8]) -> Option<&[u8]> {
    let (document, digest) = bytes.strip_suffix(b"\n")?.split_last_chunk::<65>()?;
    let digest = std::str::from_utf8(digest.strip_prefix(b"\n")?).ok()?;
    (Digest::from_hex(digest)? == Digest::of(document)).then_some(document)
}
