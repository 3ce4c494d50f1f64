//! Exit codes and the failures that lead to them.

use std::fmt::Write as _;

use portcullis_host::ErrorKind;
use portcullis_output::{Conflict, OutputErrorKind};
use serde::Serialize;

use crate::words::visible_lines;
use crate::{json, report, style};

/// Something failed that has no code of its own, such as reading a file.
pub(crate) const OTHER: u8 = 1;
/// The command line is wrong, or it names what there is not: an exporter, an
/// application, a template. clap's own code.
pub(crate) const USAGE: u8 = 2;
/// What is to be read is missing or wrong: a directory, the Procfile, `.env`,
/// formation, project file, settings file, receipt or component file, or a field
/// of the application.
pub(crate) const INPUT: u8 = 3;
/// A component was refused before it ran.
pub(crate) const COMPONENT: u8 = 4;
/// The exporter refused the application, a template or a setting, trapped, or
/// exceeded a limit.
pub(crate) const EXPORT: u8 = 5;
/// A file's path was refused, the files could not be written, or the directory
/// that was exported to is missing or holds nothing of an export.
pub(crate) const OUTPUT: u8 = 6;

/// Two runs of an export, a receipt and a run, or what was exported and what is
/// there, are not the same.
pub(crate) const DIFFERS: u8 = 7;

/// A case of an exporter's project failed.
pub(crate) const CASE: u8 = 8;

/// A tool of an exporter's language is missing, or it failed.
pub(crate) const TOOLCHAIN: u8 = 9;

/// The table in the help.
pub(crate) const HELP: &str = "\
Exit codes:
  0  Done
  1  Something failed that has no code of its own
  2  The command line is wrong, or names what there is not
  3  What was to be read is missing or wrong: a directory, Procfile, .env,
     formation, project file, settings file, receipt, component file or
     exporter.toml
  4  The component was refused before it ran
  5  The export failed: refused by the exporter, a setting, a template, a trap,
     a limit
  6  The files were refused, are in the way, or could not be written, or
     nothing was exported to the directory
  7  Something differs: two runs, an export and its receipt, or the files that
     are there and those that were exported
  8  A case of `portcullis test` failed
  9  A tool of an exporter's language is missing, or it failed";

pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// Why a command ended, for people and for programs.
#[derive(Debug, Serialize)]
pub(crate) struct Failure {
    exit_code: u8,
    errors: Vec<Trouble>,
}

/// One error: what, where, how to mend it.
#[derive(Debug, Serialize)]
struct Trouble {
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
    #[serde(skip)]
    excerpt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
}

impl Failure {
    pub(crate) fn new(exit_code: u8, message: impl Into<String>) -> Self {
        let trouble = Trouble {
            message: message.into(),
            file: None,
            line: None,
            column: None,
            excerpt: None,
            hint: None,
        };
        Self {
            exit_code,
            errors: vec![trouble],
        }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        if let Some(last) = self.errors.last_mut() {
            last.hint = Some(hint.into());
        }
        self
    }

    /// Says whose fault it is, in front of the error.
    pub(crate) fn of(mut self, whose: &str) -> Self {
        if let Some(last) = self.errors.last_mut() {
            last.message = format!("{whose}: {}", last.message);
        }
        self
    }

    /// Says where, in front of every error.
    pub(crate) fn within(mut self, place: &str) -> Self {
        for trouble in &mut self.errors {
            trouble.message = format!("in `{place}`: {}", trouble.message);
        }
        self
    }

    /// Adds another way out to the hint that there is.
    pub(crate) fn or_hint(mut self, other: &str) -> Self {
        if let Some(last) = self.errors.last_mut() {
            last.hint = Some(match last.hint.take() {
                Some(hint) => format!("{hint}; or {other}"),
                None => other.to_owned(),
            });
        }
        self
    }

    pub(crate) fn maybe_hint(self, hint: Option<impl Into<String>>) -> Self {
        match hint {
            Some(hint) => self.hint(hint),
            None => self,
        }
    }

    /// Joins the errors of two failures; the first one's code stays.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.errors.extend(other.errors);
        self
    }

    /// How many errors there are.
    pub(crate) fn count(&self) -> usize {
        self.errors.len()
    }

    /// The first error, without place and hint.
    pub(crate) fn message(&self) -> &str {
        self.errors.first().map_or("", |trouble| &trouble.message)
    }

    /// The errors as programs read them.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(&self.errors).unwrap_or_default()
    }

    pub(crate) fn code(&self) -> u8 {
        self.exit_code
    }

    /// What people are told, without colours.
    pub(crate) fn to_plain(&self) -> String {
        let told = self.errors.iter().map(Trouble::to_text);
        let told: String = told.map(|text| text + "\n").collect();
        anstream::adapter::strip_str(&told).to_string()
    }

    /// Prints to standard error: as JSON, or for people.
    pub(crate) fn print(&self, as_json: bool) {
        if as_json {
            report::line(json::pretty(self).trim_end());
            return;
        }
        for trouble in &self.errors {
            report::line(trouble.to_text());
        }
    }
}

