//! Exporters that mean harm: each is ended by a limit or refused, and the host
//! lives on. They are written as text and assembled while the tests run.

mod guest;
mod limits;
mod output;

use portcullis_host::{Component, ErrorKind, Host, Limit, Limits, Output};
use portcullis_procfile::{Application, Procfile};

use crate::harness::App;
use guest::Guest;

const LOOP: &str = "(loop $again br $again) unreachable";

/// Little enough to be used up at once, and far more than an honest guest of
/// these tests needs.
fn little_fuel() -> Limits {
    let mut limits = Limits::default();
    limits.fuel = 1_000_000;
    limits
}

fn application() -> Application {
    let procfile = Procfile::parse("Procfile", "web: ./serve").unwrap();
    Application::builder("shop")
        .root("/srv/shop")
        .build(&procfile)
        .unwrap()
}

fn load(host: &Host, guest: &Guest) -> Component {
    host.load("hostile", &guest.component()).unwrap()
}

/// Exports with the one exporter that the guests have, to the end.
fn export(host: &Host, guest: &Guest, limits: &Limits) -> Result<Vec<Output>, ErrorText> {
    let component = load(host, guest);
    let run = component.export("x", &application(), &[], limits);
    run.and_then(Iterator::collect).map_err(ErrorText::from)
}

/// What is asserted of an error.
#[derive(Debug)]
struct ErrorText {
    limit: Option<Limit>,
    is_trap: bool,
    text: String,
}

impl From<portcullis_host::Error> for ErrorText {
    fn from(error: portcullis_host::Error) -> Self {
        Self {
            limit: match error.kind() {
                ErrorKind::Limit { limit, .. } => Some(*limit),
                _ => None,
            },
            is_trap: matches!(error.kind(), ErrorKind::Trap(_)),
            text: error.to_string(),
        }
    }
}

#[track_caller]
fn exceeds(guest: &Guest, limits: &Limits, limit: Limit) {
    let host = Host::with_manual_ticks().unwrap();
    let error = export(&host, guest, limits).unwrap_err();
    assert_eq!(error.limit, Some(limit), "{}", error.text);
    assert!(error.text.contains("hostile"), "{}", error.text);
    assert!(error.text.contains("exceeds"), "{}", error.text);
    // The host is none the worse for it.
    assert!(export(&host, &Guest::honest(), &Limits::default()).is_ok());
}

/// A guest that does this in each of its phases.
fn phases(body: &str) -> [(&'static str, Guest); 4] {
    let guest = Guest::honest;
    [
        ("describe", guest().describe(body)),
        ("start", guest().start(body)),
        ("next", guest().next(body)),
        ("realloc", guest().realloc(body)),
    ]
}

#[test]
fn an_honest_guest_made_the_same_way_exports_its_file() {
    let host = Host::with_manual_ticks().unwrap();
    let outputs = export(&host, &Guest::honest(), &little_fuel()).unwrap();
    let [Output::File(file)] = &outputs[..] else {
        panic!("not one file: {outputs:?}");
    };
    assert_eq!(
        (file.path.as_str(), &file.content[..]),
        ("file", &b"content"[..])
    );
}

#[test]
fn an_endless_loop_runs_out_of_fuel_in_every_phase() {
    for (phase, guest) in phases(LOOP) {
        println!("{phase}");
        exceeds(&guest, &little_fuel(), Limit::Fuel);
    }
}

#[test]
fn an_endless_loop_meets_the_deadline_in_every_phase() {
    let mut limits = Limits::default();
    limits.deadline = portcullis_host::limits::TICK;
    for (phase, guest) in phases(LOOP) {
        let host = Host::with_manual_ticks().unwrap();
        let error = while_ticking(&host, || export(&host, &guest, &limits).unwrap_err());
        assert_eq!(
            error.limit,
            Some(Limit::Deadline),
            "{phase}: {}",
            error.text
        );
    }
}

/// Moves the clock of deadlines as fast as it goes while something runs.
fn while_ticking<T>(host: &Host, run: impl FnOnce() -> T) -> T {
    use std::sync::atomic::{AtomicBool, Ordering};
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                host.tick();
                std::thread::yield_now();
            }
        });
        let result = run();
        done.store(true, Ordering::Relaxed);
        result
    })
}

