//! What a store holds: the memory budget, summed over all memories and tables.

use wasmtime::{ResourceLimiter, Store};

use crate::engine::Host;
use crate::limits::{CORE_INSTANCES, Limit, Limits, TABLE_ELEMENTS};

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
    exceeded: Option<(Limit, u64)>,
}

impl Budget {
    /// What a guest was ended for asking more of, and how much it may have.
    pub(crate) fn exceeded(&self) -> Option<(Limit, u64)> {
        self.exceeded
    }

    /// How much is in use, in bytes. Memories never shrink, so this is also the
    /// most that was.
    pub(crate) fn used(&self) -> u64 {
        self.memories + self.tables
    }

    fn grow(&mut self, by: u64) -> wasmtime::Result<()> {
        if self.used().saturating_add(by) > self.allowed {
            return Err(self.end(Limit::Memory, self.allowed));
        }
        Ok(())
    }

    /// An error ends the guest; `Ok(false)` would let it go on and report something
    /// else as the cause.
    fn end(&mut self, limit: Limit, budget: u64) -> wasmtime::Error {
        self.exceeded = Some((limit, budget));
        wasmtime::Error::msg(limit.to_string())
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
        if self.tables.saturating_add(by) / ELEMENT > TABLE_ELEMENTS {
            return Err(self.end(Limit::TableElements, TABLE_ELEMENTS));
        }
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
        exceeded: None,
    };
    let mut store = Store::new(host.engine(), budget);
    store.limiter(|budget| budget);
    store.set_fuel(limits.fuel)?;
    store.epoch_deadline_trap();
    store.set_hostcall_fuel(usize::try_from(limits.transfer).unwrap_or(usize::MAX));
    store.set_max_component_handles(limits.handles);
    Ok(store)
}
