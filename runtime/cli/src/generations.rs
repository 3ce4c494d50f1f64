//! What is told of a directory that holds generations.

use std::fmt::Write as _;
use std::path::Path;

use portcullis_host::visible;
use portcullis_output::{GenerationState, OutputDir, Owner};
use serde_json::json;

use crate::args::{Change, StatusArgs};
use crate::exit::{DIFFERS, Failure, Result, USAGE};
use crate::words::{counted, short};
use crate::{status, style};

/// `portcullis status`.
pub(crate) fn status(
    dir: &OutputDir,
    args: &StatusArgs,
    owner: &Owner,
    states: &[GenerationState],
) -> Result<()> {
    let location = &args.directory;
    let strangers = dir.strangers_of_generations()?;
    crate::print(&match args.json {
        true => to_json(location, owner, states, &strangers),
        false => to_text(location, owner, states) + &status::foreign(&strangers, args.all),
    })?;
    let is_current = states.iter().any(GenerationState::is_current);
    if is_current && states.iter().all(GenerationState::is_whole) {
        return Ok(());
    }
    let message = format!(
        "the generations in {} are not as exported",
        location.display()
    );
    Err(Failure::new(DIFFERS, message))
}

fn to_json(
    location: &Path,
    owner: &Owner,
    states: &[GenerationState],
    strangers: &[String],
) -> String {
    let all = states.iter().map(|state| {
        json!({
            "sha256": state.digest().to_string(),
            "current": state.is_current(),
            "state": word(state),
        })
    });
    let whole = json!({
        "location": location.display().to_string(),
        "application": owner.application(),
        "exporter": owner.exporter(),
        "generations": all.collect::<Vec<_>>(),
        "foreign": strangers,
    });
    crate::json::pretty(&whole)
}

fn to_text(location: &Path, owner: &Owner, states: &[GenerationState]) -> String {
    let (strong, faint) = (style::STRONG, style::FAINT);
    let mut text = format!(
        "{strong}{}{strong:#} {faint}by {}{faint:#} in {}\n",
        visible(owner.application()),
        visible(owner.exporter()),
        location.display()
    );
    for state in states {
        let digest = state.digest().to_string();
        let current = if state.is_current() { " current" } else { "" };
        let _ = writeln!(text, "  {:<9} {}{current}", word(state), short(&digest));
    }
    text
}

fn word(state: &GenerationState) -> &'static str {
    match (state.is_whole(), state.is_missing()) {
        (true, _) => "owned",
        (_, true) => "missing",
        _ => "edited",
    }
}

/// Refuses names that are not those of the generations' owner.
pub(crate) fn check(owner: &Owner, app: Option<&str>, exporter: Option<&str>) -> Result<()> {
    let is_other = |wanted: Option<&str>, name: &str| wanted.is_some_and(|wanted| wanted != name);
    if is_other(app, owner.application()) || is_other(exporter, owner.exporter()) {
        let (application, exporter) = (visible(owner.application()), visible(owner.exporter()));
        let message = format!("the generations are those of `{application}` by `{exporter}`");
        return Err(Failure::new(USAGE, message));
    }
    Ok(())
}

/// `portcullis rollback`.
pub(crate) fn roll_back(dir: &OutputDir, change: &Change) -> Result<()> {
    let (location, is_dry, json) = (change.directory.display(), change.dry_run, change.json);
    let digest = dir.flip_back(is_dry).map_err(|error| {
        let hint = format!(
            "nothing was changed; `portcullis status {location}` tells which generations there \
             are, and an export makes a new one"
        );
        Failure::from(error).hint(hint)
    })?;
    if json {
        let (written, current) = (!is_dry, digest.to_string());
        let whole = json!({
            "written": written, "location": location.to_string(), "current": current,
        });
        return crate::print(&crate::json::pretty(&whole));
    }
    let (leads, digest) = (would(is_dry, "leads", "would lead"), digest.to_string());
    crate::print(&format!("{location}/current {leads} to .gen/{digest}\n"))
}

/// `portcullis remove`.
pub(crate) fn removed(
    location: &Path,
    states: &[GenerationState],
    is_dry: bool,
    json: bool,
) -> Result<()> {
    let location = location.display();
    let digests = states.iter().map(|state| state.digest().to_string());
    if json {
        let whole = json!({
            "written": !is_dry,
            "location": location.to_string(),
            "generations": digests.collect::<Vec<_>>(),
        });
        return crate::print(&crate::json::pretty(&whole));
    }
    let mut text = String::new();
    for digest in digests {
        let _ = writeln!(text, "  remove    .gen/{digest}");
    }
    let are = would(is_dry, "removed", "would be removed");
    let all = counted(states.len(), "generation", "generations");
    crate::print(&format!("{text}{all} {are} from {location}\n"))
}

fn would(is_dry: bool, done: &'static str, dry: &'static str) -> &'static str {
    if is_dry { dry } else { done }
}
