//! The step that makes staged files visible.

use rustix::fs::{AtFlags, linkat, renameat, unlinkat};
use rustix::io::Errno;

use super::apply::{self, Aftermath, Place, STAGED};
use super::area::Area;
use super::prepare::Prepared;
use super::state::{self, JOURNAL, STATE};
use super::swap;
use super::sync::sync;
use crate::journal::{JOURNAL_BYTES, Journal, Part};
use crate::{JournalProblem, OutputError, OutputErrorKind, Published};

const ACTION: &str = "write journal";

const MODE: u32 = 0o600;

impl Prepared<'_> {
    /// Makes the staged files visible, removes what earlier exports of the same
    /// owners left, and tells what was done for each stage. When it returns, that
    /// survives the loss of power.
    ///
    /// A journal of everything that is to be done is flushed first. From then on
    /// whatever ends this process, the next use of the directory makes up for the
    /// rest; before, nothing has changed. A file is replaced by exchanging names
    /// and looking at what came out: what someone changed since the decision is
    /// put back and told as [`Published::odd`]. The files that a new version
    /// replaces or removes are kept as the version before.
    ///
    /// Missing directories are made with mode 0755 whatever the umask, and
    /// removed again when they are empty and no later plan needs them.
    ///
    /// # Errors
    ///
    /// Fails if the system cannot write. The directory is then as it was before,
    /// except for an error of the kind
    /// [`Interrupted`](OutputErrorKind::Interrupted).
    pub fn publish(mut self) -> Result<Vec<Published>, OutputError> {
        let parts: Vec<_> = self.parts.iter_mut().map(Option::take).collect();
        let owners = parts.iter().map(Option::is_some).collect::<Vec<_>>();
        let journal = Journal {
            parts: parts.into_iter().flatten().collect(),
        };
        let mut outcomes = std::mem::take(&mut self.outcomes);
        if !journal.parts.is_empty() {
            let aftermath = self.carry_out(&journal)?;
            let changed = outcomes
                .iter_mut()
                .zip(owners)
                .filter(|(_, has_part)| *has_part);
            for ((outcome, _), Aftermath { odd, backups }) in changed.zip(aftermath) {
                outcome.odd = odd;
                outcome.backups = backups;
            }
        }
        self.dir.keep();
        Ok(outcomes)
    }

    fn carry_out(&mut self, journal: &Journal) -> Result<Vec<Aftermath>, OutputError> {
        let root = &self.dir.root;
        let areas = self.stages.iter().filter_map(|stage| stage.area.as_ref());
        let Some(area) = areas.clone().next() else {
            return Ok(Vec::new());
        };
        commit(area, journal)
            .and_then(|()| sync(root))
            .map_err(|error| match error.is_taken() {
                // What is there is not ours to take back.
                true => error,
                false => withdraw(area, journal, error),
            })?;
        let state = std::rc::Rc::clone(area.state());
        self.dir.keep();
        // From here on the stages belong to the journal.
        for stage in &mut self.stages {
            stage.area = None;
        }
        let place = Place {
            root,
            state: state.dir(),
            is_redo: false,
        };
        let aftermath = apply::carry_out(place, journal)?;
        if journal.parts.iter().any(Part::has_manifest) {
            state.set_kept();
        }
        Ok(aftermath)
    }
}

/// Takes the journal back, of which nothing was done yet. Where even that fails,
/// whoever uses the directory next may follow it.
fn withdraw(area: &Area, journal: &Journal, error: OutputError) -> OutputError {
    match state::gone(unlinkat(area.state().dir(), JOURNAL, AtFlags::empty())) {
        Ok(()) => error,
        Err(_) => error.interrupted(0, journal.changes()),
    }
}

/// Puts the journal into its place. The flush after that commits it, together
/// with everything that it names.
pub(super) fn commit(area: &Area, journal: &Journal) -> Result<(), OutputError> {
    let path = format!("{STATE}/{JOURNAL}");
    let bytes = journal.to_bytes().map_err(OutputError::io(ACTION, &path))?;
    if bytes.len() as u64 > JOURNAL_BYTES {
        let why = JournalProblem::TooLong(bytes.len() as u64);
        return Err(OutputError::new(
            ACTION,
            &path,
            OutputErrorKind::Journal(why),
        ));
    }
    area.write(STAGED, &bytes, MODE)
        .map_err(OutputError::io(ACTION, &path))?;
    match place(area, journal.is_replacing()) {
        Ok(true) => Ok(()),
        Ok(false) => Err(OutputError::new(ACTION, &path, OutputErrorKind::Unable)),
        Err(errno) => Err(OutputError::io(ACTION, &path)(errno)),
    }
}

/// Gives the staged journal its name, unless the file system cannot do what
/// publishing takes. One that has links can, so a link that is made tells as much;
/// the first name goes with the stage.
fn place(area: &Area, is_replacing: bool) -> Result<bool, Errno> {
    let (stage, state) = (area.dir(), area.state().dir());
    match linkat(stage, STAGED, state, JOURNAL, AtFlags::empty()) {
        Err(errno) if swap::has_no_links(errno) => {
            let is_able = swap::is_able(stage, STAGED, is_replacing)?;
            if is_able {
                renameat(stage, STAGED, state, JOURNAL)?;
            }
            Ok(is_able)
        }
        linked => linked.map(|()| true),
    }
}
