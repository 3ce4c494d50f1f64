//! Why a path is refused: one kind a refusal.

use thiserror::Error;

use super::{COMPONENT_BYTES, COMPONENTS, PATH_BYTES};
use crate::escape::{escaped, escaped_char};

/// A path that is refused. The message is a lowercase fragment that fits
/// “failed to {error}”; the names in it are safe to show in a terminal.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("accept path `{path}`: {} {kind}", self.subject())]
pub struct PathError {
    path: String,
    component: Option<String>,
    kind: PathErrorKind,
}

impl PathError {
    /// The refusal of a path as a whole.
    pub(super) fn of_path(path: &str, kind: PathErrorKind) -> Self {
        Self {
            path: escaped(path),
            component: None,
            kind,
        }
    }

    /// The refusal of a path because of one component.
    pub(super) fn of_component(path: &str, component: &str, kind: PathErrorKind) -> Self {
        Self {
            path: escaped(path),
            component: Some(escaped(component)),
            kind,
        }
    }

    /// The refused path, escaped and cut for display.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The component that gave the reason, escaped and cut for display, or
    /// nothing if the path as a whole did.
    #[must_use]
    pub fn component(&self) -> Option<&str> {
        self.component.as_deref()
    }

    /// The reason.
    #[must_use]
    pub fn kind(&self) -> &PathErrorKind {
        &self.kind
    }

    /// What to do about it, as a sentence without a period.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self.kind {
            PathErrorKind::PathTooLong { .. }
            | PathErrorKind::TooDeep { .. }
            | PathErrorKind::ComponentTooLong { .. } => {
                "this limit is fixed: choose shorter names where they are yours, or ask the \
                 exporter's author"
            }
            _ => {
                "a name is never repaired: choose another where it is yours, or report it to the \
                 exporter's author"
            }
        }
    }

    fn subject(&self) -> String {
        match &self.component {
            Some(component) if *component != self.path && !component.is_empty() => {
                format!("component `{component}`")
            }
            _ => "it".to_owned(),
        }
    }
}

/// The reason for which a path is refused. Displayed as a verb phrase, such as
/// ``contains `:` ``.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PathErrorKind {
    /// The path has no text.
    #[error("is empty")]
    Empty,
    /// The path has more than [`PATH_BYTES`] bytes.
    #[error("has {bytes} bytes, more than {PATH_BYTES}")]
    PathTooLong {
        /// How many bytes it has.
        bytes: usize,
    },
    /// The path has more than [`COMPONENTS`] components.
    #[error("has {components} components, more than {COMPONENTS}")]
    TooDeep {
        /// How many components it has.
        components: usize,
    },
    /// A component has more than [`COMPONENT_BYTES`] bytes.
    #[error("has {bytes} bytes, more than {COMPONENT_BYTES}")]
    ComponentTooLong {
        /// How many bytes it has.
        bytes: usize,
    },
    /// The path starts at the root.
    #[error("is absolute")]
    Absolute,
    /// The path starts with `//` or `\\`, as one to a Windows share or device.
    #[error("is a UNC path")]
    Unc,
    /// A component starts with a drive letter, such as `C:`.
    #[error("starts with a drive letter")]
    Drive,
    /// `//` in the middle or `/` at the end.
    #[error("has an empty component")]
    EmptyComponent,
    /// A component is `.`.
    #[error("is the directory itself")]
    CurrentDir,
    /// A component is `..`.
    #[error("is the directory above")]
    ParentDir,
    /// A component becomes `.` or `..` under compatibility normalisation, as
    /// full-width dots do.
    #[error("stands for `{0}`")]
    Dots(&'static str),
    /// A backslash that is not allowed: every one in `Portable`, one that does
    /// not begin `\xNN` with lowercase digits in `PosixUnit`.
    #[error("contains `\\`")]
    Backslash,
    /// One of `< > " | ? *`, and `:` in `Portable`.
    #[error("contains `{0}`")]
    Reserved(char),
    /// A control character: NUL, C0, DEL or C1.
    #[error("contains the control character `{}`", escaped_char(*.0))]
    Control(char),
    /// A character that reorders the text around it.
    #[error("contains the bidi control `{}`", escaped_char(*.0))]
    Bidi(char),
    /// A character that shows nothing: zero width, a format character, a
    /// variation selector, a filler, the byte order mark.
    #[error("contains the invisible character `{}`", escaped_char(*.0))]
    Invisible(char),
    /// U+2028 or U+2029.
    #[error("contains the line separator `{}`", escaped_char(*.0))]
    LineSeparator(char),
    /// A code point that Unicode will never assign.
    #[error("contains the noncharacter `{}`", escaped_char(*.0))]
    Noncharacter(char),
    /// White space in front.
    #[error("starts with a space")]
    LeadingSpace,
    /// White space at the end.
    #[error("ends with a space")]
    TrailingSpace,
    /// A dot at the end.
    #[error("ends with a dot")]
    TrailingDot,
    /// The name of a Windows device, with any extension.
    #[error("is the name of a Windows device")]
    Device,
    /// `.git`, or what some file system takes for it.
    #[error("stands for `.git`")]
    Git,
    /// `.portcullis`, or what some file system takes for it.
    #[error("stands for `.portcullis`, which is reserved")]
    State,
    /// The name changes under Unicode normalisation.
    #[error("is not in Unicode normalisation form C")]
    NotNfc,
}
