//! One instance and its clock: every call into a guest goes through here.

use std::time::{Duration, Instant};

use wasmtime::{Store, Trap};

use crate::bindings::{Exporter, ExporterPre};
use crate::budget::{self, Budget};
use crate::engine::Host;
use crate::error::ErrorKind;
use crate::export::Usage;
use crate::limits::{CORE_INSTANCES, Limit, Limits, STACK, TICK};

/// An instance in its own store. After any error it is not entered again.
pub(crate) struct Call {
    store: Store<Budget>,
    exporter: Exporter,
    limits: Limits,
    spent: Duration,
    /// Since when the caller has what was returned.
    returned: Option<Instant>,
}

impl Call {
    pub(crate) fn instantiate(
        host: &Host,
        pre: &ExporterPre<Budget>,
        limits: &Limits,
    ) -> Result<Self, ErrorKind> {
        let mut store =
            budget::store(host, limits).map_err(|e| ErrorKind::Engine(e.to_string()))?;
        store.set_epoch_deadline(ticks(limits.deadline));
        let begun = Instant::now();
        match pre.instantiate(&mut store) {
            Ok(exporter) => Ok(Self {
                store,
                exporter,
                limits: limits.clone(),
                spent: begun.elapsed(),
                returned: None,
            }),
            Err(error) => Err(failure(&error, &store, limits)),
        }
    }

    /// Begins to count what the caller does with what was returned.
    pub(crate) fn hand_over(&mut self) {
        self.returned = Some(Instant::now());
    }

    /// Counts it.
    pub(crate) fn take_back(&mut self) {
        if let Some(returned) = self.returned.take() {
            self.spent += returned.elapsed();
        }
    }

    /// Calls the guest, in what is left of its time.
    pub(crate) fn enter<T>(
        &mut self,
        call: impl FnOnce(&Exporter, &mut Store<Budget>) -> wasmtime::Result<T>,
    ) -> Result<T, ErrorKind> {
        let left = self.limits.deadline.saturating_sub(self.spent);
        if left.is_zero() {
            return Err(late(&self.limits));
        }
        self.store.set_epoch_deadline(ticks(left));
        let begun = Instant::now();
        let result = call(&self.exporter, &mut self.store);
        self.spent += begun.elapsed();
        result.map_err(|error| failure(&error, &self.store, &self.limits))
    }

    /// What was used so far, of what counts for every call.
    pub(crate) fn usage(&self) -> Usage {
        Usage {
            fuel: self.fuel(),
            memory: self.memory(),
            time: self.spent(),
            ..Usage::default()
        }
    }

    /// Fuel used so far.
    pub(crate) fn fuel(&self) -> u64 {
        let left = self.store.get_fuel().unwrap_or(0);
        self.limits.fuel.saturating_sub(left)
    }

    /// Memory in use, in bytes.
    pub(crate) fn memory(&self) -> u64 {
        self.store.data().used()
    }

    /// Time that counts towards the deadline, so far.
    pub(crate) fn spent(&self) -> Duration {
        self.spent
    }
}

fn ticks(time: Duration) -> u64 {
    let ticks = time.as_nanos().div_ceil(TICK.as_nanos());
    // The current tick has already begun.
    u64::try_from(ticks)
        .unwrap_or(u64::MAX / 2)
        .min(u64::MAX / 2)
        + 1
}

fn failure(error: &wasmtime::Error, store: &Store<Budget>, limits: &Limits) -> ErrorKind {
    let exceeded = |limit, budget| ErrorKind::Limit { limit, budget };
    if let Some((limit, budget)) = store.data().exceeded() {
        return exceeded(limit, budget);
    }
    match error.downcast_ref::<Trap>() {
        Some(Trap::OutOfFuel) => exceeded(Limit::Fuel, limits.fuel),
        Some(Trap::Interrupt) => late(limits),
        Some(Trap::StackOverflow) => exceeded(Limit::Stack, STACK as u64),
        Some(trap) => ErrorKind::Trap(trap.to_string()),
        None if is_of_system(error) => ErrorKind::Engine(error.root_cause().to_string()),
        None => untyped(&error.root_cause().to_string(), limits),
    }
}

fn late(limits: &Limits) -> ErrorKind {
    ErrorKind::Limit {
        limit: Limit::Deadline,
        budget: limits.deadline.as_millis().try_into().unwrap_or(u64::MAX),
    }
}

/// Whether the system refused something to the engine, memory or a file: no guest
/// can bring that about, since it may open nothing and grows within its budget.
fn is_of_system(error: &wasmtime::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.is::<std::io::Error>() || cause.is::<rustix::io::Errno>())
}

/// Three of wasmtime's errors have no public type, only their text.
fn untyped(text: &str, limits: &Limits) -> ErrorKind {
    let exceeded = |limit, budget| ErrorKind::Limit { limit, budget };
    if text.contains("fuel allocated for hostcalls") {
        exceeded(Limit::Transfer, limits.transfer)
    } else if text.contains("handle") && text.contains("limit") {
        exceeded(Limit::Handles, limits.handles as u64)
    } else if text.contains("instance count too high") {
        exceeded(Limit::CoreInstances, CORE_INSTANCES as u64)
    } else {
        ErrorKind::Trap(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_is_met_by_whole_ticks_and_the_one_that_has_begun() {
        for (time, met) in [
            (Duration::ZERO, 1),
            (Duration::from_nanos(1), 2),
            (TICK, 2),
            (TICK * 5 / 2, 4),
            (TICK * 3000, 3001),
        ] {
            assert_eq!(ticks(time), met, "{time:?}");
            let late = TICK * u32::try_from(met).unwrap();
            assert!(late > time && late < time + TICK * 2, "{time:?}");
        }
    }
}
