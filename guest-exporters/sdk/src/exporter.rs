//! What an author writes: the trait, and short ways to make what it returns.

use crate::bindings::{
    Diagnostic, ExportError, ExporterInfo, File, Output, PathProfile, Severity, Template,
};
use crate::{Export, Templates};

/// What an export yields: files and diagnostics, one at a time.
///
/// ```
/// use portcullis_guest::bindings::File;
/// use portcullis_guest::{Outputs, rejected};
///
/// let steps = [Ok(File::new("web.conf", "").into()), Err(rejected("a worker has no port"))];
/// let outputs: Outputs<'_> = Box::new(steps.into_iter());
/// assert_eq!(outputs.filter(Result::is_ok).count(), 1);
/// ```
pub type Outputs<'a> = Box<dyn Iterator<Item = Result<Output, ExportError>> + 'a>;

/// Turns an application into the files of one format.
///
/// An implementation is a pure function of its argument. It holds nothing, and
/// the only way out is the iterator it returns.
///
/// ```
/// use portcullis_guest::bindings::{Application, Diagnostic, ExportError, ExporterInfo, File, Process};
/// use portcullis_guest::{Export, Exporter, Outputs, Templates, context, rejected};
///
/// struct Listing;
///
/// impl Exporter for Listing {
///     fn info(&self) -> ExporterInfo {
///         ExporterInfo::new("listing", "A list of the processes")
///             .template("row", "{{ process.name | shout }}: {{ process.cmd }}\n")
///     }
///
///     fn configure(&self, templates: &mut Templates) {
///         let environment = templates.environment();
///         environment.add_filter("shout", |text: &str| text.to_uppercase());
///     }
///
///     fn export<'a>(&self, export: &'a Export) -> Result<Outputs<'a>, ExportError> {
///         let is_carried = |process: &Process| !process.command.contains('\n');
///         if !export.application().processes.iter().all(is_carried) {
///             return Err(rejected("a command has a line break, which ends a row"));
///         }
///         let rows = export.processes().map(|(process, value)| {
///             let row = export.render("row", context! { process => value })?;
///             Ok(File::new(format!("{}.txt", process.name), row).into())
///         });
///         let note = Diagnostic::note("every process has a file of its own");
///         Ok(Box::new(rows.chain([Ok(note.into())])))
///     }
/// }
///
/// let app = Application::sample("shop", [Process::sample("web", 1, "./serve")]);
/// let export = Export::new(&Listing, app, vec![])?;
/// let first = Listing.export(&export)?.next();
/// assert_eq!(first, Some(Ok(File::new("web.1.txt", "WEB.1: ./serve").into())));
/// # Ok::<(), ExportError>(())
/// ```
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
    ///
    /// ```
    /// use portcullis_guest::bindings::ExporterInfo;
    ///
    /// let info = ExporterInfo::new("listing", "A list of the processes");
    /// assert!(info.templates.is_empty());
    /// ```
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
    ///
    /// ```
    /// use portcullis_guest::bindings::ExporterInfo;
    ///
    /// let info = ExporterInfo::new("listing", "A list").template("row", "{{ process.name }}\n");
    /// assert_eq!(info.templates[0].name, "row");
    /// ```
    #[must_use]
    pub fn template(mut self, name: &str, source: &str) -> Self {
        self.templates.push(Template {
            name: name.to_owned(),
            source: source.to_owned(),
        });
        self
    }

    /// Sets the JSON Schema of the settings.
    ///
    /// ```
    /// use portcullis_guest::bindings::ExporterInfo;
    ///
    /// let schema = r#"{"properties": {"depth": {"type": "integer", "minimum": 1}}}"#;
    /// let info = ExporterInfo::new("listing", "A list").settings(schema);
    /// assert_eq!(info.settings_schema, schema);
    /// ```
    #[must_use]
    pub fn settings(mut self, schema: &str) -> Self {
        schema.clone_into(&mut self.settings_schema);
        self
    }

    /// Sets which names the files need.
    ///
    /// ```
    /// use portcullis_guest::bindings::{ExporterInfo, PathProfile};
    ///
    /// // Such as `shop@.service`.
    /// let info = ExporterInfo::new("units", "Units").paths(PathProfile::PosixUnit);
    /// assert_eq!(info.paths, PathProfile::PosixUnit);
    /// ```
    #[must_use]
    pub fn paths(mut self, profile: PathProfile) -> Self {
        self.paths = profile;
        self
    }
}

impl File {
    /// A plain file that everyone may read.
    ///
    /// ```
    /// use portcullis_guest::bindings::File;
    ///
    /// let file = File::new("log/run", "#!/bin/sh\n");
    /// assert!(!file.executable && !file.private);
    /// ```
    pub fn new(path: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.into(),
            content: content.into(),
            executable: false,
            private: false,
        }
    }

    /// Makes the file one to be run.
    ///
    /// ```
    /// use portcullis_guest::bindings::File;
    ///
    /// assert!(File::new("web/run", "#!/bin/sh\nexec ./serve\n").executable().executable);
    /// ```
    #[must_use]
    pub fn executable(mut self) -> Self {
        self.executable = true;
        self
    }

    /// Keeps the file to its owner, if `secret`.
    ///
    /// ```
    /// use portcullis_guest::bindings::File;
    ///
    /// let has_variables = true;
    /// assert!(File::new("web.env", "TOKEN=x\n").private(has_variables).private);
    /// ```
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
    ///
    /// ```
    /// use portcullis_guest::bindings::{Diagnostic, Severity};
    ///
    /// let note = Diagnostic::note("load the units: systemctl daemon-reload");
    /// assert_eq!(note.severity, Severity::Note);
    /// ```
    pub fn note(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Note,
            message: message.into(),
            process: None,
        }
    }

    /// A remark about something that has no effect or may surprise.
    ///
    /// ```
    /// use portcullis_guest::bindings::Diagnostic;
    ///
    /// let warning = Diagnostic {
    ///     process: Some("web.1".to_owned()),
    ///     ..Diagnostic::warning("`limit_tasks` has no effect")
    /// };
    /// assert_eq!(warning.process.as_deref(), Some("web.1"));
    /// ```
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
///
/// ```
/// use portcullis_guest::bindings::File;
/// use portcullis_guest::outputs;
///
/// let two = outputs([File::new("a", "1"), File::new("b", "2")]);
/// assert!(two.map(Result::unwrap).eq([File::new("a", "1").into(), File::new("b", "2").into()]));
/// ```
pub fn outputs<'a, T>(all: impl IntoIterator<Item = T, IntoIter: 'a>) -> Outputs<'a>
where
    T: Into<Output>,
{
    Box::new(all.into_iter().map(|one| Ok(one.into())))
}
