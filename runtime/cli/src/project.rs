//! `portcullis.toml`: defaults for every option, and a table of exports.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use serde::Deserialize;

use crate::exit::{Failure, INPUT, Result};
use crate::options::Options;

/// The name of the file.
pub(crate) const NAME: &str = "portcullis.toml";

/// A project file. Its paths are relative to the directory it lies in.
#[derive(Debug, Default)]
pub(crate) struct Project {
    /// Where it was read from.
    pub(crate) file: PathBuf,
    /// The defaults.
    pub(crate) defaults: Options,
    /// The exports, in the order of their names.
    pub(crate) exports: BTreeMap<String, Entry>,
}

/// One entry of the table of exports.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) format: String,
    pub(crate) location: PathBuf,
    pub(crate) options: Options,
}

impl Project {
    /// Reads the project file: the one given, which must exist, or the one in
    /// the directory, if there is one.
    pub(crate) fn read(given: Option<&Path>, directory: &Path) -> Result<Self> {
        let file = given.map_or_else(|| directory.join(NAME), Path::to_path_buf);
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound && given.is_none() => {
                return Ok(Self {
                    file,
                    ..Self::default()
                });
            }
            Err(error) => {
                let context = format!("cannot read the project file {}", file.display());
                return Err(Failure::new(
                    INPUT,
                    format!("{:#}", anyhow!(error).context(context)),
                ));
            }
        };
        Self::parse(file, &text)
    }

    fn parse(file: PathBuf, text: &str) -> Result<Self> {
        let wrong = |error: toml::de::Error| {
            let place = format!("the project file {} is wrong", file.display());
            Failure::new(INPUT, format!("{place}:\n{}", error.to_string().trim_end()))
        };
        let mut table: toml::Table = toml::from_str(text).map_err(wrong)?;
        let exports = table
            .remove("exports")
            .unwrap_or(toml::Value::Table(toml::Table::new()));
        // Read from the text and not from the table, so that an error can show
        // its line.
        let whole: Whole = toml::from_str(text).map_err(wrong)?;
        let base = file.parent().unwrap_or(Path::new("")).to_path_buf();
        let defaults = options(&file, "the defaults", table)?.relative_to(&base);
        let mut entries = BTreeMap::new();
        for (name, written) in whole.exports {
            let mut rest = exports
                .get(&name)
                .and_then(toml::Value::as_table)
                .cloned()
                .unwrap_or_default();
            rest.remove("format");
            rest.remove("location");
            let options = options(&file, &format!("the export `{name}`"), rest)?;
            let entry = Entry {
                format: written.format.unwrap_or_else(|| name.clone()),
                location: base.join(written.location),
                options: options.relative_to(&base),
            };
            entries.insert(name, entry);
        }
        Ok(Self {
            file,
            defaults,
            exports: entries,
        })
    }
}

/// What of the file is not an option.
#[derive(Deserialize)]
struct Whole {
    #[serde(default)]
    exports: BTreeMap<String, Written>,
}

#[derive(Deserialize)]
struct Written {
    format: Option<String>,
    location: PathBuf,
}

fn options(file: &Path, what: &str, table: toml::Table) -> Result<Options> {
    let context = || format!("{what} in the project file {}", file.display());
    table
        .try_into()
        .with_context(context)
        .map_err(|error| Failure::new(INPUT, format!("{error:#}").trim_end()))
}
