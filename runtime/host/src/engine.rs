//! One engine: how components are compiled, and the clock of deadlines.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use wasmtime::component::{Component, Linker};
use wasmtime::{
    Config, Engine, EngineWeak, OperatorCost, RegallocAlgorithm, Strategy, VariableOperatorCost,
    WasmFeatures,
};

use crate::budget::Budget;
use crate::bulk;
use crate::code::CodePages;
use crate::error::{Error, ErrorKind, Subject};
use crate::limits::{STACK, TICK};

/// Loads components. One serves a whole program, from any thread.
///
/// A `Host` holds an engine that runs and cannot compile, and an empty linker:
/// there is nothing that a component could import.
#[derive(Clone)]
pub struct Host {
    inner: Arc<Inner>,
}

struct Inner {
    engine: Engine,
    compiler: OnceLock<Engine>,
    linker: Linker<Budget>,
    precompiled: Mutex<BTreeMap<usize, Component>>,
}

impl Host {
    /// Makes a host whose deadlines follow the clock. A thread ticks until the
    /// host and all that came from it are gone.
    ///
    /// # Errors
    ///
    /// If the engine does not support this machine, or no thread can be had.
    pub fn new() -> Result<Self, Error> {
        let host = Self::with_manual_ticks()?;
        let engine = host.engine().weak();
        let ticker = std::thread::Builder::new().name("deadlines".to_owned());
        let ticking = ticker.spawn(move || tick_with_the_clock(&engine));
        ticking.map_err(|error| engine_failed(&error))?;
        Ok(host)
    }

    /// Makes a host whose deadlines only move by [`Host::tick`], for tests.
    ///
    /// # Errors
    ///
    /// If the engine does not support this machine.
    pub fn with_manual_ticks() -> Result<Self, Error> {
        let engine = running()?;
        let linker = Linker::new(&engine);
        Ok(Self {
            inner: Arc::new(Inner {
                engine,
                compiler: OnceLock::new(),
                linker,
                precompiled: Mutex::default(),
            }),
        })
    }

    /// Moves all deadlines by one [`TICK`].
    pub fn tick(&self) {
        self.engine().increment_epoch();
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.inner.engine
    }

    /// The engine that compiles for this one, made when the first asks for it.
    pub(crate) fn compiler(&self) -> Result<&Engine, Error> {
        match self.inner.compiler.get() {
            Some(compiler) => Ok(compiler),
            None => {
                let compiler = native()?;
                Ok(self.inner.compiler.get_or_init(|| compiler))
            }
        }
    }

    /// Code that runs in place, by its address.
    pub(crate) fn precompiled(&self) -> &Mutex<BTreeMap<usize, Component>> {
        &self.inner.precompiled
    }

    pub(crate) fn linker(&self) -> &Linker<Budget> {
        &self.inner.linker
    }
}

impl std::fmt::Debug for Host {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Host").finish_non_exhaustive()
    }
}

/// Ticks until the engine is gone. A thread that sleeps for a tick wakes up later
/// than that, the more so the more the machine has to do, so the ticks that are due
/// are told from the clock: thousands of them would make a deadline half as long
/// again. And it sleeps until the next one is due, since a deadline that is set while
/// one is overdue would end as much too early.
fn tick_with_the_clock(engine: &EngineWeak) {
    let begun = Instant::now();
    let mut ticks = 0;
    while let Some(engine) = engine.upgrade() {
        let due = begun.elapsed().as_nanos() / TICK.as_nanos();
        while ticks < due {
            engine.increment_epoch();
            ticks += 1;
        }
        drop(engine);
        let next = u32::try_from(ticks + 1).map_or(Duration::MAX, |next| TICK * next);
        std::thread::sleep(next.saturating_sub(begun.elapsed()).min(TICK));
    }
}

/// An engine that runs what [`native`] or [`for_target`] compiled. To set up a
/// compiler takes as long as to load what is compiled already.
fn running() -> Result<Engine, Error> {
    Engine::new(config().enable_compiler(false)).map_err(|error| engine_failed(&error))
}

