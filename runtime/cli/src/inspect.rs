//! `portcullis inspect`: what a component is and offers, and why it would be
//! refused.

mod document;
mod page;
mod sample;

use std::borrow::Cow;
use std::path::Path;

use portcullis_bundle::Family;
use portcullis_host::{Component, Host, Manifest, Survey, Usage};

use crate::args::InspectArgs;
use crate::exit::{Failure, Result};
use crate::exporters::Source;
use crate::loading::{self, Loading};
use crate::options::Options;
use crate::{exporters, settings};
use sample::Sample;

/// Everything that can be told of a file.
struct Page {
    /// What was asked for: a file, or an exporter's name.
    what: String,
    /// The exporter that was asked for by its name.
    exporter: Option<String>,
    bytes: u64,
    digest: String,
    survey: Survey,
    described: Option<Described>,
}

/// What a component says of itself once it runs.
struct Described {
    manifest: Manifest,
    /// What it used to say so.
    usage: Usage,
    /// What each exporter made of a small application, in the manifest's order.
    samples: Vec<Sample>,
}

pub(crate) fn run(args: &InspectArgs) -> Result<()> {
    let loading = Loading::within(&args.bounds)?;
    let (page, refusal) = look(&args.what, &loading)?;
    crate::print(&if args.json {
        crate::json::pretty(&page.to_json(refusal.as_ref()))
    } else if args.markdown {
        page.to_markdown()
    } else {
        page.to_text(refusal.as_ref())
    })?;
    refusal.map_or(Ok(()), Err)
}

/// Finds what is asked for and looks at it, with the reasons to refuse it.
fn look(what: &Path, loading: &Loading) -> Result<(Page, Option<Failure>)> {
    let host = crate::inherited::host()?;
    let found = find(host, what, loading)?;
    let mut survey = Host::survey(&found.name, &found.bytes);
    let refusals = survey.refusals.drain(..).map(Failure::from);
    let mut refusal = refusals.reduce(Failure::and);
    let mut described = None;
    if refusal.is_none() {
        match found
            .load(host, loading)
            .and_then(|c| describe(&c, loading))
        {
            Ok(told) => described = Some(told),
            Err(failure) => refusal = Some(failure),
        }
    }
    let page = Page {
        what: found.name,
        exporter: found.exporter,
        bytes: found.bytes.len() as u64,
        digest: portcullis_host::digest(&found.bytes),
        survey,
        described,
    };
    Ok((page, refusal))
}

/// A component before it is loaded.
struct Found {
    name: String,
    exporter: Option<String>,
    bytes: Cow<'static, [u8]>,
    family: Option<&'static Family>,
}

/// An exporter by its name, else a file.
fn find(host: &Host, what: &Path, loading: &Loading) -> Result<Found> {
    let name = what.to_str().filter(|name| !name.contains(['/', '.']));
    let Some(name) = name else {
        return Ok(Found::file(what, loading::read(what)?));
    };
    let options = Options {
        exporter: None,
        ..exporters::options_in(Path::new("."), None)?
    };
    let found = match exporters::source(host, name, &options, loading)? {
        Source::BuiltIn(family) => Found {
            name: family.name().to_owned(),
            exporter: None,
            bytes: family.component().into(),
            family: Some(family),
        },
        Source::Pinned(pin) => Found::file(pin.file(), pin.read(name)?),
        Source::Named(file) | Source::Found(file, _) => Found::file(&file, loading::read(&file)?),
    };
    Ok(Found {
        exporter: Some(name.to_owned()),
        ..found
    })
}

impl Found {
    fn file(file: &Path, bytes: Vec<u8>) -> Self {
        Self {
            name: file.display().to_string(),
            exporter: None,
            bytes: bytes.into(),
            family: None,
        }
    }

    fn load(&self, host: &Host, loading: &Loading) -> Result<Component> {
        match self.family {
            Some(family) => Ok(family.load(host)?),
            None => loading.load_bytes(host, &self.name, &self.bytes),
        }
    }
}

fn describe(component: &Component, loading: &Loading) -> Result<Described> {
    let manifest = component.inspect(&loading.limits)?.clone();
    let usage = component.cost_of_inspecting(&loading.limits)?;
    Ok(Described {
        samples: sample::of_all(component, &manifest, &loading.limits),
        usage,
        manifest,
    })
}

impl Page {
    /// Pages of documentation for the exporter that was asked for, or for all.
    fn to_markdown(&self) -> String {
        let Some(described) = &self.described else {
            return String::new();
        };
        let manifest = &described.manifest;
        let pages = manifest
            .exporters
            .iter()
            .filter(|info| self.is_asked(&info.name));
        let pages: Vec<_> = pages
            .map(|info| settings::markdown(manifest, info))
            .collect();
        pages.join("\n")
    }

    fn is_asked(&self, exporter: &str) -> bool {
        self.exporter
            .as_deref()
            .is_none_or(|asked| asked == exporter)
    }
}
