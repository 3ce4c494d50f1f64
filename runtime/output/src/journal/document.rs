//! A journal as JSON.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Journal, JournalProblem, ManifestChange, Operation, Part, SCHEMA};
use crate::escape::escaped;
use crate::trace::Trace;
use crate::{Digest, Entry, FilePath, Mode, Node, Owner, PathProfile};

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document<'a> {
    schema: u64,
    #[serde(borrow)]
    parts: Vec<Written<'a>>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Written<'a> {
    #[serde(borrow)]
    owner: Option<Names<'a>>,
    #[serde(borrow)]
    stage: Cow<'a, str>,
    #[serde(borrow)]
    emptied: Vec<Cow<'a, str>>,
    #[serde(borrow)]
    made: Vec<Cow<'a, str>>,
    #[serde(borrow)]
    operations: Vec<Step<'a>>,
    manifest: Option<Digests>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Names<'a> {
    #[serde(borrow)]
    application: Cow<'a, str>,
    #[serde(borrow)]
    exporter: Cow<'a, str>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Step<'a> {
    #[serde(borrow)]
    path: Cow<'a, str>,
    number: u64,
    #[serde(borrow)]
    old: Option<Thing<'a>>,
    #[serde(borrow)]
    new: Option<Thing<'a>>,
    adopt: bool,
}

/// A file, or what is in its place. Fields that it does not have are null.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Thing<'a> {
    #[serde(borrow)]
    kind: Cow<'a, str>,
    sha256: Option<String>,
    bytes: Option<u64>,
    mode: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Digests {
    old: Option<String>,
    new: Option<String>,
}

/// The one field that every version has.
#[derive(Deserialize)]
struct Header {
    schema: u64,
}

impl<'a> Document<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Result<Journal, JournalProblem> {
        let document: Self = match serde_json::from_slice(bytes) {
            Ok(document) => document,
            Err(error) => return Err(unreadable(bytes, &error)),
        };
        if document.schema != SCHEMA {
            return Err(JournalProblem::Schema(document.schema));
        }
        let parts = document.parts.iter().map(Written::to_part);
        Ok(Journal {
            parts: parts.collect::<Result<_, _>>()?,
        })
    }

    pub(super) fn of(journal: &'a Journal) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(&Self {
            schema: SCHEMA,
            parts: journal.parts.iter().map(Written::of).collect(),
        })
    }
}

impl<'a> Written<'a> {
    fn of(part: &'a Part) -> Self {
        let texts = |paths: &'a [FilePath]| paths.iter().map(|p| p.as_str().into()).collect();
        Self {
            owner: part.owner.as_ref().map(|owner| Names {
                application: owner.application().into(),
                exporter: owner.exporter().into(),
            }),
            stage: part.stage.as_str().into(),
            emptied: texts(&part.emptied),
            made: texts(&part.made),
            operations: part.operations.iter().map(Step::of).collect(),
            manifest: part.manifest.as_ref().map(|change| Digests {
                old: change.old.map(|digest| digest.to_string()),
                new: change.new.map(|digest| digest.to_string()),
            }),
        }
    }

    fn to_part(&self) -> Result<Part, JournalProblem> {
        let owner = |names: &Names<'_>| Owner::new(&names.application, &names.exporter);
        let owner = self.owner.as_ref().map(owner).transpose();
        let operations = self.operations.iter().map(Step::to_operation);
        Ok(Part {
            owner: owner.map_err(JournalProblem::Owner)?,
            stage: self.stage.clone().into_owned(),
            emptied: file_paths(&self.emptied)?,
            made: file_paths(&self.made)?,
            operations: operations.collect::<Result<_, _>>()?,
            manifest: match &self.manifest {
                Some(digests) => Some(ManifestChange {
                    old: digests.old.as_deref().map(digest).transpose()?,
                    new: digests.new.as_deref().map(digest).transpose()?,
                }),
                None => None,
            },
        })
    }
}

