//! What is changed in a directory without an export: whose files, and how it is
//! told.

use std::fmt::Write as _;
use std::path::Path;

use portcullis_host::visible;
use portcullis_output::{Change, FilePath, OutputDir, OutputErrorKind, Owner, Published, Stale};
use portcullis_procfile::nearest;
use serde_json::{Value, json};

use crate::exit::{DIFFERS, Failure, OUTPUT, Result, USAGE};
use crate::words::{counted, meant};
use crate::{recovery, style};

/// The owners in `dir` with these names, at least one.
pub(crate) fn owners(
    dir: &OutputDir,
    location: &Path,
    app: Option<&str>,
    exporter: Option<&str>,
) -> Result<Vec<Owner>> {
    let all = dir.owners()?;
    if all.is_empty() {
        return Err(nothing_exported(location));
    }
    let is_meant = |name: &str, wanted: Option<&str>| wanted.is_none_or(|wanted| wanted == name);
    let of_app = all
        .iter()
        .filter(|owner| is_meant(owner.application(), app));
    let of_app: Vec<_> = of_app.collect();
    let location = location.display();
    if let (Some(app), true) = (app, of_app.is_empty()) {
        let near = nearest(app, all.iter().map(Owner::application));
        let message = format!("no application `{}` has files in {location}", visible(app));
        return Err(Failure::new(USAGE, message).maybe_hint(near.map(meant)));
    }
    let found = of_app
        .iter()
        .filter(|owner| is_meant(owner.exporter(), exporter));
    let found: Vec<_> = found.map(|owner| (*owner).clone()).collect();
    if let (Some(exporter), true) = (exporter, found.is_empty()) {
        let near = nearest(exporter, of_app.iter().map(|owner| owner.exporter()));
        let exporter = visible(exporter);
        let message = format!("no export by `{exporter}` has files in {location}");
        return Err(Failure::new(USAGE, message).maybe_hint(near.map(meant)));
    }
    Ok(found)
}

fn nothing_exported(location: &Path) -> Failure {
    let message = format!("nothing was exported to {}", location.display());
    Failure::new(OUTPUT, message).hint(recovery::WHICH)
}

/// An error about what is in the way, where nothing can be taken over.
pub(crate) fn refusal(error: portcullis_output::OutputError) -> Failure {
    let is_conflict = matches!(error.kind(), OutputErrorKind::Conflicts(_));
    let failure = Failure::from(error);
    match is_conflict {
        true => {
            failure.hint("nothing was changed; move these away, or restore them, and try again")
        }
        false => failure,
    }
}

/// Tells what was changed, or would be, and fails if something was not.
pub(crate) fn tell(
    location: &Path,
    owners: &[Owner],
    outcomes: &[Published],
    is_dry: bool,
    json: bool,
) -> Result<()> {
    let all = owners.iter().zip(outcomes);
    if json {
        let all: Vec<_> = all
            .map(|(owner, outcome)| to_json(owner, outcome))
            .collect();
        let location = location.display().to_string();
        let whole = json!({ "written": !is_dry, "location": location, "changes": all });
        crate::print(&crate::json::pretty(&whole))?;
    } else {
        for (owner, outcome) in all {
            crate::print(&to_text(location, owner, outcome, is_dry))?;
        }
    }
    let odd = outcomes.iter().flat_map(Published::odd).map(|odd| {
        let message = format!("failed to change `{}`: {}", odd.path(), odd.kind());
        Failure::new(DIFFERS, message)
    });
    odd.reduce(Failure::and).map_or(Ok(()), Err)
}

/// Every file with what becomes of it.
fn changes(outcome: &Published) -> impl Iterator<Item = (&FilePath, Change)> {
    let files = outcome.files().iter().map(|(path, change)| (path, *change));
    let stale = outcome.stale().iter();
    files.chain(stale.map(|stale: &Stale| (stale.path(), stale.change())))
}

fn to_text(location: &Path, owner: &Owner, outcome: &Published, is_dry: bool) -> String {
    let (strong, faint) = (style::STRONG, style::FAINT);
    let would = match is_dry {
        true => " (dry run: nothing was written)",
        false => "",
    };
    let mut text = format!(
        "{strong}{}{strong:#} {faint}by {}{faint:#} in {}{would}\n",
        visible(owner.application()),
        visible(owner.exporter()),
        location.display()
    );
    let mut changed = 0_usize;
    for (path, change) in changes(outcome).filter(|(_, change)| *change != Change::Identical) {
        changed += 1;
        let _ = writeln!(text, "  {} {path}", style::change(change));
    }
    let _ = writeln!(text, "{} changed", counted(changed, "file", "files"));
    text
}

fn to_json(owner: &Owner, outcome: &Published) -> Value {
    let files = changes(outcome)
        .map(|(path, change)| json!({ "path": path.as_str(), "change": change.to_string() }));
    json!({
        "application": owner.application(),
        "exporter": owner.exporter(),
        "files": files.collect::<Vec<_>>(),
    })
}
