//! Finds the component that offers an exporter.
//!
//! The file that was named comes first, then what the project file pins, then
//! what is built in, and last the folders of [`places`], so that a file which
//! merely lies somewhere takes no built-in exporter's place.

mod pin;
pub(crate) mod places;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use portcullis_bundle::Family;
use portcullis_host::{Component, ExporterInfo, Host, Limits, visible};

use crate::exit::{Failure, Result, USAGE};
use crate::loading::Loading;
use crate::options::Options;
use crate::project::Project;
use crate::words::choice;
use crate::{limits, report};
pub(crate) use pin::Pin;
use places::Places;

/// Where an exporter comes from.
pub(crate) enum Source {
    /// The file that was named.
    Named(PathBuf),
    /// A file that the project file names with its digest.
    Pinned(Pin),
    BuiltIn(&'static Family),
    /// A file in one of the folders, already loaded.
    Found(PathBuf, Box<Component>),
}

/// The component that offers `format`.
pub(crate) fn find(
    host: &Host,
    format: &str,
    options: &Options,
    loading: &Loading,
) -> Result<Component> {
    match source(host, format, options, loading)? {
        Source::Named(file) => loading.load(host, &file),
        Source::Pinned(pin) => pin.load(host, format, loading),
        Source::BuiltIn(family) => Ok(family.load(host)?),
        Source::Found(_, component) => Ok(*component),
    }
}

/// Where the component that offers `format` comes from. Nothing but a pin can
/// stand before a built-in exporter, and it does not do so in silence.
pub(crate) fn source(
    host: &Host,
    format: &str,
    options: &Options,
    loading: &Loading,
) -> Result<Source> {
    if let Some(file) = &options.exporter {
        if !options.bounds.names_exporter {
            limits::refuse_raised(options, format)?;
        }
        return Ok(Source::Named(file.clone()));
    }
    let built_in = portcullis_bundle::find(format);
    if let Some(pin) = options.exporters.get(format) {
        if built_in.is_some() {
            report::note(format_args!(
                "`{format}` is {}, as the project file says, and not the built-in exporter",
                pin.file().display()
            ));
        }
        limits::refuse_raised(options, format)?;
        return Ok(Source::Pinned(pin.clone()));
    }
    match built_in {
        Some(family) => Ok(Source::BuiltIn(family)),
        None => search(host, format, options, loading),
    }
}

/// Looks into every folder.
fn search(host: &Host, format: &str, options: &Options, loading: &Loading) -> Result<Source> {
    let root = options.app_root.as_deref().unwrap_or(Path::new("."));
    let mut seen = Seen::of(options);
    let unraised = Loading {
        limits: limits::unraised(options, &loading.limits)?,
        ..loading.clone()
    };
    for place in Places::of(root).all() {
        let came_along = place.is_of_application();
        let loading = if came_along { &unraised } else { loading };
        for file in place.files().unwrap_or_default() {
            let loaded = loading.load(host, &file);
            match loaded.and_then(|component| seen.look(component, loading)) {
                Ok(component) if seen.has(format) => {
                    if came_along {
                        limits::refuse_raised(options, format)?;
                    }
                    return Ok(Source::Found(file, Box::new(component)));
                }
                Ok(_) => {}
                Err(_) => seen.broken += 1,
            }
        }
    }
    Err(seen.unknown(format))
}

/// The options that hold in a directory, for commands that export nothing.
pub(crate) fn options_in(root: &Path, project: Option<&Path>) -> Result<Options> {
    let project = Project::read(project, root)?;
    let own = Options {
        app_root: Some(root.to_path_buf()),
        ..Options::default()
    };
    Ok(Options {
        // They are those of an export.
        limits: BTreeMap::new(),
        ..own.or(&project.defaults)
    })
}

/// What the component says of one of its exporters.
pub(crate) fn info<'a>(
    component: &'a Component,
    format: &str,
    limits: &Limits,
) -> Result<&'a ExporterInfo> {
    let manifest = component.inspect(limits)?;
    let found = manifest.exporters.iter().find(|info| info.name == format);
    found.ok_or_else(|| {
        let names = manifest.exporters.iter().map(|info| info.name.as_str());
        let (name, version) = (visible(&manifest.name), visible(&manifest.version));
        refusal(
            &format!("`{name}` {version} has no exporter `{format}`"),
            format,
            &names.collect::<Vec<_>>(),
        )
    })
}

/// What was come across in the search.
struct Seen {
    names: Vec<String>,
    broken: usize,
}

impl Seen {
    fn of(options: &Options) -> Self {
        let built_in = portcullis_bundle::families().iter();
        let built_in = built_in
            .flat_map(Family::exporters)
            .map(ToString::to_string);
        Self {
            names: options.exporters.keys().cloned().chain(built_in).collect(),
            broken: 0,
        }
    }

    fn look(&mut self, component: Component, loading: &Loading) -> Result<Component> {
        let manifest = component.inspect(&loading.limits)?;
        let names = manifest.exporters.iter().map(|info| info.name.clone());
        self.names.extend(names);
        Ok(component)
    }

    fn has(&self, format: &str) -> bool {
        self.names.iter().any(|name| name == format)
    }

    fn unknown(&self, format: &str) -> Failure {
        let names: Vec<_> = self.names.iter().map(String::as_str).collect();
        let failure = refusal(&format!("there is no exporter `{format}`"), format, &names);
        let files = match self.broken {
            0 => return failure,
            1 => "one file".to_owned(),
            several => format!("{several} files"),
        };
        failure.and(Failure::new(
            USAGE,
            format!("{files} cannot be used; `portcullis exporters` tells why"),
        ))
    }
}

fn refusal(message: &str, given: &str, names: &[&str]) -> Failure {
    Failure::new(USAGE, message).hint(choice(given, names))
}