impl<'a> Step<'a> {
    fn of(operation: &'a Operation) -> Self {
        let new = operation.new.as_ref().map(Trace::of);
        Self {
            path: operation.path.as_str().into(),
            number: operation.number,
            old: operation.old.as_ref().map(Thing::of),
            new: new.as_ref().map(Thing::of),
            adopt: operation.is_adopted,
        }
    }

    fn to_operation(&self) -> Result<Operation, JournalProblem> {
        let path = file_path(&self.path)?;
        let new = self.new.as_ref().map(|thing| thing.to_entry(&path));
        Ok(Operation {
            number: self.number,
            old: self.old.as_ref().map(Thing::to_trace).transpose()?,
            new: new.transpose()?,
            is_adopted: self.adopt,
            path,
        })
    }
}

impl Thing<'_> {
    fn of(trace: &Trace) -> Self {
        let other = |kind: &'static str, digest: Option<Digest>| Self {
            kind: kind.into(),
            sha256: digest.map(|digest| digest.to_string()),
            bytes: None,
            mode: None,
        };
        match trace {
            Trace::File {
                digest,
                length,
                mode,
            } => Self {
                bytes: Some(*length),
                mode: Some(format!("{mode:04o}")),
                ..other("file", Some(*digest))
            },
            Trace::Link(digest) => other("link", Some(*digest)),
            Trace::Special(Node::Fifo) => other("fifo", None),
            Trace::Special(Node::Socket) => other("socket", None),
            Trace::Special(_) => other("device", None),
        }
    }

    fn to_trace(&self) -> Result<Trace, JournalProblem> {
        let sha256 = self.sha256.as_deref();
        match (&*self.kind, sha256, self.bytes, self.mode.as_deref()) {
            ("file", Some(sha256), Some(length), Some(mode)) => Ok(Trace::File {
                digest: digest(sha256)?,
                length,
                mode: bits(mode)?,
            }),
            ("link", Some(sha256), None, None) => Ok(Trace::Link(digest(sha256)?)),
            ("fifo", None, None, None) => Ok(Trace::Special(Node::Fifo)),
            ("socket", None, None, None) => Ok(Trace::Special(Node::Socket)),
            ("device", None, None, None) => Ok(Trace::Special(Node::Device)),
            _ => Err(JournalProblem::Kind(escaped(&self.kind))),
        }
    }

    fn to_entry(&self, path: &FilePath) -> Result<Entry, JournalProblem> {
        let text = self.mode.as_deref().unwrap_or_default();
        match self.to_trace()? {
            Trace::File { digest, length, .. } => {
                let mode = Mode::from_octal(text);
                let mode = mode.ok_or_else(|| JournalProblem::Mode(escaped(text)))?;
                Ok(Entry::known(path.clone(), digest, length, mode))
            }
            _ => Err(JournalProblem::Kind(escaped(&self.kind))),
        }
    }
}

/// A version that is not ours is told as such, whatever else it has.
fn unreadable(bytes: &[u8], error: &serde_json::Error) -> JournalProblem {
    match serde_json::from_slice(bytes) {
        Ok(Header { schema }) if schema != SCHEMA => JournalProblem::Schema(schema),
        _ => JournalProblem::Json(escaped(&error.to_string())),
    }
}

/// The widest profile: it accepts whatever an export can have written.
fn file_path(text: &str) -> Result<FilePath, JournalProblem> {
    FilePath::new(text, PathProfile::PosixUnit).map_err(JournalProblem::Path)
}

fn file_paths(texts: &[Cow<'_, str>]) -> Result<Vec<FilePath>, JournalProblem> {
    texts.iter().map(|text| file_path(text)).collect()
}

fn digest(text: &str) -> Result<Digest, JournalProblem> {
    Digest::from_hex(text).ok_or_else(|| JournalProblem::Digest(escaped(text)))
}

/// Reads four octal digits, and nothing else.
fn bits(text: &str) -> Result<u32, JournalProblem> {
    let is_octal = text.len() == 4 && text.bytes().all(|byte| matches!(byte, b'0'..=b'7'));
    let bits = is_octal
        .then(|| u32::from_str_radix(text, 8).ok())
        .flatten();
    bits.ok_or_else(|| JournalProblem::Mode(escaped(text)))
}
