//! What a run must have been: ended by what its row says, in time and memory, with
//! an error that teaches and nothing written.

use std::time::Duration;

use anyhow::Result;
use portcullis_host::{Limit, Limits, limits, visible};

use super::emit;
use super::measure::Measured;
use super::place::Place;
use super::table::Verdict;
use crate::corpus::bombs::{self, Bomb, COMPILED};
use crate::corpus::{Case, End, SMALL};

/// What starting and ending processes may take beyond the honest run, on a machine
/// that does other things too.
const GRACE: Duration = Duration::from_secs(1);

/// What one instruction that moves all of a guest's memory may take, for each byte of
/// the limit: half a second for the limit that everybody has.
const MOVING: Duration = Duration::from_nanos(1);

/// Runs a guest and tells what is wrong with how it ended.
pub(crate) fn case(place: &Place, case: &Case, base: &Measured, quick: bool) -> Result<Verdict> {
    let given: &[_] = if quick { &SMALL } else { &[] };
    let mut limits = Limits::default();
    let mut args = Vec::new();
    for (limit, figure) in given.iter().chain(case.limits) {
        limits.set(*limit, *figure);
        args.extend(["--limit".to_owned(), written(*limit, *figure)]);
    }
    if case.end == End::Harmless {
        args.extend(["--json".to_owned(), "--verify-determinism".to_owned()]);
    }
    let run = place.export(&emit::file(case.guest.path), &args)?;
    let mut wrong = Vec::new();
    ended(case, &run, &limits, &mut wrong);
    is_safe_to_show(&run, &mut wrong);
    if run.has_written != (case.end == End::Harmless) {
        wrong.push("it has written, or has not, what it should".to_owned());
    }
    let moving = MOVING * u32::try_from(limits.memory).unwrap_or(u32::MAX);
    let most = limits.deadline + 2 * limits::TICK + moving + base.wall + GRACE;
    if run.wall > most {
        wrong.push(format!("it took longer than {most:.1?}"));
    }
    let most = 2 * limits.memory.max(limits.transfer) + base.peak;
    if run.peak > most {
        wrong.push(format!("it took more than {most} bytes"));
    }
    Ok(Verdict::of(case.guest.path, &stopped(&run), &run, wrong))
}

/// A limit as the command line has it: seconds for times.
fn written(limit: Limit, figure: u64) -> String {
    let name = limit.name().unwrap_or_default();
    match limit {
        Limit::Deadline => format!("{name}={}", figure as f64 / 1000.0),
        _ => format!("{name}={figure}"),
    }
}

/// The exit code and the words of the error.
fn ended(case: &Case, run: &Measured, limits: &Limits, wrong: &mut Vec<String>) {
    let code = code(case.end);
    if run.code != Some(code) {
        wrong.push(format!("the exit code is {:?} and not {code}", run.code));
    }
    let says = case.end.says().map(str::to_owned);
    let words = says.into_iter().chain(match case.end {
        End::Import(name) => vec![format!("imports `{name}"), hint("build the exporter")],
        End::Limit(limit) => words_of(limit, case, run, limits),
        End::Trap => vec![
            "trapped: ".to_owned(),
            hint("this is a fault in the exporter"),
        ],
        End::Manifest(_) => vec!["describes itself wrongly".to_owned()],
        _ => vec![],
    });
    for word in words.filter(|word| !run.stderr.contains(word)) {
        wrong.push(format!("it does not say `{word}`"));
    }
    let is_json = || serde_json::from_str::<serde_json::Value>(&run.stdout).is_ok();
    if case.end == End::Harmless && !is_json() {
        wrong.push("it prints no JSON".to_owned());
    }
}

/// The documented exit code.
fn code(end: End) -> i32 {
    match end {
        End::Import(_) | End::Refused(_) => 4,
        End::Limit(_) | End::Trap | End::Manifest(_) | End::Error(_) => 5,
        End::Path(_) => 6,
        End::Harmless => 0,
    }
}

fn hint(begin: &str) -> String {
    format!("hint: {begin}")
}

