//! Which generations a directory has, as it is written down. Parsing is strict
//! and does no I/O: a generation is removed only if a history says that it may go.

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::escape::escaped;
use crate::{Digest, Entry, Owner};

/// Bytes of a history. Stops one that someone put into place from filling
/// memory. None that is longer is written, since nobody would read it.
pub(crate) const HISTORY_BYTES: u64 = 1 << 20;

/// The version of the format. A change of any field is another version.
const SCHEMA: u64 = 1;

/// The generations of a directory, which has one owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct History {
    pub(crate) owner: Owner,
    /// Oldest first, in the order in which they became current.
    pub(crate) generations: Vec<Digest>,
    /// Those that there are instead as soon as the link leads to the last of them.
    pub(crate) next: Vec<Digest>,
    /// Whether all of it is to go.
    pub(crate) is_removed: bool,
}

/// What is wrong with a history. Texts of it are escaped and cut for display.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum HistoryProblem {
    /// It is not as a history is written. Holds the reason.
    #[error("it is no history of generations: {0}")]
    Unreadable(String),
    /// Another version of portcullis wrote it.
    #[error("its schema is {0}, not {SCHEMA}: another version of portcullis wrote it")]
    Schema(u64),
    /// Another user owns it, and could have written anything into it.
    #[error("it is another user's")]
    Foreign,
    /// It would be longer than it is read. Holds its bytes.
    #[error("it would have {0} bytes, which is more than {HISTORY_BYTES}: keep fewer generations")]
    TooLong(u64),
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Document {
    schema: u64,
    application: String,
    exporter: String,
    generations: Vec<String>,
    next: Vec<String>,
    removed: bool,
}

const ODD: &str = "a generation is no digest, or is there twice";

/// The one field that every version has.
#[derive(Deserialize)]
struct Header {
    schema: u64,
}

impl History {
    /// Reads a history.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, HistoryProblem> {
        let unreadable = |why: &dyn ToString| HistoryProblem::Unreadable(escaped(&why.to_string()));
        match serde_json::from_slice(bytes) {
            Ok(Header { schema }) if schema != SCHEMA => {
                return Err(HistoryProblem::Schema(schema));
            }
            Err(error) => return Err(unreadable(&error)),
            Ok(_) => {}
        }
        let document: Document = serde_json::from_slice(bytes).map_err(|e| unreadable(&e))?;
        let owner = Owner::new(&document.application, &document.exporter);
        let read = |list| digests(list).ok_or_else(|| unreadable(&ODD));
        Ok(Self {
            owner: owner.map_err(|error| unreadable(&error))?,
            generations: read(&document.generations)?,
            next: read(&document.next)?,
            is_removed: document.removed,
        })
    }

    /// Writes the history. The same generations give the same bytes.
    pub(crate) fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        let texts = |list: &[Digest]| list.iter().map(ToString::to_string).collect();
        let mut bytes = serde_json::to_vec(&Document {
            schema: SCHEMA,
            application: self.owner.application().to_owned(),
            exporter: self.owner.exporter().to_owned(),
            generations: texts(&self.generations),
            next: texts(&self.next),
            removed: self.is_removed,
        })?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Gives what there is while the link leads to `current`, and the generations
    /// that may go.
    pub(crate) fn settled(mut self, current: Option<Digest>) -> (Self, Vec<Digest>) {
        let mut other = std::mem::take(&mut self.next);
        if current.is_some() && other.last().copied() == current {
            std::mem::swap(&mut self.generations, &mut other);
        }
        other.retain(|digest| !self.generations.contains(digest));
        (self, other)
    }

    /// Makes `digest` the newest.
    pub(crate) fn push(&mut self, digest: Digest) {
        self.generations.retain(|known| *known != digest);
        self.generations.push(digest);
    }

    /// The one that was current before `digest`.
    pub(crate) fn before(&self, digest: Digest) -> Option<Digest> {
        let at = self.generations.iter().position(|known| *known == digest)?;
        self.generations.get(at.checked_sub(1)?).copied()
    }
}

fn digests(texts: &[String]) -> Option<Vec<Digest>> {
    let mut seen = HashSet::new();
    let digest = |text: &String| Digest::from_hex(text).filter(|digest| seen.insert(*digest));
    texts.iter().map(digest).collect()
}

/// The name of a generation: the digest of all its paths, modes and bytes.
pub(crate) fn digest_of(entries: &[Entry]) -> Digest {
    let line = |entry: &Entry| format!("{} {} {}\n", entry.mode(), entry.digest(), entry.path());
    let mut lines: Vec<_> = entries.iter().map(line).collect();
    lines.sort_unstable();
    Digest::of(lines.concat().as_bytes())
}
