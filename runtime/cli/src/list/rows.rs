//! Every exporter there is, in the order in which they are looked for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use portcullis_host::{Component, Host};

use crate::exit::Result;
use crate::exporters::places::Places;
use crate::loading::Loading;
use crate::options::Options;

/// An exporter, or a file that should hold some.
#[derive(Debug, Default)]
pub(crate) struct Row {
    pub(super) name: String,
    pub(super) origin: String,
    pub(super) file: Option<PathBuf>,
    pub(super) version: String,
    pub(super) digest: String,
    pub(super) summary: String,
    pub(super) state: State,
}

#[derive(Debug, Default)]
pub(super) enum State {
    #[default]
    Usable,
    /// One of the same name, with this origin, is used in its place.
    Shadowed(String),
    /// Why it cannot be used.
    Broken(String),
}

/// All of them. What cannot be used is a row that says why, and hides no other.
pub(crate) fn all(host: &Host, options: &Options, loading: &Loading) -> Result<Vec<Row>> {
    let mut rows = pinned(host, options, loading);
    rows.extend(built_in(host, loading)?);
    let root = options.app_root.as_deref().unwrap_or(Path::new("."));
    for place in Places::of(root).all() {
        let folder = place.folder.display();
        match place.files() {
            Ok(files) => {
                for file in files {
                    let origin = format!("{place} ({})", file.display());
                    rows.extend(of_file(host, file, &origin, loading));
                }
            }
            Err(error) => rows.push(Row::broken(format!("{place} ({folder})"), &error)),
        }
    }
    shadow(&mut rows);
    Ok(rows)
}

/// Names that rows can have: a pin keeps its place even if its file is broken.
fn shadow(rows: &mut [Row]) {
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for row in rows.iter_mut().filter(|row| !row.name.is_empty()) {
        match taken.get(&row.name) {
            Some(by) if matches!(row.state, State::Usable) => {
                row.state = State::Shadowed(by.clone());
            }
            Some(_) => {}
            None => {
                taken.insert(row.name.clone(), row.origin.clone());
            }
        }
    }
}

fn pinned(host: &Host, options: &Options, loading: &Loading) -> Vec<Row> {
    let rows = options.exporters.iter().map(|(name, pin)| {
        let origin = format!("project file ({})", pin.file().display());
        let component = pin.load(host, name, loading);
        let row = component.and_then(|component| {
            crate::exporters::info(&component, name, &loading.limits)?;
            let rows = of_component(&component, &origin, loading)?;
            let own = rows.into_iter().find(|row| row.name == *name);
            Ok(own.unwrap_or_default())
        });
        let row = row.unwrap_or_else(|failure| Row::broken(origin, failure.message()));
        Row {
            name: name.clone(),
            file: Some(pin.file().to_path_buf()),
            ..row
        }
    });
    rows.collect()
}

fn built_in(host: &Host, loading: &Loading) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for family in portcullis_bundle::families() {
        let origin = format!("built-in ({})", family.name());
        rows.extend(of_component(&family.load(host)?, &origin, loading)?);
    }
    Ok(rows)
}

fn of_file(host: &Host, file: PathBuf, origin: &str, loading: &Loading) -> Vec<Row> {
    let rows = loading.load(host, &file);
    let rows = rows.and_then(|component| of_component(&component, origin, loading));
    match rows {
        Ok(rows) => rows
            .into_iter()
            .map(|row| Row {
                file: Some(file.clone()),
                ..row
            })
            .collect(),
        Err(failure) => vec![Row {
            file: Some(file),
            ..Row::broken(origin.to_owned(), failure.message())
        }],
    }
}

fn of_component(component: &Component, origin: &str, loading: &Loading) -> Result<Vec<Row>> {
    let manifest = component.inspect(&loading.limits)?;
    let rows = manifest.exporters.iter().map(|info| Row {
        name: info.name.clone(),
        origin: origin.to_owned(),
        file: None,
        version: manifest.version.clone(),
        digest: component.digest().to_owned(),
        summary: info.summary.clone(),
        state: State::Usable,
    });
    Ok(rows.collect())
}

impl Row {
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn summary(&self) -> &str {
        &self.summary
    }

    pub(crate) fn is_usable(&self) -> bool {
        matches!(self.state, State::Usable)
    }

    fn broken(origin: String, why: &(impl ToString + ?Sized)) -> Self {
        Self {
            origin,
            state: State::Broken(why.to_string()),
            ..Self::default()
        }
    }
}
