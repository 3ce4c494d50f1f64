//! The paths that an exporter may name. A path is checked here once; nothing
//! later checks it again and nothing goes round it.

pub(crate) mod characters;
mod component;
mod error;
pub(crate) mod names;
#[cfg(test)]
mod tests;

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

pub use error::{PathError, PathErrorKind};

/// Bytes of a whole path. Stops names that no system call takes (`PATH_MAX`)
/// and that would flood every message which shows them.
pub const PATH_BYTES: usize = 4096;

/// Components of a path. Stops a tree so deep that walking and removing it is
/// the attack.
pub const COMPONENTS: usize = 16;

/// Bytes of one component: the 255 of every common file system less 24, so
/// that a temporary name made from it by a suffix is never too long.
pub const COMPONENT_BYTES: usize = 255 - 24;

/// Which names an exporter's files need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathProfile {
    /// Names that every file system carries, Windows' included.
    Portable,
    /// Names as systemd makes them: also `:` and the escapes `\xNN` with
    /// lowercase digits. Windows device names are allowed, since they are
    /// ordinary names where systemd runs (`aux.service`). Everything else is
    /// refused as in `Portable`.
    PosixUnit,
}

/// A relative path that is safe to create below a directory: UTF-8 in NFC,
/// with `/` between components, none of which is special anywhere.
///
/// Cloning is cheap: the clones share the text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilePath(Arc<str>);

impl FilePath {
    /// Checks `text` and takes it as it is. Nothing is ever repaired.
    ///
    /// # Errors
    ///
    /// Tells the first reason for which the path is refused, and the component
    /// that gave it. Each reason is a [`PathErrorKind`].
    pub fn new(text: &str, profile: PathProfile) -> Result<Self, PathError> {
        check_whole(text).map_err(|kind| PathError::of_path(text, kind))?;
        for component in text.split('/') {
            component::check(component, profile)
                .map_err(|kind| PathError::of_component(text, component, kind))?;
        }
        Ok(Self(text.into()))
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The components, from the outermost: at least one, at most
    /// [`COMPONENTS`].
    pub fn components(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('/')
    }

    /// The path of the directory that holds the file, or nothing if that is
    /// the output directory itself.
    pub(crate) fn parent(&self) -> Option<&str> {
        self.0.rsplit_once('/').map(|(parent, _)| parent)
    }

    /// The directories above the file, innermost first, without the output
    /// directory itself.
    pub(crate) fn directories(&self) -> impl Iterator<Item = Self> {
        let parent = |path: &Self| path.parent().map(|parent| Self(parent.into()));
        std::iter::successors(parent(self), parent)
    }

    /// The last component.
    pub(crate) fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }
}

impl Borrow<str> for FilePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

fn check_whole(text: &str) -> Result<(), PathErrorKind> {
    if text.is_empty() {
        return Err(PathErrorKind::Empty);
    }
    if text.len() > PATH_BYTES {
        return Err(PathErrorKind::PathTooLong { bytes: text.len() });
    }
    if text.starts_with("//") || text.starts_with(r"\\") {
        return Err(PathErrorKind::Unc);
    }
    if text.starts_with('/') {
        return Err(PathErrorKind::Absolute);
    }
    let components = text.split('/').count();
    if components > COMPONENTS {
        return Err(PathErrorKind::TooDeep { components });
    }
    Ok(())
}
