//! What must become of compile bombs.

use std::time::{Duration, Instant};

use crate::corpus::arguments;
use crate::corpus::bombs::{BOMBS, Bomb, COMPILED, End, SMALL};
use crate::harness::App;

/// Far more than any of these takes, for a machine that does other things too.
const GENEROUS: Duration = Duration::from_secs(120);

#[track_caller]
pub(crate) fn ends(bomb: &Bomb) {
    let (what, bytes) = (bomb.name, (bomb.component)());
    let app = App::empty().file("app/bomb.wasm", &bytes);
    let begun = Instant::now();
    let limits = arguments(&SMALL);
    let limits: Vec<_> = limits.iter().map(String::as_str).collect();
    let run = app.run(&[&["inspect", "bomb.wasm"], &limits[..]].concat());
    let took = begun.elapsed();
    let first = run.stderr.lines().next().unwrap_or_default();
    println!("{what}: {} bytes, {took:.1?}: {first}", bytes.len());
    assert!(took < GENEROUS, "{what} took {took:?}");
    run.fails_with(4).writes_nothing();
    run.stderr_contains("`bomb.wasm`");
    match bomb.end {
        End::Screened(unit) => {
            run.stderr_contains("has more than").stderr_contains(unit);
        }
        End::Invalid => {
            run.stderr_contains("is not valid WebAssembly");
        }
        End::Bounded => {
            let is_ended = first.contains("needs more than");
            assert!(is_ended || first.contains(COMPILED), "{what}: {run}");
            let is_told = run.stderr.contains("raise it with --limit compile-");
            assert_eq!(is_told, is_ended, "{what}: {run}");
        }
    }
}

#[test]
fn there_are_bombs_for_every_end() {
    assert!(BOMBS.len() >= 20, "{}", BOMBS.len());
    let count = |wanted: fn(&End) -> bool| BOMBS.iter().filter(|b| wanted(&b.end)).count();
    assert!(count(|end| matches!(end, End::Screened(_))) >= 10);
    assert!(count(|end| matches!(end, End::Bounded)) >= 10);
}
