//! What an author writes: the trait, and short ways to make what it returns.

use crate::bindings::{
    Diagnostic, ExportError, ExporterInfo, File, Output, PathProfile, Severity, Template,
};
use crate::{Export, Templates};

/// What an export yields: files and diagnostics, one at a time.
pub type Outputs<'a> = Box<dyn Iterator<Item = Result<Output, ExportError>> + 'a>;

/// Turns an application into the files of one format.
///
/// An implementation is a pure function of its argument. It holds nothing, and
/// the only way out is the iterator it returns.
pub trait Exporter: Sync {
    /// The name, summary, default templates and settings of the format.
    fn info(&self) -> ExporterInfo;

    /// Adds the exporter's own filters and functions to the template
    /// environment, or sets how blocks are trimmed. Does nothing by default.
    fn configure(&self, templates: &mut Templates) {
        let _ = templates;
    }

    /// Begins the export. What can be found wrong should be found here, before
    /// the first file.
    ///
    /// # Errors
    ///
    /// [`ExportError::Rejected`] if the format cannot carry the application,
    /// [`ExportError::Setting`] or [`ExportError::Template`] if a setting or a
    /// template is at fault. The iterator may still yield an error.
    fn export<'a>(&self, export: &'a Export) -> Result<Outputs<'a>, ExportError>;
}

impl ExporterInfo {
    /// Describes an exporter that has no templates and no settings yet.
    pub fn new(name: &str, summary: &str) -> Self {
        Self {
            name: name.to_owned(),
            summary: summary.to_owned(),
            templates: Vec::new(),
            settings_schema: r#"{"type":"object","properties":{}}"#.to_owned(),
            paths: PathProfile::Portable,
        }
    }

    /// Adds a default template.
    #[must_use]
    pub fn template(mut self, name: &str, source: &str) -> Self {
        self.templates.push(Template {
            name: name.to_owned(),
            source: source.to_owned(),
        });
        self
    }

    /// Sets the JSON Schema of the settings.
    #[must_use]
    pub fn settings(mut self, schema: &str) -> Self {
        schema.clone_into(&mut self.settings_schema);
        self
    }

    /// Sets which names the files need.
    #[must_use]
    pub fn paths(mut self, profile: PathProfile) -> Self {
        self.paths = profile;
        self
    }
}

impl File {
    /// A plain file that everyone may read.
    pub fn new(path: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.into(),
            content: content.into(),
            executable: false,
            private: false,
        }
    }

    /// Makes the file one to be run.
    #[must_use]
    pub fn executable(mut self) -> Self {
        self.executable = true;
        self
    }

    /// Keeps the file to its owner, if `secret`.
    #[must_use]
    pub fn private(mut self, secret: bool) -> Self {
        self.private = secret;
        self
    }
}

impl From<File> for Output {
    fn from(file: File) -> Self {
        Self::File(file)
    }
}

impl Diagnostic {
    /// A remark that asks for nothing.
    pub fn note(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Note,
            message: message.into(),
            process: None,
        }
    }

    /// A remark about something that has no effect or may surprise.
    pub fn warning(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::note(message)
        }
    }
}

impl From<Diagnostic> for Output {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Diagnostic(diagnostic)
    }
}

/// Outputs that are all known at once.
pub fn outputs<'a, T>(all: impl IntoIterator<Item = T, IntoIter: 'a>) -> Outputs<'a>
where
    T: Into<Output>,
{
    Box::new(all.into_iter().map(|one| Ok(one.into())))
}
