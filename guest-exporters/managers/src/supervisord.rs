//! supervisord: one file with a program for each process, and a group.

use portcullis_guest::bindings::{Diagnostic, ExportError, ExporterInfo, File, Output};
use portcullis_guest::{Export, Exporter, Outputs, context, encode, merged_env, outputs, rejected};

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
    for process in &app.processes {
        let env: Vec<_> = merged_env(app, process)
            .into_iter()
            .map(|v| (v.name.as_str(), v.value.as_str()))
            .collect();
        let bytes = encode::supervisord::wrapper(&env).map_or(0, |script| script.len());
        if bytes > carry::LONGEST_ARGUMENT {
            return Err(rejected(format!(
                "the variables of {} that only a shell can carry have {bytes} bytes together, \
                 and Linux starts no program with more than {} in one argument",
                process.name,
                carry::LONGEST_ARGUMENT
            )));
        }
    }
    Ok(())
}