/// An engine that compiles for this machine and need not run.
pub(crate) fn native() -> Result<Engine, Error> {
    Engine::new(&config()).map_err(|error| engine_failed(&error))
}

/// Compiles a component, so that it looks at its deadline in the midst of whatever it
/// does to its memory.
pub(crate) fn compile(engine: &Engine, component: &[u8]) -> wasmtime::Result<Vec<u8>> {
    let Ok(Some(changed)) = bulk::in_pieces(component) else {
        return engine.precompile_component(component);
    };
    engine.precompile_component(&changed).map_err(|error| {
        // What is wrong with it is told by its own offsets.
        engine
            .precompile_component(component)
            .err()
            .unwrap_or(error)
    })
}

/// An engine that compiles for the oldest machine of a target and cannot run.
pub(crate) fn for_target(target: &str) -> Result<Engine, Error> {
    let mut config = config();
    config
        .target(target)
        .map_err(|error| engine_failed(&error))?;
    Engine::new(&config).map_err(|error| engine_failed(&error))
}

/// The same for ahead-of-time compilation and for running; code compiled under
/// another configuration is refused by the engine.
fn config() -> Config {
    let mut config = Config::new();
    config
        .strategy(Strategy::Cranelift)
        .cranelift_regalloc_algorithm(RegallocAlgorithm::Backtracking)
        .cranelift_nan_canonicalization(true)
        .consume_fuel(true)
        .operator_cost(operator_cost())
        .epoch_interruption(true)
        .max_wasm_stack(STACK)
        .with_custom_code_memory(Some(Arc::new(CodePages)))
        .native_unwind_info(cfg!(windows))
        .generate_address_map(false)
        .wasm_backtrace_max_frames(None)
        .wasm_component_model(true);
    config.wasm_features(REFUSED, false);
    config
}

/// What no exporter needs, and what makes the engine larger to trust. Several
/// memories in a module are refused before, since the engine needs them itself.
pub(crate) const REFUSED: WasmFeatures = WasmFeatures::THREADS
    .union(WasmFeatures::SHARED_EVERYTHING_THREADS)
    .union(WasmFeatures::MEMORY64)
    .union(WasmFeatures::GC)
    .union(WasmFeatures::FUNCTION_REFERENCES)
    .union(WasmFeatures::EXCEPTIONS)
    .union(WasmFeatures::LEGACY_EXCEPTIONS)
    .union(WasmFeatures::TAIL_CALL)
    .union(WasmFeatures::STACK_SWITCHING)
    .union(WasmFeatures::RELAXED_SIMD)
    .union(WasmFeatures::CUSTOM_PAGE_SIZES)
    .union(WasmFeatures::WIDE_ARITHMETIC)
    .union(WasmFeatures::MEMORY_CONTROL)
    .union(WasmFeatures::CUSTOM_DESCRIPTORS)
    .union(WasmFeatures::CM_ASYNC)
    .union(WasmFeatures::CM_ASYNC_STACKFUL)
    .union(WasmFeatures::CM_MORE_ASYNC_BUILTINS)
    .union(WasmFeatures::CM_THREADING)
    .union(WasmFeatures::CM_ERROR_CONTEXT)
    .union(WasmFeatures::CM_VALUES)
    .union(WasmFeatures::CM_GC)
    .union(WasmFeatures::CM64);

/// Bulk operations cost what they move, so that fuel bounds time.
fn operator_cost() -> OperatorCost {
    let mut cost = OperatorCost::new();
    cost.variable = VariableOperatorCost {
        memory_copy_per_byte: 1,
        memory_fill_per_byte: 1,
        memory_init_per_byte: 1,
        memory_grow_per_page: 255,
        table_copy_per_element: 8,
        table_fill_per_element: 8,
        table_init_per_element: 8,
        table_grow_per_element: 8,
        ..VariableOperatorCost::new()
    };
    cost
}

fn engine_failed(error: &impl ToString) -> Error {
    Error::new(
        &Subject::unnamed("host"),
        ErrorKind::Engine(error.to_string()),
    )
}
