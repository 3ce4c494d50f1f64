//! How late a deadline is kept, in ticks that the test itself gives.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use portcullis_host::limits::TICK;
use portcullis_host::{Host, Limit, Limits};

use super::{ErrorText, Guest, LOOP, application, load, phases};

/// Ticks of the deadline.
const DEADLINE: u32 = 50;
/// What a guest computes before each tick: long enough to be in its loop, and to have
/// seen the tick before.
const COMPUTED: Duration = Duration::from_millis(5);

#[test]
fn an_endless_loop_ends_within_two_ticks_of_its_deadline_in_every_phase() {
    let mut limits = Limits::default();
    limits.deadline = TICK * DEADLINE;
    for (phase, guest) in phases(LOOP) {
        let host = Host::with_manual_ticks().unwrap();
        let component = load(&host, &guest);
        let ticks = ticks_until_done(&host, || {
            let run = component.export("x", &application(), &[], &limits);
            let error = ErrorText::from(
                run.and_then(Iterator::collect::<Result<Vec<_>, _>>)
                    .unwrap_err(),
            );
            assert_eq!(error.limit, Some(Limit::Deadline), "{}", error.text);
        });
        // What passed on the clock before the loop counts too, and is more on a busy
        // machine.
        let range = DEADLINE / 2..=DEADLINE + 2;
        assert!(range.contains(&ticks), "{phase}: after {ticks} ticks");
    }
}

/// How much of it was done is told by its fuel, of which each byte takes one.
#[test]
fn an_instruction_over_much_memory_is_ended_in_its_midst() {
    const MUCH: u32 = 400 << 20;
    let mut limits = Limits::default();
    limits.deadline = TICK;
    let host = Host::new().unwrap();
    for instruction in [
        format!("(memory.fill (i32.const 1) (i32.const 7) (i32.const {MUCH}))"),
        format!("(memory.copy (i32.const 1) (i32.const 0) (i32.const {MUCH}))"),
        format!("(memory.copy (i32.const 0) (i32.const 1) (i32.const {MUCH}))"),
    ] {
        let body = format!("(drop (memory.grow (i32.const 7000))) {instruction} {LOOP}");
        let component = load(&host, &Guest::honest().next(&body));
        let mut run = component.export("x", &application(), &[], &limits).unwrap();
        let error = ErrorText::from(run.next().unwrap().unwrap_err());
        assert_eq!(error.limit, Some(Limit::Deadline), "{}", error.text);
        let fuel = run.usage().fuel;
        assert!(
            fuel < u64::from(MUCH),
            "{fuel} units of fuel: {instruction}"
        );
    }
}

/// A busy machine may keep the thread that ticks from its work, but not often.
#[test]
fn a_deadline_is_seldom_cut_short() {
    let mut limits = Limits::default();
    limits.deadline = TICK * 3;
    let host = Host::new().unwrap();
    let component = load(&host, &Guest::honest().next(LOOP));
    let is_early = |number: u64| {
        thread::sleep(TICK / 16 * u32::try_from(number % 16).unwrap());
        let mut run = component.export("x", &application(), &[], &limits).unwrap();
        let error = ErrorText::from(run.next().unwrap().unwrap_err());
        assert_eq!(error.limit, Some(Limit::Deadline), "{}", error.text);
        run.usage().time < limits.deadline
    };
    let early = (0..32).filter(|number| is_early(*number)).count();
    assert!(early <= 6, "{early} of 32 ended before their time");
}

#[test]
fn what_is_done_with_files_counts_from_the_first_to_the_last() {
    let mut limits = Limits::default();
    limits.deadline = Duration::from_secs(2);
    let host = Host::with_manual_ticks().unwrap();
    let component = load(&host, &Guest::honest().files(&["a", "b"], 1));
    let mut run = component.export("x", &application(), &[], &limits).unwrap();
    thread::sleep(limits.deadline);
    assert!(
        run.next().unwrap().is_ok(),
        "nothing was handed over before"
    );
    thread::sleep(limits.deadline);
    let error = ErrorText::from(run.next().unwrap().unwrap_err());
    assert_eq!(error.limit, Some(Limit::Deadline), "{}", error.text);
    assert!(run.next().is_none());
    assert!(run.usage().time >= limits.deadline);
}

/// Counts the ticks that something needs to end. Between two of them its thread has
/// computed for a while, which no sleep would tell on a busy machine.
fn ticks_until_done(host: &Host, run: impl FnOnce() + Send) -> u32 {
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        let running = scope.spawn(move || {
            sender.send(statistics()).unwrap();
            run();
        });
        let statistics = receiver.recv().unwrap();
        let (mut ticks, mut next) = (0, COMPUTED);
        while !running.is_finished() {
            match computed(&statistics) {
                Some(time) if time >= next => {
                    next = time + COMPUTED;
                    host.tick();
                    ticks += 1;
                }
                _ => thread::yield_now(),
            }
        }
        ticks
    })
}

/// Where the kernel says what this thread has computed.
fn statistics() -> PathBuf {
    let thread = fs::read_link("/proc/thread-self").unwrap();
    Path::new("/proc").join(thread).join("schedstat")
}

/// What a thread has computed; nothing if it is gone.
fn computed(statistics: &Path) -> Option<Duration> {
    let text = fs::read_to_string(statistics).ok()?;
    let nanoseconds = text.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}
