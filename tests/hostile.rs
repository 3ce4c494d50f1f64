//! Exporters that mean harm: each is ended by a limit or refused, and the host
//! lives on. They are written as text and assembled while the tests run.

mod deadline;
mod guest;
mod limits;
mod naughty;
mod output;
mod shown;
pub(crate) mod trial;

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
    text: String,
}

impl From<portcullis_host::Error> for ErrorText {
    fn from(error: portcullis_host::Error) -> Self {
        Self {
            limit: match error.kind() {
                ErrorKind::Limit { limit, .. } => Some(*limit),
                _ => None,
            },
            text: error.to_string(),
        }
    }
}

/// A guest that does this in each of its phases.
fn phases(body: &str) -> [(&'static str, Guest); 8] {
    let guest = Guest::honest;
    [
        ("the start function", guest().first(body)),
        ("describe", guest().describe(body)),
        ("start", guest().start(body)),
        ("next", guest().next(body)),
        ("realloc", guest().realloc(body)),
        ("after describe", guest().after("describe", body)),
        ("after start", guest().after("start", body)),
        ("after next", guest().after("next", body)),
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
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run));
        done.store(true, Ordering::Relaxed);
        result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
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
