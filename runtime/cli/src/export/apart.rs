//! No two exports of one run may own the same files: each would remove those
//! of the other. Nor may a file that tells of the run lie among them.

use std::fs;
use std::path::Path;

use portcullis_output::Entry;

use super::request::Location;
use super::sink::Destination;
use super::{Outcome, Started};
use crate::exit::{Failure, INPUT, Result};
use crate::pending;

/// Refuses two exports of the same application, by the same exporter, into the
/// same directory.
pub(crate) fn check(started: &[Started], destinations: &[Destination]) -> Result<()> {
    for (index, later) in started.iter().enumerate() {
        for (earlier, destination) in started.iter().zip(destinations).take(index) {
            let is_alone = [earlier, later]
                .iter()
                .any(|s| s.request.options.generations.is_some());
            if (is_alone || earlier.owner.is_same(&later.owner))
                && is_same(earlier, destination, later, &destinations[index])?
            {
                return Err(match earlier.owner.is_same(&later.owner) {
                    true => refusal(later),
                    false => crowded(later),
                });
            }
        }
    }
    Ok(())
}

/// Whether both go to one directory, which the paths alone do not tell unless
/// they are equal.
fn is_same(
    earlier: &Started,
    one: &Destination,
    later: &Started,
    other: &Destination,
) -> Result<bool> {
    let locations = (&earlier.request.location, &later.request.location);
    match (one.dir(), other.dir()) {
        (Some(one), Some(other)) => Ok(one.is_same(other)?),
        _ => Ok(locations.0 != &Location::Stdout && locations.0 == locations.1),
    }
}

fn crowded(export: &Started) -> Failure {
    let message = format!(
        "two exports go to {}, and one of them keeps generations there",
        export.request.location
    );
    Failure::new(INPUT, message).hint("generations want a LOCATION of their own")
}

fn refusal(export: &Started) -> Failure {
    let owner = &export.owner;
    let message = format!(
        "two exports of `{}` with `{}` go to {}: each would remove the files of the other",
        owner.application(),
        owner.exporter(),
        export.request.location
    );
    Failure::new(INPUT, message).hint("give one another LOCATION, or another name with `app`")
}

impl Outcome {
    /// Whether a file would be in the way of what is exported, or of its state.
    pub(crate) fn holds(&self, file: &Path) -> bool {
        let Location::Directory(location) = &self.request.location else {
            return false;
        };
        let (Ok(location), Ok(place)) = (fs::canonicalize(location), pending::place(file)) else {
            return false;
        };
        let Ok(inside) = place.strip_prefix(location) else {
            return false;
        };
        let mut paths = self.plan.entries().iter().map(Entry::path);
        self.request.options.generations.is_some()
            || inside.starts_with(".portcullis")
            || paths.any(|path| Path::new(path.as_str()).starts_with(inside))
    }
}
