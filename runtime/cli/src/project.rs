//! `portcullis.toml`: defaults for every option, and a table of exports.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use portcullis_host::shown;
use portcullis_procfile::nearest;

use crate::exit::{Failure, INPUT, Result};
use crate::input;
use crate::options::Options;
use crate::words::{meant, wrong_toml};

/// The name of the file.
pub(crate) const NAME: &str = "portcullis.toml";

/// A project file. Its paths are relative to the directory it lies in.
#[derive(Debug, Default)]
pub(crate) struct Project {
    /// Where it was read from.
    pub(crate) file: PathBuf,
    /// The defaults.
    pub(crate) defaults: Options,
    /// The exports by name, in the order of the file.
    pub(crate) exports: Vec<(String, Entry)>,
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
        let file = given.map_or_else(|| within(directory, NAME), Path::to_path_buf);
        let text = match input::project(&file) {
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
        let mut defaults: toml::Table =
            toml::from_str(text).map_err(|error| wrong(&file, &wrong_toml(&error)))?;
        let exports = match defaults.remove("exports") {
            None => toml::Table::new(),
            Some(toml::Value::Table(exports)) => exports,
            Some(_) => return Err(wrong(&file, "`exports` is not a table")),
        };
        let entries = exports.into_iter().map(|(name, written)| {
            let entry = Entry::parse(&file, &name, written)?;
            Ok((name, entry))
        });
        Ok(Self {
            exports: entries.collect::<Result<_>>()?,
            defaults: options(&file, "the defaults", defaults)?,
            file,
        })
    }
}

impl Entry {
    fn parse(file: &Path, name: &str, written: toml::Value) -> Result<Self> {
        let what = format!("the export `{}`", shown(name));
        let toml::Value::Table(mut table) = written else {
            return Err(wrong(file, &format!("{what} is not a table")));
        };
        let mut text = |key: &str| match table.remove(key) {
            None => Ok(None),
            Some(toml::Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(wrong(file, &format!("{what}: `{key}` is not text"))),
        };
        let format = text("format")?.unwrap_or_else(|| name.to_owned());
        let Some(location) = text("location")? else {
            return Err(wrong(file, &format!("{what} has no `location`")));
        };
        Ok(Self {
            format,
            location: match location.as_str() {
                "-" => PathBuf::from(location),
                _ => directory(file).join(location),
            },
            options: options(file, &what, table)?,
        })
    }
}

/// The options that a table holds, all of them known ones.
fn options(file: &Path, what: &str, table: toml::Table) -> Result<Options> {
    let options: Options = table.try_into().map_err(|error: toml::de::Error| {
        let near = nearest_field(error.message()).map(meant);
        let why = format!("{what}: {}", wrong_toml(&error));
        wrong(file, &why).maybe_hint(near)
    })?;
    Ok(Options {
        project: Some(file.to_path_buf()),
        ..options.relative_to(directory(file))
    })
}

/// The nearest of the fields that serde names where it refuses an unknown one.
fn nearest_field(message: &str) -> Option<&str> {
    let (given, known) = message
        .strip_prefix("unknown field `")?
        .split_once("`, expected ")?;
    nearest(given, known.split('`').skip(1).step_by(2))
}

fn directory(file: &Path) -> &Path {
    file.parent().unwrap_or(Path::new(""))
}

/// Without a leading `./`, which would be shown to people.
fn within(directory: &Path, name: &str) -> PathBuf {
    if directory == Path::new(".") {
        return PathBuf::from(name);
    }
    directory.join(name)
}

fn wrong(file: &Path, why: &str) -> Failure {
    Failure::new(
        INPUT,
        format!("the project file {} is wrong: {why}", file.display()),
    )
}
