//! What an export tells: the files, as a list or as JSON.

use std::fmt::Write as _;

use portcullis_host::visible;
use portcullis_output::{Backup, Change, Entry, Stale};
use serde_json::{Value, json};

use super::{Outcome, printed};
use crate::args::ExportArgs;
use crate::exit::{DIFFERS, Failure, Result};
use crate::words::{counted, visible_line};
use crate::{report, style, usage};

pub(crate) fn outcomes(outcomes: &[Outcome], args: &ExportArgs) -> Result<()> {
    if args.json {
        let all = outcomes
            .iter()
            .map(|outcome| usage::extend(outcome.to_json(), &outcome.record, args));
        let all: Vec<_> = all.collect();
        let whole = json!({ "written": !(args.dry_run || args.diff), "exports": all });
        crate::print(&crate::json::pretty(&whole))?;
        return refuse_odd(outcomes);
    }
    for outcome in outcomes {
        for diagnostic in &outcome.diagnostics {
            report::diagnostic(diagnostic);
        }
        outcome.warn_of_kept();
        outcome.warn_of_edited();
        outcome.tell_of_backups();
        match &outcome.done.printed {
            Some(files) => printed::print(files)?,
            None if args.quiet || args.diff => {}
            None => crate::print(&outcome.to_text(args.dry_run))?,
        }
    }
    refuse_odd(outcomes)
}

/// An export that could not put everything into place is no success.
fn refuse_odd(outcomes: &[Outcome]) -> Result<()> {
    let failures = outcomes.iter().flat_map(|outcome| {
        outcome.done.odd.iter().map(|odd| {
            let (path, location) = (odd.path(), &outcome.request.location);
            let message = format!("failed to publish `{path}` in {location}: {}", odd.kind());
            Failure::new(DIFFERS, message)
        })
    });
    match failures.reduce(Failure::and) {
        Some(failure) => Err(failure.hint("everything else is published; export again")),
        None => Ok(()),
    }
}

impl Outcome {
    fn to_text(&self, is_dry: bool) -> String {
        let (strong, faint) = (style::STRONG, style::FAINT);
        let format = &self.request.format;
        let would = if is_dry {
            " (dry run: nothing was written)"
        } else {
            ""
        };
        let mut text = format!(
            "{strong}{format}{strong:#} {faint}by {}{faint:#} in {}{would}\n",
            visible(&self.exporter),
            visible(self.request.location.to_string())
        );
        let planned = self.plan.entries().iter().zip(&self.done.changes);
        let stale = self.done.stale.iter();
        let stale = stale.map(|stale| (stale.entry(), stale.change()));
        for (entry, change) in planned.map(|(entry, change)| (entry, *change)).chain(stale) {
            let (word, mode, path) = (style::change(change), entry.mode(), entry.path());
            let _ = writeln!(text, "  {word} {mode} {path}");
        }
        let _ = writeln!(text, "{}", self.summary());
        text
    }

    fn summary(&self) -> String {
        let stale = self.done.stale.iter().map(Stale::change);
        let changes: Vec<_> = self.done.changes.iter().copied().chain(stale).collect();
        let count = |wanted: Change| changes.iter().filter(|c| **c == wanted).count();
        let mut parts = Vec::new();
        for (change, word) in [
            (Change::Create, "created"),
            (Change::Replace, "replaced"),
            (Change::Mode, "given another mode"),
            (Change::Adopt, "adopted"),
            (Change::Identical, "unchanged"),
            (Change::Remove, "removed"),
            (Change::Keep, "kept"),
        ] {
            if count(change) > 0 {
                parts.push(format!("{} {word}", count(change)));
            }
        }
        let files = counted(changes.len(), "file", "files");
        format!("{files}: {}", parts.join(", "))
    }

    /// What is left of an earlier export may still be run by a manager.
    fn warn_of_kept(&self) {
        for stale in &self.done.stale {
            if let Some(why) = stale.kept() {
                report::warn(format_args!(
                    "`{}` in {} is left from an earlier export and kept, because {why}; \
                     remove it by hand",
                    stale.path(),
                    self.request.location
                ));
            }
        }
    }

    /// An edit that is not to be seen through the link is easily forgotten.
    fn warn_of_edited(&self) {
        for digest in &self.done.edited {
            report::warn(format_args!(
                "`.gen/{digest}` in {} was edited since it was exported, and is kept",
                self.request.location
            ));
        }
    }

    fn tell_of_backups(&self) {
        for backup in &self.done.backups {
            report::note(format_args!(
                "what was in the place of `{}` is kept as `{}` in {}",
                backup.path(),
                backup.place(),
                self.request.location
            ));
        }
    }

    fn to_json(&self) -> Value {
        let files = self.plan.entries().iter().zip(&self.done.changes);
        let mut files: Vec<_> = files.map(file_to_json).collect();
        for (told, file) in files.iter_mut().zip(self.done.printed.iter().flatten()) {
            printed::extend(told, file);
        }
        let diagnostics = self.diagnostics.iter().map(|diagnostic| {
            json!({
                "severity": report::severity(diagnostic),
                "message": diagnostic.message,
                "process": diagnostic.process,
            })
        });
        json!({
            "format": self.request.format,
            "component": self.exporter,
            "location": self.request.location.to_string(),
            "files": files,
            "stale": self.done.stale.iter().map(stale_to_json).collect::<Vec<_>>(),
            "backups": self.done.backups.iter().map(backup_to_json).collect::<Vec<_>>(),
            "edited": self.done.edited.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "diagnostics": diagnostics.collect::<Vec<_>>(),
        })
    }
}

fn file_to_json((entry, change): (&Entry, &Change)) -> Value {
    json!({
        "path": entry.path().as_str(),
        "mode": entry.mode().to_string(),
        "bytes": entry.length(),
        "sha256": entry.digest().to_string(),
        "change": change.to_string(),
    })
}

fn stale_to_json(stale: &Stale) -> Value {
    json!({
        "path": stale.path().as_str(),
        "change": stale.change().to_string(),
        "reason": stale.kept().map(ToString::to_string),
    })
}

fn backup_to_json(backup: &Backup) -> Value {
    json!({ "path": backup.path().as_str(), "place": backup.place() })
}

/// A unified diff with colours, and nothing in it that a terminal obeys.
pub(crate) fn colored(diff: &str) -> String {
    let mut text = String::new();
    for line in diff.split_inclusive('\n') {
        let line = line.strip_suffix('\n').unwrap_or(line);
        let style = match line.as_bytes() {
            [b'+', b'+', b'+', ..] | [b'-', b'-', b'-', ..] => style::STRONG,
            [b'+', ..] => style::ADDED,
            [b'-', ..] => style::REMOVED,
            [b'@', ..] => style::PLACE,
            _ => anstyle::Style::new(),
        };
        let _ = writeln!(text, "{style}{}{style:#}", visible_line(line));
    }
    text
}
