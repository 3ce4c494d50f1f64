//! What no manager can carry.

use portcullis_guest::bindings::{Application, ExportError};
use portcullis_guest::rejected;

/// Linux refuses to start a program with a longer argument or variable
/// (`MAX_ARG_STRLEN`, less the final NUL). In bytes.
pub(crate) const LONGEST_ARGUMENT: usize = 131_071;

/// Refuses commands and variables that the kernel would not pass on.
pub(crate) fn check(app: &Application) -> Result<(), ExportError> {
    for process in &app.processes {
        check_command(&process.name, &process.command)?;
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

/// Refuses a command that the kernel would not pass on.
pub(crate) fn check_command(process: &str, command: &str) -> Result<(), ExportError> {
    if command.len() <= LONGEST_ARGUMENT {
        return Ok(());
    }
    Err(too_long(process, "the command", command.len()))
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
