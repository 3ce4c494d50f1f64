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
use crate::corpus::{Case, End, SMALL, arguments};

/// What starting and ending processes may take beyond the honest run, on a machine
/// that does other things too.
const GRACE: Duration = Duration::from_secs(1);

/// How an error names the exporter of a guest, once that has told who it is.
const WHOSE: &str = "exporter `x` of `hostile` 0.1.0: ";

/// Runs a guest and tells what is wrong with how it ended.
pub(crate) fn case(place: &Place, case: &Case, base: &Measured, quick: bool) -> Result<Verdict> {
    let given: &[_] = if quick { &SMALL } else { &[] };
    let given = [given, case.limits].concat();
    let (limits, mut args) = (of(&given), arguments(&given));
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
    took(&run, &limits, base, &mut wrong);
    Ok(Verdict::of(case.guest.path, &stopped(&run), &run, wrong))
}

/// What tells people of an exporter: its name, and the arguments before and after the
/// file.
type Page = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const PAGES: [Page; 4] = [
    ("inspect", &["inspect"], &[]),
    ("json", &["inspect"], &["--json"]),
    ("markdown", &["inspect"], &["--markdown"]),
    ("help", &["export", "x", "--exporter"], &["--help"]),
];

/// The pages that a guest is told on: all for one that means harm by its schema.
pub(crate) fn pages(case: &Case) -> &'static [Page] {
    match case.guest.path.starts_with("schemas/") {
        true => &PAGES,
        false => &[],
    }
}

/// Stops what nobody could read. In bytes.
const TOLD: usize = 16 << 20;

/// Has a page told of a guest, and tells what is wrong with that.
pub(crate) fn page(
    place: &Place,
    case: &Case,
    (name, before, after): Page,
    base: &Measured,
) -> Result<Verdict> {
    let run = place.tell(before, &emit::file(case.guest.path), after)?;
    let mut wrong = Vec::new();
    if run.code.is_none() || run.has_written {
        wrong.push("it did not end, or has written".to_owned());
    }
    is_safe_to_show(&run, &mut wrong);
    if run.stdout.len() > TOLD {
        wrong.push(format!("it tells {} bytes", run.stdout.len()));
    }
    took(&run, &Limits::default(), base, &mut wrong);
    let name = format!("{} ({name})", case.guest.path);
    Ok(Verdict::of(&name, &stopped(&run), &run, wrong))
}

/// Time and memory.
fn took(run: &Measured, limits: &Limits, base: &Measured, wrong: &mut Vec<String>) {
    let most = limits.deadline + 2 * limits::TICK + base.wall + GRACE;
    if run.wall > most {
        wrong.push(format!("it took longer than {most:.1?}"));
    }
    let most = 2 * limits.memory.max(limits.transfer) + base.peak;
    if run.peak > most {
        wrong.push(format!("it took more than {most} bytes"));
    }
}

/// The default limits with these in their place.
fn of(given: &[(Limit, u64)]) -> Limits {
    let mut limits = Limits::default();
    for (limit, figure) in given {
        limits.set(*limit, *figure);
    }
    limits
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
        End::Manifest(_) => vec![
            format!("{}`", emit::file(case.guest.path)),
            "describes itself wrongly".to_owned(),
            hint("this is a fault in the exporter"),
        ],
        End::Path(_) => vec![format!("{WHOSE}failed to "), hint("")],
        End::Settings(_) | End::Error(_) => vec![WHOSE.to_owned()],
        End::Refused(_) => vec![format!("{}`", emit::file(case.guest.path)), hint("")],
        End::Harmless => vec![],
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
        End::Limit(_) | End::Trap | End::Manifest(_) | End::Settings(_) | End::Error(_) => 5,
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
    let whose = match run.stderr.contains(WHOSE) {
        true => String::new(),
        false => format!("{}`", emit::file(case.guest.path)),
    };
    let remedy = match limit.name() {
        Some(name) => hint(&format!("raise it with --limit {name}=…, or ask")),
        None => hint("no exporter of ordinary size comes near, and this limit is fixed"),
    };
    vec![format!("exceeds {}", limit.counted(figure)), whose, remedy]
}

/// The figure of a limit that nobody can set.
fn fixed(limit: Limit) -> u64 {
    match limit {
        Limit::Stack => limits::STACK as u64,
        Limit::CoreInstances => limits::CORE_INSTANCES as u64,
        Limit::TableElements => limits::TABLE_ELEMENTS,
        Limit::SchemaNesting => limits::SCHEMA_NESTING,
        Limit::SchemaReferences => limits::SCHEMA_REFERENCES,
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
        "add file ",
    ]);
    let told = told.filter_map(begin).next().unwrap_or(line);
    told.chars().take(60).collect()
}

/// Runs a compile bomb and tells what is wrong with how it ended.
pub(crate) fn bomb(place: &Place, bomb: &Bomb, base: &Measured, quick: bool) -> Result<Verdict> {
    let given: &[_] = if quick { &bombs::SMALL } else { &[] };
    let run = place.inspect(&emit::bomb_file(bomb), &arguments(given))?;
    let mut wrong = Vec::new();
    if run.code != Some(4) || !is_ended(bomb.end, &run) {
        wrong.push(format!(
            "{:?} is not how it ended: {}",
            bomb.end, run.stderr
        ));
    }
    is_safe_to_show(&run, &mut wrong);
    let limits = of(given).compile;
    let (time, memory) = (
        limits.deadline + base.wall + GRACE,
        limits.memory + base.peak,
    );
    if run.wall > time || run.peak > memory {
        wrong.push(format!(
            "it took longer than {time:.1?} or more than {memory} bytes"
        ));
    }
    Ok(Verdict::of(
        &emit::bomb_name(bomb),
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
