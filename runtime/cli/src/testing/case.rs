//! One golden case: a folder with what goes in and what should come out.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::exit::{Failure, INPUT, Result};
use crate::input;

/// The folder of the files that should come out.
pub(super) const EXPECTED: &str = "expected";
/// Which of them are private: git keeps no mode that would say it.
pub(super) const PRIVATE: &str = "private.txt";
/// What the exporter should have to say.
pub(super) const SAID: &str = "stderr.txt";
/// The error that should come out in place of files.
pub(super) const ERROR: &str = "error.txt";

/// Stops folders of files that together fill memory, as links of one large file do.
/// In bytes, over all files that should come out; no export gives more unasked.
const MOST_BYTES: u64 = portcullis_host::limits::TOTAL_BYTES;

/// Files by path.
pub(super) type Files = BTreeMap<String, File>;

/// A file as cases have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct File {
    pub(super) content: Vec<u8>,
    pub(super) is_executable: bool,
    pub(super) is_private: bool,
}

#[derive(Debug)]
pub(super) struct Case {
    pub(super) name: String,
    pub(super) folder: PathBuf,
}

/// What should come out.
#[derive(Debug, Default)]
pub(super) struct Expected {
    pub(super) files: Files,
    pub(super) said: String,
    pub(super) error: Option<String>,
}

impl Case {
    pub(super) fn new(folder: PathBuf) -> Self {
        let name = folder.file_name().unwrap_or_default();
        Self {
            name: name.to_string_lossy().into_owned(),
            folder,
        }
    }

    /// The words of its command line, as a shell would split them.
    pub(super) fn words(&self) -> std::result::Result<Vec<String>, String> {
        let text = input::text(&self.folder.join("args"));
        let text = text.map_err(|error| format!("its args cannot be read: {error}"))?;
        let words = shlex::split(&text).ok_or("its args end within a quotation")?;
        Ok(words)
    }

    pub(super) fn expected(&self) -> Result<Expected> {
        let read = || -> anyhow::Result<Expected> {
            let private = optional(&self.folder.join(PRIVATE))?.unwrap_or_default();
            let private: BTreeSet<_> = private.lines().filter(|line| !line.is_empty()).collect();
            let mut found = Found {
                private: &private,
                files: Files::new(),
                left: MOST_BYTES,
            };
            found.walk(&self.folder.join(EXPECTED), "")?;
            let files = found.files;
            if let Some(absent) = private.iter().find(|path| !files.contains_key(**path)) {
                anyhow::bail!("{PRIVATE} names `{absent}`, which is not in {EXPECTED}");
            }
            Ok(Expected {
                files,
                said: optional(&self.folder.join(SAID))?.unwrap_or_default(),
                error: optional(&self.folder.join(ERROR))?,
            })
        };
        read()
            .with_context(|| format!("the case `{}` is wrong", self.name))
            .map_err(|error| Failure::new(INPUT, format!("{error:#}")))
    }
}

impl Expected {
    /// Whether nothing is expected yet.
    pub(super) fn is_nothing(&self) -> bool {
        self.files.is_empty() && self.error.is_none()
    }
}

fn optional(file: &Path) -> anyhow::Result<Option<String>> {
    match input::text(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", file.display())),
    }
}

/// What is found of the files that should come out.
struct Found<'a> {
    private: &'a BTreeSet<&'a str>,
    files: Files,
    /// What is left of the bytes.
    left: u64,
}

impl Found<'_> {
    fn walk(&mut self, folder: &Path, prefix: &str) -> anyhow::Result<()> {
        let entries = match std::fs::read_dir(folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            entries => entries.with_context(|| format!("cannot read {}", folder.display()))?,
        };
        for entry in entries {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let path = entry.path();
            let kind = entry.file_type()?;
            if kind.is_dir() {
                self.walk(&path, &format!("{name}/"))?;
                continue;
            }
            anyhow::ensure!(kind.is_file(), "{} is no file", path.display());
            let file = File {
                content: self.read(&path)?,
                is_executable: entry.metadata()?.permissions().mode() & 0o100 != 0,
                is_private: self.private.contains(name.as_str()),
            };
            self.files.insert(name, file);
        }
        Ok(())
    }

    fn read(&mut self, path: &Path) -> anyhow::Result<Vec<u8>> {
        let read = input::bytes(path);
        let bytes = read.with_context(|| format!("cannot read {}", path.display()))?;
        let left = self.left.checked_sub(bytes.len() as u64);
        self.left =
            left.with_context(|| format!("{EXPECTED} holds more than {MOST_BYTES} bytes"))?;
        Ok(bytes)
    }
}
