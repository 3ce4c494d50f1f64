//! Cron's part in a schedule: a file for `/etc/cron.d` that has the manager
//! start a process, since most managers know no time of day.

use portcullis_guest::Export;
use portcullis_guest::bindings::{Diagnostic, ExportError, File, Output, Process};

use crate::lifecycle::Lifecycle;

/// The longest command that cron takes, in bytes (`MAX_COMMAND`).
const LONGEST_COMMAND: usize = 998;

/// Cron's own has no directory for superusers.
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// The file `path` and a note on where it belongs; nothing if none of the
/// processes has a schedule. `start` gives the shell command that starts one.
pub(crate) fn of(
    export: &Export,
    path: &str,
    processes: &[Process],
    start: impl Fn(&Process) -> String,
) -> Result<Vec<Output>, ExportError> {
    let mut lines = String::new();
    for process in processes {
        let lifecycle = Lifecycle::of(export, &process.process_type)?;
        if let Some(schedule) = &lifecycle.schedule {
            lines += &line(&schedule.cron(), process, &start(process))?;
        }
    }
    if lines.is_empty() {
        return Ok(vec![]);
    }
    let note = Diagnostic::note(format!(
        "cron starts what has a schedule: install {path} as a file in /etc/cron.d, under a name \
         without a full stop"
    ));
    let text = format!("SHELL=/bin/sh\nPATH={PATH}\n{lines}");
    Ok(vec![File::new(path, text).into(), note.into()])
}

fn line(schedule: &str, process: &Process, start: &str) -> Result<String, ExportError> {
    let command = format!("{start} >/dev/null").replace('%', r"\%");
    if command.len() > LONGEST_COMMAND {
        return Err(portcullis_guest::rejected(format!(
            "cron cannot carry the schedule of {}: its command would have {} bytes, and cron \
             takes at most {LONGEST_COMMAND}",
            process.name,
            command.len()
        )));
    }
    Ok(format!("{schedule} root {command}\n"))
}
