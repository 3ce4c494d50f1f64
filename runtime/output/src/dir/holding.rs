//! What the owners have in the directory, and whether it still is as it was
//! exported.

use std::collections::{BTreeSet, HashSet};

use cap_std::fs::Dir;

use super::OutputDir;
use super::others;
use super::recognise::{self, Place};
use super::rollback::Previous;
use super::state::{self, STATE};
use super::walk::{self, node};
use crate::manifest::Manifest;
use crate::{ComponentId, ConflictKind, Entry, FilePath, Node, OutputError, Owner};

/// What one owner has.
#[derive(Clone, Debug)]
pub struct Holding {
    owner: Owner,
    files: Vec<(Entry, Standing)>,
    stale: Vec<FilePath>,
    is_foreign: bool,
    has_previous: bool,
}

/// What became of an exported file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Standing {
    /// It is as it was exported.
    Unchanged,
    /// It is gone.
    Missing,
    /// Something else is in its place, or on the way to it.
    Changed(ConflictKind),
}

impl Holding {
    /// Whose it is, with the component that made it.
    #[must_use]
    pub fn owner(&self) -> &Owner {
        &self.owner
    }

    /// The files that the manifest names, by path.
    #[must_use]
    pub fn files(&self) -> &[(Entry, Standing)] {
        &self.files
    }

    /// Files of the version before that the present one does not have, and that
    /// are there all the same.
    #[must_use]
    pub fn stale(&self) -> &[FilePath] {
        &self.stale
    }

    /// Whether another user wrote the manifest, so that it is not believed.
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        self.is_foreign
    }

    /// Whether the version before the present one is kept.
    #[must_use]
    pub fn has_previous(&self) -> bool {
        self.has_previous
    }
}

impl OutputDir {
    /// The owners that have something in the directory, by name.
    ///
    /// # Errors
    ///
    /// Fails if the state cannot be read.
    pub fn owners(&self) -> Result<Vec<Owner>, OutputError> {
        match state::open(&self.root)? {
            Some(state) => {
                let owners = others::owners(&state)?.into_iter();
                Ok(owners.map(|(owner, _)| owner).collect())
            }
            None => Ok(Vec::new()),
        }
    }

    /// Looks at everything that is owned.
    ///
    /// # Errors
    ///
    /// Fails if a manifest cannot be read or cannot be believed, or if a file
    /// cannot be read.
    pub fn holdings(&self) -> Result<Vec<Holding>, OutputError> {
        let Some(state) = state::open(&self.root)? else {
            return Ok(Vec::new());
        };
        let mut holdings = Vec::new();
        for (owner, dir) in others::owners(&state)? {
            if let Some(found) = state::read(&dir, &owner)? {
                let component = Manifest::component(&found.bytes);
                holdings.push(self.holding(owner, component, &found)?);
            }
        }
        let owned: HashSet<_> = holdings.iter().flat_map(Holding::paths).cloned().collect();
        for holding in &mut holdings {
            holding.stale.retain(|path| !owned.contains(path));
        }
        Ok(holdings)
    }

    fn holding(
        &self,
        owner: Owner,
        component: Option<ComponentId>,
        found: &state::Found,
    ) -> Result<Holding, OutputError> {
        let mut files = Vec::new();
        for entry in &found.manifest.files {
            files.push((entry.clone(), standing(&self.root, entry)?));
        }
        let previous = Previous::open(&self.root, &owner)?;
        let mut stale = Vec::new();
        for entry in previous
            .iter()
            .flat_map(|previous| &previous.manifest.files)
        {
            if let Place::Taken(_, found) = recognise::look(&self.root, entry.path())?
                && node(&found) != Node::Directory
            {
                stale.push(entry.path().clone());
            }
        }
        Ok(Holding {
            has_previous: previous.is_some(),
            is_foreign: found.is_foreign,
            owner: match component {
                Some(component) => owner.with_component(component),
                None => owner,
            },
            files,
            stale,
        })
    }

    /// What lies beside the files of `holdings` and is nobody's: in the directory
    /// itself, and in those in which an owned file is. Sorted by path, which may
    /// be any text: it is to be escaped before it is shown.
    ///
    /// # Errors
    ///
    /// Fails if a directory cannot be read.
    pub fn strangers(&self, holdings: &[Holding]) -> Result<Vec<String>, OutputError> {
        let owned = holdings.iter().flat_map(Holding::paths).cloned();
        let owned: HashSet<FilePath> = owned.collect();
        let directories: BTreeSet<_> = owned.iter().flat_map(FilePath::directories).collect();
        let mut strangers = Vec::new();
        let below = directories.iter().map(|path| Some(path.as_str()));
        for path in below.chain([None]) {
            let dir = walk::open_dir(&self.root, path);
            let Some(dir) = dir.or_else(|error| recognise::obstacle(error).map(|_| None))? else {
                continue;
            };
            for name in names(&dir, path)? {
                let whole = path.map_or_else(|| name.clone(), |path| format!("{path}/{name}"));
                if !owned.contains(&*whole) && !directories.contains(&*whole) && whole != STATE {
                    strangers.push(whole);
                }
            }
        }
        strangers.sort_unstable();
        Ok(strangers)
    }
}

impl Holding {
    fn paths(&self) -> impl Iterator<Item = &FilePath> {
        self.files.iter().map(|(entry, _)| entry.path())
    }
}

pub(super) fn names(dir: &Dir, path: Option<&str>) -> Result<Vec<String>, OutputError> {
    let names = walk::names(dir).map_err(OutputError::io("read directory", path.unwrap_or(".")))?;
    let shown = |name: std::ffi::OsString| name.to_string_lossy().into_owned();
    Ok(names.into_iter().map(shown).collect())
}

fn standing(root: &Dir, entry: &Entry) -> Result<Standing, OutputError> {
    let (parent, found) = match recognise::look(root, entry.path())? {
        Place::Free => return Ok(Standing::Missing),
        Place::Blocked(kind) => return Ok(Standing::Changed(kind)),
        Place::Taken(parent, found) => (parent, found),
    };
    let is_entry = recognise::is_entry(&parent, &found, entry);
    Ok(match node(&found) {
        _ if is_entry.map_err(OutputError::io("read file", entry.path().as_str()))? => {
            Standing::Unchanged
        }
        Node::File => Standing::Changed(ConflictKind::Edited),
        other => Standing::Changed(ConflictKind::Replaced(other)),
    })
}
