//! For whom an export is made: the key under which its manifest is kept.

use thiserror::Error;

use crate::Digest;
use crate::escape::{escaped, escaped_char};
use crate::journal::STAGE;
use crate::path::names::folded;

/// Bytes of an application's name, which becomes the name of a directory.
pub const APPLICATION_BYTES: usize = 128;

/// Bytes of an exporter's name, which becomes the name of a file.
pub const EXPORTER_BYTES: usize = 64;

/// The names in the state directory that are not those of applications, besides
/// those of stages.
const RESERVED: [&str; 2] = [".journal", ".generations"];

/// An application and an exporter: together they own the files of their export
/// in a directory. The files of a later export replace those of an earlier one
/// of the same owner, and of no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    application: String,
    exporter: String,
    component: Option<ComponentId>,
}

/// The component that makes the files. The manifest tells it to people; nothing
/// is decided by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComponentId {
    /// What it calls itself.
    pub name: String,
    /// Its version, in its own words.
    pub version: String,
    /// The SHA-256 digest of its bytes.
    pub digest: Digest,
}

impl Owner {
    /// Checks both names and takes them as they are. Nothing is ever repaired.
    ///
    /// # Errors
    ///
    /// Refuses a name that is empty, `.` or `..`, that holds `/`, `\` or a
    /// control character, or that is longer than [`APPLICATION_BYTES`] or
    /// [`EXPORTER_BYTES`], and a name of an application that the state of a
    /// directory has itself.
    pub fn new(application: &str, exporter: &str) -> Result<Self, OwnerError> {
        check(application, APPLICATION_BYTES)
            .and_then(|()| check_reserved(application))
            .map_err(|kind| OwnerError::new("application", application, kind))?;
        check(exporter, EXPORTER_BYTES)
            .map_err(|kind| OwnerError::new("exporter", exporter, kind))?;
        Ok(Self {
            application: application.to_owned(),
            exporter: exporter.to_owned(),
            component: None,
        })
    }

    /// Adds which component makes the files.
    #[must_use]
    pub fn with_component(self, component: ComponentId) -> Self {
        Self {
            component: Some(component),
            ..self
        }
    }

    /// The name of the application.
    #[must_use]
    pub fn application(&self) -> &str {
        &self.application
    }

    /// The name of the exporter.
    #[must_use]
    pub fn exporter(&self) -> &str {
        &self.exporter
    }

    /// The component that makes the files, if it was told.
    #[must_use]
    pub fn component(&self) -> Option<&ComponentId> {
        self.component.as_ref()
    }

    /// Whether both are of the same application and exporter, whichever
    /// component makes the files.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.application == other.application && self.exporter == other.exporter
    }
}

/// A name that no manifest can be kept under. The message is a lowercase
/// fragment that fits “failed to {error}”.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("keep a manifest for the {what} `{name}`: the name {kind}")]
pub struct OwnerError {
    what: &'static str,
    name: String,
    kind: OwnerErrorKind,
}

impl OwnerError {
    fn new(what: &'static str, name: &str, kind: OwnerErrorKind) -> Self {
        Self {
            what,
            name: escaped(name),
            kind,
        }
    }

    /// The reason.
    #[must_use]
    pub fn kind(&self) -> &OwnerErrorKind {
        &self.kind
    }
}

/// The reason for which a name is refused. Displayed as a verb phrase.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OwnerErrorKind {
    /// The name has no text.
    #[error("is empty")]
    Empty,
    /// The name means a directory.
    #[error("is `.` or `..`")]
    Dots,
    /// The name has more bytes than it may.
    #[error("has {bytes} bytes, more than {most}")]
    TooLong {
        /// How many bytes it has.
        bytes: usize,
        /// How many it may have.
        most: usize,
    },
    /// The name is one under which the state of a directory is kept.
    #[error("is one that portcullis keeps for itself")]
    Reserved,
    /// `/`, `\` or a control character.
    #[error("contains `{}`", escaped_char(*.0))]
    Character(char),
}

/// Refuses the names that lie beside those of applications, also where a file
/// system takes another spelling for them.
fn check_reserved(name: &str) -> Result<(), OwnerErrorKind> {
    let name = folded(name);
    let is_reserved = RESERVED.contains(&&*name) || name.starts_with(STAGE);
    match is_reserved {
        true => Err(OwnerErrorKind::Reserved),
        false => Ok(()),
    }
}

fn check(name: &str, most: usize) -> Result<(), OwnerErrorKind> {
    let bytes = name.len();
    let is_refused = |c: &char| matches!(c, '/' | '\\') || c.is_control();
    match name {
        "" => Err(OwnerErrorKind::Empty),
        "." | ".." => Err(OwnerErrorKind::Dots),
        _ if bytes > most => Err(OwnerErrorKind::TooLong { bytes, most }),
        _ => match name.chars().find(is_refused) {
            Some(char) => Err(OwnerErrorKind::Character(char)),
            None => Ok(()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{APPLICATION_BYTES, EXPORTER_BYTES, Owner, OwnerErrorKind};

    #[test]
    fn names_that_are_no_names_of_files_are_refused() {
        let long = "a".repeat(APPLICATION_BYTES + 1);
        for (name, message) in [
            ("", "the name is empty"),
            (".", "the name is `.` or `..`"),
            ("..", "the name is `.` or `..`"),
            ("a/b", "the name contains `/`"),
            ("/", "the name contains `/`"),
            (r"a\b", r"the name contains `\`"),
            ("a\0", r"the name contains `\u{0}`"),
            ("a\u{1b}[2J", r"the name contains `\u{1b}`"),
            (&long, "the name has 129 bytes, more than 128"),
        ] {
            let error = Owner::new(name, "systemd").unwrap_err();
            assert!(error.to_string().ends_with(message), "{error}");
            let error = Owner::new("shop", name).unwrap_err();
            assert!(error.to_string().contains("for the exporter `"), "{error}");
        }
        let error = Owner::new("shop", &long[..=EXPORTER_BYTES]).unwrap_err();
        assert!(matches!(error.kind(), OwnerErrorKind::TooLong { .. }));
    }

    #[test]
    fn names_that_the_state_has_itself_are_refused() {
        for name in [
            ".journal",
            ".Journal",
            ".generations",
            ".stage-0",
            ".STAGE-x",
        ] {
            let error = Owner::new(name, "systemd").unwrap_err();
            assert_eq!(*error.kind(), OwnerErrorKind::Reserved, "{name}");
            Owner::new("shop", name).unwrap();
        }
    }

    #[test]
    fn names_of_applications_are_accepted_however_odd() {
        let long = "a".repeat(APPLICATION_BYTES);
        for name in [
            "shop", ".hidden", "...", "my app", "東京", "a*b", "stage-0", &long,
        ] {
            let owner = Owner::new(name, "systemd").unwrap();
            assert_eq!((owner.application(), owner.exporter()), (name, "systemd"));
        }
    }
}
