//! Where the variables go: into the scripts, or into files beside them.

use portcullis_guest::Export;
use portcullis_guest::bindings::{ExportError, SettingError};

/// How a `run` script comes by the variables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Secrets {
    /// It sets them itself.
    Inline,
    /// It reads the private script `environment`.
    File,
    /// They are in an envdir, for scripts such as honcho's.
    Directory,
}

impl Secrets {
    pub(super) fn of(export: &Export) -> Result<Self, ExportError> {
        let reads = |what: &str| export.templates().reads("run", what);
        let is_file = export.settings().text("secrets") == Some("file");
        if reads("variables") || reads("variables.items") {
            return Ok(if is_file { Self::File } else { Self::Inline });
        }
        if is_file {
            let message = "the template `run` does not read `variables`, but the variables \
                           themselves: compare it with `portcullis templates show runit run`";
            let (key, message) = ("secrets".to_owned(), message.to_owned());
            return Err(SettingError { key, message }.into());
        }
        if reads("process.env") || reads("process.env.items") {
            return Ok(Self::Inline);
        }
        Ok(Self::Directory)
    }
}
