//! `portcullis rollback`: brings back the version before the present one.

use std::path::Path;

use portcullis_output::Owner;

use crate::args::RollbackArgs;
use crate::exit::{Failure, OUTPUT, Result, USAGE};
use crate::{changes, generations, recovery};

pub(crate) fn run(args: &RollbackArgs) -> Result<()> {
    let (app, change) = (args.app.as_deref(), &args.change);
    let (location, exporter) = (&change.directory, change.exporter.as_deref());
    let dir = recovery::open(location, change.dry_run)?;
    if let Some((owner, _)) = dir.generations()? {
        generations::check(&owner, app, exporter)?;
        return generations::roll_back(&dir, change);
    }
    let owners = changes::owners(&dir, location, app, exporter)?;
    check_application(location, &owners)?;
    let outcomes = if change.dry_run {
        let rehearsed = owners.iter().map(|owner| dir.rehearse_rollback(owner));
        let rehearsed: std::result::Result<Vec<_>, _> = rehearsed.collect();
        rehearsed.map_err(changes::refusal)?
    } else {
        let prepared = dir.prepare_rollback(&owners).map_err(changes::refusal)?;
        prepared.publish()?
    };
    changes::tell(location, &owners, &outcomes, change.dry_run, change.json)
}

/// Refuses a directory without exports, and one of several applications.
fn check_application(location: &Path, owners: &[Owner]) -> Result<()> {
    let Some(first) = owners.first() else {
        let message = format!("nothing was exported to {}", location.display());
        return Err(Failure::new(OUTPUT, message));
    };
    match owners
        .iter()
        .all(|owner| owner.application() == first.application())
    {
        true => Ok(()),
        false => Err(ambiguous(owners)),
    }
}

/// Rolling back all applications of a shared directory is seldom meant.
fn ambiguous(owners: &[Owner]) -> Failure {
    let mut names: Vec<_> = owners.iter().map(Owner::application).collect();
    names.dedup();
    let names = portcullis_host::visible(names.join("`, `"));
    let message = format!("several applications have files there: `{names}`");
    Failure::new(USAGE, message).hint("name one with --app")
}
