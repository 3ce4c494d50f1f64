//! Template overrides: the directory given, and the user's own.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use portcullis_host::Template;

use crate::exit::{Failure, INPUT, Result};
use crate::{directories, input};

/// Stops a directory that was given by mistake, such as `/`, from being read
/// whole. Templates in one directory.
const MOST_TEMPLATES: usize = 500;

/// Stops the same. Bytes of all templates in one directory.
const MOST_BYTES: u64 = 8 << 20;

/// The templates that stand before an exporter's own: those of the directory
/// given, then those in the user's data directory under
/// `portcullis/templates/EXPORTER`.
pub(crate) fn read(exporter: &str, given: Option<&Path>) -> Result<Vec<Template>> {
    let mut templates = self::given(given)?;
    if let Some(own) = user_directory(exporter).filter(|own| own.is_dir()) {
        collect(&own, &mut templates)?;
    }
    Ok(templates)
}

/// The templates of the directory given alone.
pub(crate) fn given(directory: Option<&Path>) -> Result<Vec<Template>> {
    let mut templates = Vec::new();
    if let Some(directory) = directory {
        collect(directory, &mut templates)?;
    }
    Ok(templates)
}

/// Where the user keeps templates for this exporter.
pub(crate) fn user_directory(exporter: &str) -> Option<PathBuf> {
    Some(directories::data()?.join("templates").join(exporter))
}

fn collect(directory: &Path, templates: &mut Vec<Template>) -> Result<()> {
    let mut budget = Budget {
        templates: MOST_TEMPLATES,
        bytes: MOST_BYTES,
    };
    walk(directory, "", &mut budget, templates)
        .with_context(|| format!("cannot read templates from {}", directory.display()))
        .map_err(|error| Failure::new(INPUT, format!("{error:#}")))
}

struct Budget {
    templates: usize,
    bytes: u64,
}

/// Adds every file that is no hidden one, unless its name is taken already.
fn walk(
    directory: &Path,
    prefix: &str,
    budget: &mut Budget,
    templates: &mut Vec<Template>,
) -> anyhow::Result<()> {
    let mut entries = std::fs::read_dir(directory)?.collect::<std::io::Result<Vec<_>>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let name = entry.file_name();
        let name = name
            .to_str()
            .with_context(|| format!("the name of {} is not UTF-8", path.display()))?;
        if name.starts_with('.') {
            continue;
        }
        let metadata = std::fs::metadata(&path)?;
        let name = format!("{prefix}{name}");
        if metadata.is_dir() {
            walk(&path, &format!("{name}/"), budget, templates)?;
        } else if metadata.is_file() && !templates.iter().any(|template| template.name == name) {
            let source =
                input::text(&path).with_context(|| format!("cannot read {}", path.display()))?;
            budget.take(source.len() as u64)?;
            templates.push(Template { name, source });
        }
    }
    Ok(())
}

impl Budget {
    fn take(&mut self, bytes: u64) -> anyhow::Result<()> {
        if self.templates == 0 || bytes > self.bytes {
            bail!("there are more than {MOST_TEMPLATES} files or {MOST_BYTES} bytes in it");
        }
        self.templates -= 1;
        self.bytes -= bytes;
        Ok(())
    }
}
