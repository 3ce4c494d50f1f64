//! What one owner has in a directory, as it is written down. Parsing is strict:
//! files are removed by what a manifest says.

mod error;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashSet;

use serde::{Deserialize, Serialize};

pub use error::ManifestProblem;

use crate::escape::escaped;
use crate::{ComponentId, Digest, Entry, FilePath, Mode, Owner, PathProfile, Plan};

/// Bytes of a manifest. Stops one that someone put into place from filling
/// memory.
pub const MANIFEST_BYTES: u64 = 64 << 20;

/// The version of the format. A change of any field is another version.
const SCHEMA: u64 = 1;

/// The files and directories that one owner has, each sorted by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Manifest {
    pub(crate) files: Vec<Entry>,
    /// The directories that were made for these files.
    pub(crate) directories: Vec<FilePath>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Document<'a> {
    schema: u64,
    #[serde(borrow)]
    application: Cow<'a, str>,
    #[serde(borrow)]
    exporter: Cow<'a, str>,
    #[serde(borrow)]
    component: Option<Component<'a>>,
    #[serde(borrow)]
    files: Vec<Owned<'a>>,
    #[serde(borrow)]
    directories: Vec<Cow<'a, str>>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Component<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    version: Cow<'a, str>,
    #[serde(borrow)]
    sha256: Cow<'a, str>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Owned<'a> {
    #[serde(borrow)]
    path: Cow<'a, str>,
    #[serde(borrow)]
    sha256: Cow<'a, str>,
    bytes: u64,
    #[serde(borrow)]
    mode: Cow<'a, str>,
}

/// The one field that every version has.
#[derive(Deserialize)]
struct Header {
    schema: u64,
}

impl Manifest {
    /// Reads the manifest of `owner`.
    pub(crate) fn parse(bytes: &[u8], owner: &Owner) -> Result<Self, ManifestProblem> {
        let document: Document<'_> = match serde_json::from_slice(bytes) {
            Ok(document) => document,
            Err(error) => return Err(unreadable(bytes, &error)),
        };
        document.check(owner)?;
        let files = document.files.iter().map(Owned::to_entry);
        let directories = document.directories.iter().map(|path| file_path(path));
        let manifest = Self {
            files: files.collect::<Result<_, _>>()?,
            directories: directories.collect::<Result<_, _>>()?,
        };
        ascending(manifest.files.iter().map(Entry::path))?;
        ascending(manifest.directories.iter())?;
        Ok(manifest)
    }

    /// Reads which component made the files of a manifest that was read before.
    pub(crate) fn component(bytes: &[u8]) -> Option<ComponentId> {
        let document: Document<'_> = serde_json::from_slice(bytes).ok()?;
        let component = document.component?;
        Some(ComponentId {
            digest: Digest::from_hex(&component.sha256)?,
            name: component.name.into_owned(),
            version: component.version.into_owned(),
        })
    }

    /// Writes the manifest of `owner`. The same files give the same bytes.
    pub(crate) fn to_json(&self, owner: &Owner) -> serde_json::Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec(&Document {
            schema: SCHEMA,
            application: owner.application().into(),
            exporter: owner.exporter().into(),
            component: owner.component().map(Component::of),
            files: self.files.iter().map(Owned::of).collect(),
            directories: self.directories.iter().map(|p| p.as_str().into()).collect(),
        })?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// The files that `plan` does not have, in order.
    pub(crate) fn beyond(&self, plan: &Plan) -> Vec<&Entry> {
        if self.files.is_empty() {
            return Vec::new();
        }
        let planned: HashSet<_> = plan.entries().iter().map(Entry::path).collect();
        let files = self.files.iter();
        files
            .filter(|file| !planned.contains(file.path()))
            .collect()
    }
}

impl Document<'_> {
    fn check(&self, owner: &Owner) -> Result<(), ManifestProblem> {
        if self.schema != SCHEMA {
            return Err(ManifestProblem::Schema(self.schema));
        }
        if self.application != owner.application() || self.exporter != owner.exporter() {
            return Err(ManifestProblem::OfAnother {
                application: escaped(&self.application),
                exporter: escaped(&self.exporter),
            });
        }
        if let Some(component) = &self.component {
            digest(&component.sha256)?;
        }
        Ok(())
    }
}

impl<'a> Component<'a> {
    fn of(component: &'a ComponentId) -> Self {
        Self {
            name: component.name.as_str().into(),
            version: component.version.as_str().into(),
            sha256: component.digest.to_string().into(),
        }
    }
}

impl<'a> Owned<'a> {
    fn of(entry: &'a Entry) -> Self {
        Self {
            path: entry.path().as_str().into(),
            sha256: entry.digest().to_string().into(),
            bytes: entry.length(),
            mode: entry.mode().to_string().into(),
        }
    }

    fn to_entry(&self) -> Result<Entry, ManifestProblem> {
        let mode = Mode::from_octal(&self.mode)
            .ok_or_else(|| ManifestProblem::Mode(escaped(&self.mode)))?;
        let (path, digest) = (file_path(&self.path)?, digest(&self.sha256)?);
        Ok(Entry::known(path, digest, self.bytes, mode))
    }
}

/// A version that is not ours is told as such, whatever else it has.
fn unreadable(bytes: &[u8], error: &serde_json::Error) -> ManifestProblem {
    match serde_json::from_slice(bytes) {
        Ok(Header { schema }) if schema != SCHEMA => ManifestProblem::Schema(schema),
        _ => ManifestProblem::Json(escaped(&error.to_string())),
    }
}

/// The widest profile: it accepts whatever an export can have written.
fn file_path(text: &str) -> Result<FilePath, ManifestProblem> {
    FilePath::new(text, PathProfile::PosixUnit).map_err(ManifestProblem::Path)
}

fn digest(text: &str) -> Result<Digest, ManifestProblem> {
    Digest::from_hex(text).ok_or_else(|| ManifestProblem::Digest(escaped(text)))
}

fn ascending<'a>(paths: impl Iterator<Item = &'a FilePath>) -> Result<(), ManifestProblem> {
    let mut last = None;
    for path in paths {
        if last >= Some(path) {
            return Err(ManifestProblem::Order(path.clone()));
        }
        last = Some(path);
    }
    Ok(())
}
