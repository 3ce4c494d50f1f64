//! `portcullis remove`: takes away what exports have put into a directory.

use portcullis_output::Plan;

use crate::args::RemoveArgs;
use crate::exit::Result;
use crate::{changes, generations, recovery};

pub(crate) fn run(args: &RemoveArgs) -> Result<()> {
    let location = &args.change.directory;
    let dir = recovery::open(location, args.change.dry_run)?;
    if let Some((owner, states)) = dir.generations()? {
        generations::check(&owner, Some(&args.app), args.change.exporter.as_deref())?;
        if !args.change.dry_run {
            dir.remove_generations().map_err(changes::refusal)?;
        }
        return generations::removed(location, &states, args.change.dry_run, args.change.json);
    }
    let app = Some(&*args.app);
    let owners = changes::owners(&dir, location, app, args.change.exporter.as_deref())?;
    let outcomes = if args.change.dry_run {
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
    changes::tell(
        location,
        &owners,
        &outcomes,
        args.change.dry_run,
        args.change.json,
    )
}
