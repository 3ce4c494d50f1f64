//! Files to disk: checked paths, a decided plan, one directory.
//!
//! An exporter is untrusted, and so is whatever already lies in the directory
//! that it exports to. This crate is the one gate between the two.
//!
//! | type | what it is |
//! |---|---|
//! | [`FilePath`] | a relative path that was checked once, at the boundary |
//! | [`File`] | a value: path, bytes, [`Mode`] |
//! | [`Plan`] | the decided set of files; pure, it does no I/O |
//! | [`Owner`] | the application and the exporter whose files they are |
//! | [`OutputDir`] | the capability to write below one directory |
//! | [`Stage`] | files that are written but not yet visible |
//! | [`Published`] | what became visible |
//! | [`Stale`] | a file of an earlier export that this one does not have |
//!
//! Files come one at a time. Each is accepted by the plan, which refuses a
//! clash with any earlier one, then staged beside its destination, then
//! dropped, so that memory holds one file however many there are. Only after
//! the last one does [`Stage::publish`] put them into place. Until then
//! nothing visible is written: dropping the stage removes it, and with it each
//! directory that was made on the way.
//!
//! A file that is already in place, with the same bytes and mode, is not
//! written at all. The second export of the same application therefore makes
//! no change.
//!
//! Files that are staged for an [`Owner`] are written down in a manifest below
//! the directory. What it names and a later plan of the same owner does not is
//! stale, and removed when that plan is published: unless someone edited it,
//! put something else into its place, or another owner has it too. Nothing is
//! ever removed by its name alone.
//!
//! # Example
//!
//! ```
//! use cap_std::ambient_authority;
//! use portcullis_output::{Change, File, FilePath, Mode, OutputDir, Owner, PathProfile, Plan};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let scratch = tempfile::tempdir()?;
//! # let location = scratch.path().join("etc");
//! let dir = OutputDir::create(&location, ambient_authority())?;
//! let mut plan = Plan::new();
//! let mut stage = dir.stage_for(&Owner::new("shop", "upstart")?)?;
//!
//! for (path, text) in [("shop.conf", "start on runlevel 2\n"), ("shop/run", "#!/bin/sh\n")] {
//!     let path = FilePath::new(path, PathProfile::Portable)?;
//!     let file = File::new(path, text.into(), Mode::new(false, false));
//!     plan.accept(&file)?;
//!     stage.write(&file)?;
//! }
//!
//! let published = stage.publish(&plan)?;
//! assert!(published.files().iter().all(|(_, change)| *change == Change::Create));
//! assert!(published.stale().is_empty());
//! # Ok(())
//! # }
//! ```

mod conflict;
mod digest;
mod dir;
mod error;
mod escape;
mod file;
#[cfg(fuzzing)]
pub mod fuzzing;
mod history;
mod journal;
mod manifest;
mod owner;
mod path;
mod plan;
mod trace;

/// Ambient authority, re-exported so that the caller needs no dependency of
/// its own to hand it over.
pub use cap_std::{AmbientAuthority, ambient_authority};

pub use conflict::{Conflict, ConflictKind, Protection};
pub use digest::Digest;
pub use dir::{
    Backup, Existing, Generation, GenerationState, Holding, LOCK_WAIT, Odd, OddKind, OutputDir,
    Prepared, PreparedGeneration, Published, READ_BYTES, Recovery, Stage, Standing,
};
pub use error::{Node, OutputError, OutputErrorKind, StateProblem};
pub use file::{File, Mode};
pub use history::HistoryProblem;
pub use journal::{JOURNAL_BYTES, JournalProblem};
pub use manifest::{MANIFEST_BYTES, ManifestProblem};
pub use owner::{
    APPLICATION_BYTES, ComponentId, EXPORTER_BYTES, Owner, OwnerError, OwnerErrorKind,
};
pub use path::{
    COMPONENT_BYTES, COMPONENTS, FilePath, PATH_BYTES, PathError, PathErrorKind, PathProfile,
};
pub use plan::{Change, Entry, Kept, NAMES_BYTES, Plan, PlanError, PlanErrorKind, Stale};
