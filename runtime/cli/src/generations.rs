//! What is told of a directory that holds generations.

use std::fmt::Write as _;
use std::path::Path;

use portcullis_host::visible;
use portcullis_output::{Digest, GenerationState, Owner};
use serde_json::json;

use crate::exit::{DIFFERS, Failure, Result, USAGE};
use crate::style;
use crate::words::{counted, short};

/// `portcullis status`.
pub(crate) fn status(
    location: &Path,
    owner: &Owner,
    states: &[GenerationState],
    json: bool,
) -> Result<()> {
    crate::print(&match json {
        true => to_json(location, owner, states),
        false => to_text(location, owner, states),
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

fn to_json(location: &Path, owner: &Owner, states: &[GenerationState]) -> String {
    let all = states.iter().map(|state| {
        json!({
            "sha256": state.digest().to_string(),
            "current": state.is_current(),
            "state": if state.is_whole() { "owned" } else { "edited" },
        })
    });
    let whole = json!({
        "location": location.display().to_string(),
        "application": owner.application(),
        "exporter": owner.exporter(),
        "generations": all.collect::<Vec<_>>(),
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
        let _ = writeln!(text, "  {}", line(state));
    }
    text
}

fn line(state: &GenerationState) -> String {
    let digest = state.digest().to_string();
    let digest = short(&digest);
    let current = if state.is_current() { " current" } else { "" };
    match state.is_whole() {
        true => format!("owned     {digest}{current}"),
        false => format!("edited    {digest}{current}"),
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
pub(crate) fn flipped(location: &Path, digest: Digest, is_dry: bool, json: bool) -> Result<()> {
    let location = location.display();
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
