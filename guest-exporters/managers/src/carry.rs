//! What no manager can carry, and what they all can be told.

use portcullis_guest::bindings::{Application, ExportError};
use portcullis_guest::{Export, rejected};

/// Linux refuses to start a program with a longer argument or variable
/// (`MAX_ARG_STRLEN`, less the final NUL). In bytes.
pub(crate) const LONGEST_ARGUMENT: usize = 131_071;

/// What foreman waits for between the polite signal and the last one, in
/// seconds.
const DEFAULT_TIMEOUT: u32 = 5;

/// The schema of the settings that these exporters share.
pub(crate) const SETTINGS: &str = r#"{
  "type": "object",
  "properties": {
    "timeout": {
      "type": "integer",
      "minimum": 0,
      "maximum": 4294967295,
      "default": 5,
      "description": "Seconds between the signal that asks a process to stop and the one that kills it"
    }
  }
}"#;

/// The setting `timeout`, in seconds.
pub(crate) fn timeout(export: &Export) -> Result<u32, ExportError> {
    let timeout = export.settings().whole_number("timeout")?;
    Ok(timeout.unwrap_or(DEFAULT_TIMEOUT))
}

/// Refuses commands and variables that the kernel would not pass on.
pub(crate) fn check(app: &Application) -> Result<(), ExportError> {
    for process in &app.processes {
        if process.command.len() > LONGEST_ARGUMENT {
            return Err(too_long(
                &process.name,
                "the command",
                process.command.len(),
            ));
        }
    }
    for variable in &app.env {
        let length = variable.name.len() + 1 + variable.value.len();
        if length > LONGEST_ARGUMENT {
            let what = format!("the variable `{}`", variable.name);
            return Err(too_long("every process", &what, length));
        }
    }
    Ok(())
}

/// Refuses a name that has one of `forbidden` in it.
pub(crate) fn check_name(
    manager: &str,
    what: &str,
    name: &str,
    forbidden: impl Fn(char) -> bool,
) -> Result<(), ExportError> {
    match name.chars().find(|c| forbidden(*c)) {
        None => Ok(()),
        Some(c) => Err(rejected(format!(
            "{manager} cannot carry the {what} `{name}`: it contains `{c}`"
        ))),
    }
}

fn too_long(process: &str, what: &str, length: usize) -> ExportError {
    rejected(format!(
        "{what} of {process} has {length} bytes, and Linux starts no program \
         with more than {LONGEST_ARGUMENT} in one argument or variable"
    ))
}
