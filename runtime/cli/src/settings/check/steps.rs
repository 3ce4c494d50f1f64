//! How much may be done to check settings.

use std::cell::Cell;

/// Stops a schema whose parts lead to each other over and over, and values to which
/// it takes a long time to apply one. Over all settings of an export; a step is about
/// a byte that is compared.
const STEPS: u64 = 1 << 26;

/// What is left of them.
#[derive(Debug)]
pub(super) struct Steps(Cell<u64>);

impl Steps {
    pub(super) fn new() -> Self {
        Self(Cell::new(STEPS))
    }

    /// Takes some, or tells that there are not so many.
    pub(super) fn take(&self, count: usize) -> Result<(), String> {
        match self.0.get().checked_sub(count as u64) {
            Some(left) => {
                self.0.set(left);
                Ok(())
            }
            None => {
                self.0.set(0);
                Err(format!(
                    "to check it against the schema takes more than {STEPS} steps"
                ))
            }
        }
    }

    /// How to mend that they did not suffice.
    pub(super) fn hint(&self) -> Option<String> {
        let hint = "give fewer and shorter values; if they are few and short, the schema is made \
                    to be slow: ask the exporter's author";
        (self.0.get() == 0).then(|| hint.to_owned())
    }
}
