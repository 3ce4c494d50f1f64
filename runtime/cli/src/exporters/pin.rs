//! An exporter that the project file names, with the digest of the one file that
//! is meant.

use std::path::{Path, PathBuf};

use portcullis_host::{Component, Host, visible};
use serde::Deserialize;

use crate::exit::{COMPONENT, Failure, INPUT, Result};
use crate::loading::{self, Loading};

/// An entry of the table `[exporters]`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pin {
    file: PathBuf,
    sha256: Option<String>,
}

impl Pin {
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// Reads the file as relative to `base`, where it was written down.
    pub(crate) fn relative_to(&mut self, base: &Path) {
        self.file = base.join(&self.file);
    }

    /// Loads the file if it is the one that was pinned: the bytes that were
    /// digested are the bytes that are loaded.
    pub(crate) fn load(&self, host: &Host, name: &str, loading: &Loading) -> Result<Component> {
        let bytes = self.read(name)?;
        loading.load_bytes(host, &self.file.display().to_string(), &bytes)
    }

    /// The bytes of the file, if they are those that were pinned.
    pub(crate) fn read(&self, name: &str) -> Result<Vec<u8>> {
        let bytes = loading::read(&self.file)?;
        let found = portcullis_host::digest(&bytes);
        let file = self.file.display();
        match &self.sha256 {
            Some(pinned) if pinned.eq_ignore_ascii_case(&found) => Ok(bytes),
            Some(pinned) => {
                let pinned = visible(pinned);
                let message = format!(
                    "the exporter `{name}` is pinned to another file: {file} has the sha256 {found}, \
                     and the project file says {pinned}"
                );
                let hint = format!(
                    "if the new file is meant, look at it with `portcullis inspect {file}` and write \
                     its sha256 into the project file"
                );
                Err(Failure::new(COMPONENT, message).hint(hint))
            }
            None => {
                let message = format!("the exporter `{name}` has no `sha256` in the project file");
                let hint = format!(
                    "look at it with `portcullis inspect {file}`, and if it is the one that you mean, \
                     add sha256 = \"{found}\""
                );
                Err(Failure::new(INPUT, message).hint(hint))
            }
        }
    }
}