#[test]
fn equal_runs_use_equal_fuel() {
    let host = Host::with_manual_ticks().unwrap();
    let component = load(&host, &Guest::honest());
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..100 {
        let mut run = component
            .export("x", &application(), &[], &little_fuel())
            .unwrap();
        assert_eq!(run.by_ref().count(), 1);
        seen.insert(run.usage().fuel);
    }
    assert_eq!(seen.len(), 1, "{seen:?}");
}

#[test]
fn a_trap_ends_the_export_and_names_the_exporter() {
    for (phase, guest) in phases("unreachable") {
        let host = Host::with_manual_ticks().unwrap();
        let error = export(&host, &guest, &Limits::default()).unwrap_err();
        assert!(error.is_trap, "{phase}: {}", error.text);
        assert!(error.text.contains("`hostile`"), "{phase}: {}", error.text);
    }
}

#[test]
fn a_thousand_traps_leave_the_host_alive() {
    let host = Host::with_manual_ticks().unwrap();
    let component = load(&host, &Guest::honest().next("unreachable"));
    for _ in 0..1000 {
        let mut run = component
            .export("x", &application(), &[], &Limits::default())
            .unwrap();
        assert!(run.next().unwrap().is_err());
        assert!(
            run.next().is_none(),
            "a guest that trapped was entered again"
        );
    }
    assert!(export(&host, &Guest::honest(), &Limits::default()).is_ok());
}

#[test]
fn recursion_ends_before_the_stack_of_the_host_does() {
    let guest = Guest::honest().start("(call $start (i32.const 0))");
    exceeds(&guest, &Limits::default(), Limit::Stack);
}

#[test]
fn memory_is_bounded() {
    let mut limits = Limits::default();
    limits.memory = 8 << 20;
    let grow = "(drop (memory.grow (i32.const 1000))) unreachable";
    exceeds(&Guest::honest().start(grow), &limits, Limit::Memory);
    exceeds(&Guest::honest().describe(grow), &limits, Limit::Memory);
}

#[test]
fn tables_count_as_memory() {
    let mut limits = Limits::default();
    limits.memory = 8 << 20;
    let grow = "(drop (table.grow (ref.null func) (i32.const 2000000))) unreachable";
    exceeds(&Guest::honest().start(grow), &limits, Limit::Memory);
}

#[test]
fn memory_that_is_asked_for_in_advance_is_bounded_too() {
    let mut limits = Limits::default();
    limits.memory = 8 << 20;
    let guest = Guest::honest().also("(table 4000000 funcref)");
    exceeds(&guest, &limits, Limit::Memory);
}

#[test]
fn memories_add_up_over_the_modules_of_a_component() {
    let host = Host::with_manual_ticks().unwrap();
    let mut limits = Limits::default();
    limits.memory = 16 << 20;
    let load = |count| {
        let component = Guest::honest().component_with_memories(count);
        host.load("hostile", &component).unwrap()
    };
    load(2).inspect(&limits).unwrap();
    let error = ErrorText::from(load(4).inspect(&limits).unwrap_err());
    assert_eq!(error.limit, Some(Limit::Memory), "{}", error.text);
}

#[test]
fn the_binary_ends_a_trap_with_its_own_code_and_writes_nothing() {
    for (phase, guest) in phases("unreachable") {
        println!("{phase}");
        let app = App::new("web: ./serve\n").file("app/guest.wasm", guest.component());
        let run = app.export("x", &["--exporter", "guest.wasm"]);
        run.fails_with(5)
            .stdout_is("")
            .stderr_contains("trapped")
            .writes_nothing();
    }
}
