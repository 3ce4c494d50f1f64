//! A running export: files and diagnostics come out one at a time.

use std::time::Duration;

use portcullis_procfile::Application;

use crate::bindings::{Diagnostic, ExportError, File, Manifest, Output, Template};
use crate::call::Call;
use crate::error::{Error, ErrorKind, Subject};
use crate::limits::{Limit, Limits};
use crate::{manifest, model};

/// Yields what an exporter returns, each checked against the limits. Ends after
/// the first error.
///
/// What the caller does between two outputs counts towards the deadline.
pub struct Export {
    call: Option<Call>,
    subject: Subject,
    limits: Limits,
    usage: Usage,
}

/// What an export has used so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Usage {
    /// Units of fuel.
    pub fuel: u64,
    /// Bytes of guest memory.
    pub memory: u64,
    /// Time that counts towards the deadline.
    pub time: Duration,
    /// Files.
    pub files: u64,
    /// Bytes in all files.
    pub bytes: u64,
    /// Bytes in the largest file.
    pub largest_file: u64,
    /// Diagnostics.
    pub diagnostics: u64,
    /// Bytes in the longest diagnostic.
    pub longest_text: u64,
    /// Bytes in all diagnostics.
    pub text: u64,
    /// Bytes in the paths of all files.
    pub paths: u64,
    /// Bytes that were copied to the host in the call that returned most, `describe`
    /// included. Texts count as UTF-8: a component whose texts are UTF-16 has up to
    /// twice as many copied.
    pub transfer: u64,
    /// Bytes in the manifest.
    pub manifest: u64,
    /// Bytes in all settings schemas.
    pub schemas: u64,
}

impl Export {
    pub(crate) fn start(
        mut call: Call,
        subject: Subject,
        limits: &Limits,
        exporter: &str,
        application: &Application,
        overrides: &[Template],
    ) -> Result<Self, Error> {
        let application = model::lower(application);
        let started = call.enter(|guest, store| {
            guest.portcullis_exporter_exporting().call_start(
                store,
                exporter,
                &application,
                overrides,
            )
        });
        let kind = match started {
            Ok(Ok(())) => {
                return Ok(Self {
                    call: Some(call),
                    subject,
                    limits: limits.clone(),
                    usage: Usage::default(),
                });
            }
            Ok(Err(refusal)) => refused(refusal, limits),
            Err(kind) => kind,
        };
        Err(Error::new(&subject, kind))
    }

    /// Counts what its component says of itself, too.
    pub(crate) fn with_manifest(mut self, manifest: &Manifest) -> Self {
        manifest::count(manifest, &mut self.usage);
        self
    }

    /// Whose export it is, as errors name it.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// What has been used so far.
    pub fn usage(&self) -> Usage {
        match &self.call {
            Some(call) => measured(self.usage, call),
            None => self.usage,
        }
    }

    fn step(&mut self, call: &mut Call) -> Result<Option<Output>, ErrorKind> {
        let next =
            call.enter(|guest, store| guest.portcullis_exporter_exporting().call_next(store))?;
        let Some(output) = next.map_err(|refusal| refused(refusal, &self.limits))? else {
            return Ok(None);
        };
        match &output {
            Output::File(file) => self.count_file(file)?,
            Output::Diagnostic(diagnostic) => self.count_diagnostic(diagnostic)?,
        }
        Ok(Some(output))
    }

    fn count_file(&mut self, file: &File) -> Result<(), ErrorKind> {
        let bytes = file.content.len() as u64;
        let (usage, limits) = (&mut self.usage, &self.limits);
        usage.files += 1;
        usage.bytes = usage.bytes.saturating_add(bytes);
        usage.largest_file = usage.largest_file.max(bytes);
        usage.paths = usage.paths.saturating_add(file.path.len() as u64);
        usage.transfer = usage.transfer.max(bytes + file.path.len() as u64);
        within(Limit::Files, usage.files, limits.files)?;
        within(Limit::FileBytes, bytes, limits.file_bytes)?;
        within(Limit::TotalBytes, usage.bytes, limits.total_bytes)?;
        within(Limit::TotalPathBytes, usage.paths, limits.total_path_bytes)
    }

    fn count_diagnostic(&mut self, diagnostic: &Diagnostic) -> Result<(), ErrorKind> {
        let process = diagnostic.process.as_ref().map_or(0, String::len);
        let bytes = (diagnostic.message.len() + process) as u64;
        let (usage, limits) = (&mut self.usage, &self.limits);
        usage.diagnostics += 1;
        usage.longest_text = usage.longest_text.max(bytes);
        usage.text = usage.text.saturating_add(bytes);
        usage.transfer = usage.transfer.max(bytes);
        within(Limit::Diagnostics, usage.diagnostics, limits.diagnostics)?;
        within(Limit::TextBytes, bytes, limits.text_bytes)?;
        within(Limit::TotalTextBytes, usage.text, limits.total_text_bytes)
    }
}

impl Iterator for Export {
    type Item = Result<Output, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut call = self.call.take()?;
        call.take_back();
        let step = self.step(&mut call);
        self.usage = measured(self.usage, &call);
        match step {
            Ok(Some(output)) => {
                call.hand_over();
                self.call = Some(call);
                Some(Ok(output))
            }
            Ok(None) => {
                tracing::debug!(exporter = %self.subject, usage = ?self.usage, "exported");
                None
            }
            Err(kind) => Some(Err(Error::new(&self.subject, kind))),
        }
    }
}

impl std::fmt::Debug for Export {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Export")
            .field("exporter", &self.subject)
            .field("usage", &self.usage())
            .finish_non_exhaustive()
    }
}

fn measured(usage: Usage, call: &Call) -> Usage {
    Usage {
        fuel: call.fuel(),
        memory: call.memory(),
        time: call.spent(),
        ..usage
    }
}

/// Refuses a figure that is above a limit.
pub(crate) fn within(limit: Limit, figure: u64, budget: u64) -> Result<(), ErrorKind> {
    if figure > budget {
        return Err(ErrorKind::Limit { limit, budget });
    }
    Ok(())
}

fn refused(error: ExportError, limits: &Limits) -> ErrorKind {
    let (kind, bytes) = match error {
        ExportError::Rejected(reason) => {
            let bytes = reason.len();
            (ErrorKind::Rejected(reason), bytes)
        }
        ExportError::Template(error) => {
            let bytes = error.template.len() + error.message.len();
            let (template, line, message) = (error.template, error.line, error.message);
            (
                ErrorKind::Template {
                    template,
                    line,
                    message,
                },
                bytes,
            )
        }
        ExportError::Setting(error) => {
            let bytes = error.key.len() + error.message.len();
            let (key, message) = (error.key, error.message);
            (ErrorKind::Setting { key, message }, bytes)
        }
    };
    match within(Limit::TextBytes, bytes as u64, limits.text_bytes) {
        Ok(()) => kind,
        Err(exceeded) => exceeded,
    }
}
