//! supervisord: one file with a program for each process, and a group.

use portcullis_guest::bindings::{Diagnostic, ExportError, ExporterInfo, File, Output, Variable};
use portcullis_guest::{Export, Exporter, Outputs, context, encode, outputs, rejected};

use crate::carry;

/// The exporter `supervisord`.
#[derive(Debug, Clone, Copy)]
pub struct Supervisord;

impl Exporter for Supervisord {
    fn info(&self) -> ExporterInfo {
        ExporterInfo::new(
            "supervisord",
            "A supervisord configuration: a program for each process, one group",
        )
        .template(
            "supervisord.conf",
            include_str!("../../../templates/supervisord/supervisord.conf"),
        )
        .settings(carry::SETTINGS)
    }

    fn export<'a>(&self, export: &'a Export) -> Result<Outputs<'a>, ExportError> {
        check(export)?;
        let app = export.application();
        let context = context! { timeout => carry::timeout(export)? };
        let text = export.render("supervisord.conf", context)?;
        let file = File::new(format!("{}.conf", app.name), text).private(!app.env.is_empty());
        let note = Diagnostic::note(format!(
            "supervisord refuses a program whose log directory is missing: create {} first",
            app.log_dir
        ));
        Ok(outputs([Output::from(file), note.into()]))
    }
}

fn check(export: &Export) -> Result<(), ExportError> {
    let app = export.application();
    carry::check(app)?;
    // White space, `:` and `/` are refused by supervisord itself; the others
    // end a section's name or an item of the group's list.
    carry::check_name("supervisord", "application name", &app.name, |c| {
        c.is_whitespace() || ":/[],;#".contains(c)
    })?;
    if app.name.starts_with('.') || app.name.contains("%(") {
        return Err(rejected(format!(
            "supervisord cannot carry the application name `{}`: it passes over files whose name \
             begins with `.`, and expands `%(`",
            app.name
        )));
    }
    app.env.iter().try_for_each(check_variable)
}

/// A variable that goes into the command does so as one word.
fn check_variable(variable: &Variable) -> Result<(), ExportError> {
    let (name, value) = (variable.name.as_str(), variable.value.as_str());
    let words = encode::supervisord::exports(&[(name, value)]);
    let bytes = words.iter().map(String::len).sum::<usize>();
    if bytes <= carry::LONGEST_ARGUMENT {
        return Ok(());
    }
    Err(rejected(format!(
        "supervisord carries the variable `{name}` only in a command, where it takes {bytes} \
         bytes, and Linux starts no program with more than {} in one argument",
        carry::LONGEST_ARGUMENT
    )))
}
