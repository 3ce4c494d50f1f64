//! `portcullis rollback`: brings back the version before the present one.

use portcullis_output::Owner;

use crate::args::RollbackArgs;
use crate::exit::{Failure, Result, USAGE};
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
    check_application(&owners)?;
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

/// Refuses a directory of several applications.
fn check_application(owners: &[Owner]) -> Result<()> {
    let mut names: Vec<_> = owners.iter().map(Owner::application).collect();
    names.dedup();
    match names.as_slice() {
        [_] => Ok(()),
        several => Err(ambiguous(several)),
    }
}

/// Rolling back all applications of a shared directory is seldom meant.
fn ambiguous(names: &[&str]) -> Failure {
    let names = portcullis_host::visible(names.join("`, `"));
    let message = format!("several applications have files there: `{names}`");
    Failure::new(USAGE, message).hint("name one with --app")
}
