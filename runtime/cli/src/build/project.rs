//! A project: where it is, what it is called, what it is written in.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Language;
use crate::exit::{Failure, INPUT, Result};
use crate::words::wrong_toml;
use crate::{directories, input};

/// The file that says so.
const NAME: &str = "exporter.toml";

#[derive(Debug)]
pub(crate) struct Project {
    pub(crate) directory: PathBuf,
    /// What the component's file is called.
    pub(crate) name: String,
    pub(crate) language: Language,
    /// The file that the compiler begins with.
    pub(crate) source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    language: Language,
    source: Option<String>,
}

impl Project {
    pub(crate) fn read(directory: &Path) -> Result<Self> {
        let hint = "make a project with `portcullis new NAME --language LANGUAGE`";
        directories::expect(directory, hint)?;
        let file = directory.join(NAME);
        match input::project(&file) {
            Ok(text) => Self::parse(directory, &text).map_err(|why| wrong(&file, &why)),
            Err(error) if error.kind() == ErrorKind::NotFound => Self::guess(directory),
            Err(error) => Err(wrong(&file, &error.to_string())),
        }
    }

    fn parse(directory: &Path, text: &str) -> std::result::Result<Self, String> {
        let written: Written = toml::from_str(text).map_err(|error| wrong_toml(&error))?;
        check_name(&written.name)?;
        let usual = || written.language.source().to_owned();
        Ok(Self {
            directory: directory.to_path_buf(),
            source: written.source.clone().unwrap_or_else(usual),
            name: written.name,
            language: written.language,
        })
    }

    /// By its files, where nobody says it; the directory's name is the project's.
    fn guess(directory: &Path) -> Result<Self> {
        let is_there = |language: &Language| directory.join(language.source()).is_file();
        let mut found = Language::ALL.into_iter().filter(is_there);
        let (Some(language), None) = (found.next(), found.next()) else {
            let sources = Language::ALL.map(Language::source).join(", ");
            let message = format!("{} is no project of an exporter", directory.display());
            let hint = format!("it needs {NAME} with `name` and `language`, or one of {sources}");
            return Err(Failure::new(INPUT, message).hint(hint));
        };
        let absolute = directory.canonicalize().unwrap_or_default();
        let name = absolute.file_name().unwrap_or_default().to_string_lossy();
        check_name(&name).map_err(|why| {
            let message = format!("the project has no name: {why}");
            Failure::new(INPUT, message).hint(format!("write {NAME} with `name` and `language`"))
        })?;
        Ok(Self {
            directory: directory.to_path_buf(),
            name: name.into_owned(),
            source: language.source().to_owned(),
            language,
        })
    }

    /// What is built of it, as it is shown to people.
    pub(crate) fn component(&self) -> PathBuf {
        let path = format!("dist/{}.wasm", self.name);
        match self.directory == Path::new(".") {
            true => PathBuf::from(path),
            false => self.directory.join(path),
        }
    }
}

/// The rule of the interface for the names of components and exporters.
pub(crate) fn check_name(name: &str) -> std::result::Result<(), String> {
    let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let begins_well = name.starts_with(|c: char| c.is_ascii_lowercase());
    if !begins_well || !name.chars().all(is_allowed) || name.len() > 64 {
        let rule = "lowercase letters, digits and hyphens, a letter first, at most 64";
        return Err(format!(
            "`{}` is no name of an exporter: {rule}",
            name.escape_debug()
        ));
    }
    Ok(())
}

fn wrong(file: &Path, why: &str) -> Failure {
    Failure::new(INPUT, format!("{} is wrong: {why}", file.display()))
}
