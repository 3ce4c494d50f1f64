//! What a store holds: the memory budget, summed over all memories and tables.

use wasmtime::{ResourceLimiter, Store};

use crate::engine::Host;
use crate::limits::{CORE_INSTANCES, Limit, Limits};

/// The size of one element of a table, in bytes.
const ELEMENT: u64 = 8;

/// The memory budget of one store.
///
/// wasmtime's own limits hold for each memory by itself, so that many memories
/// of allowed size together exceed any budget. This one sums.
#[derive(Debug)]
pub(crate) struct Budget {
    allowed: u64,
    memories: u64,
    tables: u64,
    exceeded: bool,
}

impl Budget {
    /// Whether a guest was ended for asking for more.
    pub(crate) fn is_exceeded(&self) -> bool {
        self.exceeded
    }

    /// How much is in use, in bytes. Memories never shrink, so this is also the
    /// most that was.
    pub(crate) fn used(&self) -> u64 {
        self.memories + self.tables
    }

    fn grow(&mut self, by: u64) -> wasmtime::Result<()> {
        if self.used().saturating_add(by) > self.allowed {
            self.exceeded = true;
            // An error ends the guest; `Ok(false)` would let it go on and
            // report something else as the cause.
            return Err(wasmtime::Error::msg(Limit::Memory.to_string()));
        }
        Ok(())
    }
}

impl ResourceLimiter for Budget {
    fn instances(&self) -> usize {
        CORE_INSTANCES
    }

    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        // What its own maximum refuses takes nothing.
        if maximum.is_some_and(|most| desired > most) {
            return Ok(false);
        }
        let by = desired.saturating_sub(current) as u64;
        self.grow(by)?;
        self.memories += by;
        Ok(true)
    }

    fn table_growing(
        &mut self,
        current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        if maximum.is_some_and(|most| desired > most) {
            return Ok(false);
        }
        let by = (desired.saturating_sub(current) as u64).saturating_mul(ELEMENT);
        self.grow(by)?;
        self.tables += by;
        Ok(true)
    }
}

/// A store for one call, with every limit of the engine set.
pub(crate) fn store(host: &Host, limits: &Limits) -> wasmtime::Result<Store<Budget>> {
    let budget = Budget {
        allowed: limits.memory,
        memories: 0,
        tables: 0,
        exceeded: false,
    };
    let mut store = Store::new(host.engine(), budget);
    store.limiter(|budget| budget);
    store.set_fuel(limits.fuel)?;
    store.epoch_deadline_trap();
    store.set_hostcall_fuel(usize::try_from(limits.transfer).unwrap_or(usize::MAX));
    store.set_max_component_handles(limits.handles);
    Ok(store)
}