impl Trouble {
    fn to_text(&self) -> String {
        let (error, place, hint) = (style::ERROR, style::PLACE, style::HINT);
        let message = visible_lines(&self.message);
        let mut text = format!("{error}error{error:#}: {message}");
        if let (Some(file), Some(line), Some(column)) = (&self.file, self.line, self.column) {
            let file = visible_lines(file);
            let _ = write!(text, "\n {place}-->{place:#} {file}:{line}:{column}");
        }
        if let Some(excerpt) = &self.excerpt {
            let _ = write!(text, "\n{excerpt}");
        }
        if let Some(advice) = &self.hint {
            let advice = visible_lines(advice);
            let _ = write!(text, "\n{hint}hint{hint:#}: {advice}");
        }
        text
    }
}

impl From<&portcullis_procfile::Error> for Trouble {
    fn from(error: &portcullis_procfile::Error) -> Self {
        Self {
            message: error.kind().to_string(),
            file: Some(error.file().to_owned()),
            line: Some(error.line()),
            column: Some(error.column()),
            excerpt: Some(error.snippet().to_string()),
            hint: error.hint(),
        }
    }
}

impl From<portcullis_procfile::Errors> for Failure {
    fn from(errors: portcullis_procfile::Errors) -> Self {
        let told = Self {
            exit_code: INPUT,
            errors: errors.iter().map(Trouble::from).collect(),
        };
        match errors.omitted() {
            0 => told,
            1 => told.and(Self::new(INPUT, "there is one more error")),
            more => told.and(Self::new(INPUT, format!("there are {more} more errors"))),
        }
    }
}

impl From<portcullis_procfile::ApplicationError> for Failure {
    fn from(error: portcullis_procfile::ApplicationError) -> Self {
        let hint = error.hint();
        match error {
            portcullis_procfile::ApplicationError::Formation(errors) => errors.into(),
            other => Self::new(INPUT, other.to_string()).maybe_hint(hint),
        }
    }
}

impl From<portcullis_host::Error> for Failure {
    fn from(error: portcullis_host::Error) -> Self {
        let code = match error.kind() {
            ErrorKind::Import(_)
            | ErrorKind::CoreModule
            | ErrorKind::Precompiled
            | ErrorKind::Invalid(_)
            | ErrorKind::NotAnExporter
            | ErrorKind::InterfaceVersion(_)
            | ErrorKind::InterfaceTypes(_)
            | ErrorKind::Screen { .. }
            | ErrorKind::Compile { .. }
            | ErrorKind::Compiler(_) => COMPONENT,
            ErrorKind::UnknownExporter { .. } => USAGE,
            // No guest is at fault.
            ErrorKind::Engine(_) => OTHER,
            _ => EXPORT,
        };
        let hint = raising(error.kind()).or_else(|| error.hint().map(str::to_owned));
        Self::new(code, error.to_string()).maybe_hint(hint)
    }
}

/// How to raise the limit that was exceeded, if it is one that can be.
fn raising(kind: &ErrorKind) -> Option<String> {
    let (limit, is_remembered) = match kind {
        ErrorKind::Limit { limit, .. } => (limit, false),
        ErrorKind::Compile {
            limit,
            is_remembered,
            ..
        } => (limit, *is_remembered),
        _ => return None,
    };
    let again = match is_remembered {
        true => "try again with --no-cache, ",
        false => "",
    };
    let name = limit.name()?;
    Some(format!(
        "{again}raise it with --limit {name}=…, or ask the exporter's author"
    ))
}

impl From<portcullis_output::PathError> for Failure {
    fn from(error: portcullis_output::PathError) -> Self {
        Self::new(OUTPUT, format!("failed to {error}")).hint(error.hint())
    }
}

impl From<portcullis_output::PlanError> for Failure {
    fn from(error: portcullis_output::PlanError) -> Self {
        Self::new(OUTPUT, format!("failed to {error}")).hint(error.hint())
    }
}

impl From<portcullis_output::OwnerError> for Failure {
    fn from(error: portcullis_output::OwnerError) -> Self {
        Self::new(INPUT, format!("failed to {error}"))
    }
}

impl From<portcullis_output::OutputError> for Failure {
    fn from(error: portcullis_output::OutputError) -> Self {
        if let OutputErrorKind::Conflicts(conflicts) = error.kind() {
            return in_the_way(conflicts);
        }
        let hint = error.hint();
        Self::new(OUTPUT, format!("failed to {:#}", anyhow::Error::new(error))).maybe_hint(hint)
    }
}

/// One error for each thing that is in the way, and one hint for all.
fn in_the_way(conflicts: &[Conflict]) -> Failure {
    let one = |conflict: &Conflict| {
        let (path, kind) = (conflict.path(), conflict.kind());
        Failure::new(OUTPUT, format!("failed to publish `{path}`: {kind}"))
    };
    let failures = conflicts.iter().map(one).reduce(Failure::and);
    let failure = failures.unwrap_or_else(|| Failure::new(OUTPUT, "something is in the way"));
    let is_inside = |conflict: &Conflict| conflict.path().as_str().starts_with(".gen/");
    failure.hint(if conflicts.iter().all(Conflict::is_adoptable) {
        "nothing was changed; --adopt takes these over and keeps a backup of each"
    } else if conflicts.iter().all(is_inside) {
        "nothing was changed; restore these, or move the directory in .gen away as a whole, and \
         export again"
    } else {
        "nothing was changed; move these away, or export to another LOCATION"
    })
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::new(OTHER, format!("{error:#}"))
    }
}
