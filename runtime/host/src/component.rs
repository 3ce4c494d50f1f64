//! A loaded component: what it is, what it offers, and how an export begins.

use std::sync::OnceLock;

use portcullis_procfile::Application;

use crate::bindings::{ExporterInfo, ExporterPre, Manifest, Template};
use crate::budget::Budget;
use crate::call::Call;
use crate::engine::Host;
use crate::error::{Error, ErrorKind, Subject};
use crate::export::{Export, Usage};
use crate::limits::Limits;
use crate::manifest;

/// A component that passed every check of its bytes and is ready to run.
pub struct Component {
    pub(crate) host: Host,
    pub(crate) pre: ExporterPre<Budget>,
    pub(crate) subject: Subject,
    pub(crate) digest: String,
    pub(crate) bytes: u64,
    pub(crate) manifest: OnceLock<Manifest>,
}

impl Component {
    /// The SHA-256 of the component, in hexadecimal.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The size of the component, in bytes.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// What the component calls itself and offers. Asked once, then kept.
    ///
    /// # Errors
    ///
    /// If the guest traps, exceeds a limit, or breaks a rule of the interface.
    pub fn inspect(&self, limits: &Limits) -> Result<&Manifest, Error> {
        if let Some(manifest) = self.manifest.get() {
            return Ok(manifest);
        }
        let fail = |kind| Error::new(&self.subject, kind);
        let manifest = self.describe(limits).map_err(fail)?;
        manifest::check(&manifest, limits).map_err(|kind| self.blame(&manifest, kind))?;
        Ok(self.manifest.get_or_init(|| manifest))
    }

    /// What it takes to ask the component what it offers.
    ///
    /// # Errors
    ///
    /// As [`Component::inspect`].
    pub fn cost_of_inspecting(&self, limits: &Limits) -> Result<Usage, Error> {
        let described = self.described(limits);
        let (_, usage) = described.map_err(|kind| Error::new(&self.subject, kind))?;
        Ok(usage)
    }

    /// A manifest that is refused may still tell whose version it is.
    fn blame(&self, manifest: &Manifest, kind: ErrorKind) -> Error {
        let version = &manifest.version;
        let subject = Subject {
            version: manifest::is_version(version).then(|| version.clone()),
            ..self.subject.clone()
        };
        Error::new(&subject, kind)
    }

    fn describe(&self, limits: &Limits) -> Result<Manifest, ErrorKind> {
        let (manifest, usage) = self.described(limits)?;
        tracing::debug!(component = %self.subject, fuel = usage.fuel, "described");
        Ok(manifest)
    }

    fn described(&self, limits: &Limits) -> Result<(Manifest, Usage), ErrorKind> {
        let mut call = Call::instantiate(&self.host, &self.pre, limits)?;
        let manifest = call.enter(|exporter, store| {
            exporter
                .portcullis_exporter_exporting()
                .call_describe(store)
        })?;
        let mut usage = call.usage();
        manifest::count(&manifest, &mut usage);
        Ok((manifest, usage))
    }

    /// Begins an export on a fresh instance. Files come out of the iterator
    /// one at a time.
    ///
    /// # Errors
    ///
    /// If there is no such exporter, the application or a setting is refused, a
    /// template is wrong, the guest traps, or a limit is exceeded.
    pub fn export(
        &self,
        exporter: &str,
        application: &Application,
        overrides: &[Template],
        limits: &Limits,
    ) -> Result<Export, Error> {
        let manifest = self.inspect(limits)?;
        let subject = Subject {
            component: manifest.name.clone(),
            version: Some(manifest.version.clone()),
            exporter: Some(exporter.to_owned()),
        };
        let fail = |kind| Error::new(&subject, kind);
        if !manifest.exporters.iter().any(|info| info.name == exporter) {
            return Err(Error::new(
                &self.subject,
                unknown(exporter, &manifest.exporters),
            ));
        }
        let call = Call::instantiate(&self.host, &self.pre, limits).map_err(fail)?;
        Export::start(
            call,
            subject.clone(),
            limits,
            exporter,
            application,
            overrides,
        )
        .map(|export| export.with_manifest(manifest))
    }
}

impl std::fmt::Debug for Component {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Component")
            .field("name", &self.subject.component)
            .field("digest", &self.digest)
            .finish_non_exhaustive()
    }
}

fn unknown(name: &str, exporters: &[ExporterInfo]) -> ErrorKind {
    let offered: Vec<_> = exporters.iter().map(|info| info.name.as_str()).collect();
    ErrorKind::UnknownExporter {
        name: name.to_owned(),
        offered: offered.join(", "),
    }
}
