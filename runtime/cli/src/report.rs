//! Notes and warnings on standard error.

use std::io::Write as _;

use portcullis_host::{Diagnostic, Severity, visible};

use crate::style;
use crate::words::visible_lines;

/// Prints what an exporter has to say.
pub(crate) fn diagnostic(diagnostic: &Diagnostic) {
    line(told(diagnostic));
}

/// What an exporter has to say, as a line.
pub(crate) fn told(diagnostic: &Diagnostic) -> String {
    let (word, style) = match diagnostic.severity {
        Severity::Note => ("note", style::NOTE),
        Severity::Warning => ("warning", style::WARNING),
    };
    let message = visible(&diagnostic.message);
    match &diagnostic.process {
        Some(process) => {
            let process = visible(process);
            format!("{style}{word}{style:#}: {process}: {message}")
        }
        None => format!("{style}{word}{style:#}: {message}"),
    }
}

/// The word for a severity in JSON.
pub(crate) fn severity(diagnostic: &Diagnostic) -> &'static str {
    match diagnostic.severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
    }
}

/// Prints a note of our own.
pub(crate) fn note(message: impl std::fmt::Display) {
    let (style, message) = (style::NOTE, visible_lines(&message.to_string()));
    line(format_args!("{style}note{style:#}: {message}"));
}

/// Prints a warning of our own.
pub(crate) fn warn(message: impl std::fmt::Display) {
    let (style, message) = (style::WARNING, visible_lines(&message.to_string()));
    line(format_args!("{style}warning{style:#}: {message}"));
}

/// Prints a line. Where standard error takes nothing there is nobody to tell,
/// and the exit code still says how it went.
pub(crate) fn line(text: impl std::fmt::Display) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}