/// What the error of a limit must say: which, how much, whose, and what to do.
fn words_of(limit: Limit, case: &Case, run: &Measured, limits: &Limits) -> Vec<String> {
    // Where there is much fuel, a slow machine meets the deadline before its end.
    let is_late = limit == Limit::Fuel && run.stderr.contains(&Limit::Deadline.to_string());
    let limit = if is_late { Limit::Deadline } else { limit };
    let figure = limit.figure(limits).unwrap_or_else(|| fixed(limit));
    let whose = match run.stderr.contains("exporter `x` of `hostile` 0.1.0: ") {
        true => String::new(),
        false => format!("{}`", emit::file(case.guest.path)),
    };
    let remedy = match limit.name() {
        Some(name) => hint(&format!("raise it with --limit {name}=…, or ask")),
        None => hint("no exporter of ordinary size comes near, and this limit is fixed"),
    };
    vec![format!("exceeds {figure} {limit}"), whose, remedy]
}

/// The figure of a limit that nobody can set.
fn fixed(limit: Limit) -> u64 {
    match limit {
        Limit::Stack => limits::STACK as u64,
        Limit::CoreInstances => limits::CORE_INSTANCES as u64,
        Limit::TableElements => limits::TABLE_ELEMENTS,
        Limit::SchemaNesting => limits::SCHEMA_NESTING,
        Limit::Exporters => limits::EXPORTERS,
        Limit::Templates => limits::TEMPLATES,
        _ => 0,
    }
}

/// Nothing that a terminal obeys is in what was said, and not more than anybody
/// reads.
fn is_safe_to_show(run: &Measured, wrong: &mut Vec<String>) {
    let said = [&run.stdout, &run.stderr].map(|text| text.replace('\n', ""));
    if said.iter().any(|text| visible(text) != *text) {
        wrong.push("it sent something to the terminal that obeys".to_owned());
    }
    if run.stderr.len() > 16 << 10 {
        wrong.push(format!("it says {} bytes", run.stderr.len()));
    }
}

/// What stopped a run, from its first line.
fn stopped(run: &Measured) -> String {
    let error = |line: &&str| line.contains("error: ") || line.contains("\"message\": ");
    let Some(line) = run.stderr.lines().find(error) else {
        return "nothing".to_owned();
    };
    let begin = |word: &str| line.find(word).map(|at| &line[at..]);
    let told = [
        "exceeds ",
        "imports ",
        "needs more",
        "has more",
        "is not",
        "is precompiled",
    ]
    .into_iter()
    .chain([
        "cannot be compiled",
        "trapped: ",
        "describes ",
        "with other types",
        "accept ",
    ]);
    let told = told.filter_map(begin).next().unwrap_or(line);
    told.chars().take(60).collect()
}

/// Runs a compile bomb and tells what is wrong with how it ended.
pub(crate) fn bomb(place: &Place, bomb: &Bomb, base: &Measured) -> Result<Verdict> {
    let run = place.inspect(&emit::bomb_file(bomb), &bombs::LIMITS)?;
    let mut wrong = Vec::new();
    if run.code != Some(4) || !is_ended(bomb.end, &run) {
        wrong.push(format!(
            "{:?} is not how it ended: {}",
            bomb.end, run.stderr
        ));
    }
    is_safe_to_show(&run, &mut wrong);
    // The limits that the bombs are given: 30 seconds and 768 MiB.
    let (time, memory) = (
        Duration::from_secs(30) + base.wall + GRACE,
        (768 << 20) + base.peak,
    );
    if run.wall > time || run.peak > memory {
        wrong.push(format!(
            "it took longer than {time:.1?} or more than {memory} bytes"
        ));
    }
    Ok(Verdict::of(
        &format!("bombs/{}", bomb.name.replace('_', "-")),
        &stopped(&run),
        &run,
        wrong,
    ))
}

/// Whether a bomb was refused or ended as it must be.
fn is_ended(end: bombs::End, run: &Measured) -> bool {
    match end {
        bombs::End::Screened(unit) => {
            run.stderr.contains("has more than") && run.stderr.contains(unit)
        }
        bombs::End::Invalid => run.stderr.contains("is not valid WebAssembly"),
        bombs::End::Bounded => {
            run.stderr.contains("needs more than") || run.stderr.contains(COMPILED)
        }
    }
}
