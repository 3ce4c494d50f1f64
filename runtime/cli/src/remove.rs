//! `portcullis remove`: takes away what exports have put into a directory.

use portcullis_output::Plan;

use crate::args::RemoveArgs;
use crate::exit::Result;
use crate::{changes, generations, recovery};

pub(crate) fn run(args: &RemoveArgs) -> Result<()> {
    let (app, change) = (Some(&*args.app), &args.change);
    let (location, exporter) = (&change.directory, change.exporter.as_deref());
    let dir = recovery::open(location, change.dry_run)?;
    if let Some((owner, states)) = dir.generations()? {
        generations::check(&owner, app, exporter)?;
        if !change.dry_run {
            dir.remove_generations().map_err(changes::refusal)?;
        }
        return generations::removed(location, &states, change.dry_run, change.json);
    }
    let owners = changes::owners(&dir, location, app, exporter)?;
    let outcomes = if change.dry_run {
        let nothing = Plan::new();
        let rehearsed = owners
            .iter()
            .map(|owner| dir.rehearse(owner, &nothing, false));
        let rehearsed: std::result::Result<Vec<_>, _> = rehearsed.collect();
        rehearsed.map_err(changes::refusal)?
    } else {
        let prepared = dir.prepare_removal(&owners).map_err(changes::refusal)?;
        prepared.publish()?
    };
    changes::tell(location, &owners, &outcomes, change.dry_run, change.json)
}
