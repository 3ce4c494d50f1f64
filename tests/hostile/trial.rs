//! Each guest of the corpus, given to the host as a library: what ends it is what
//! its row says, and the host lives on.

use portcullis_host::{Error, ErrorKind, Host, Limit, Limits, Output};
use portcullis_output::{Digest, File, FilePath, Mode, PathProfile, Plan};
use wasmparser::{Validator, WasmFeatures};

use super::{application, while_ticking};
use crate::corpus::{CASES, Case, End, SMALL, honest};

/// What ended a run that did not end well.
enum Stop {
    Host(Error),
    Output(String),
}

/// What a run that ended well returned, and what it used.
#[derive(Debug, PartialEq)]
struct Done {
    files: Vec<(String, Digest)>,
    fuel: u64,
}

/// Fails if a guest ends in another way than its row says.
#[track_caller]
pub(crate) fn of(case: &Case) {
    let mut limits = Limits::default();
    for (limit, figure) in SMALL.iter().chain(case.limits) {
        assert!(limits.set(*limit, *figure));
    }
    let host = Host::with_manual_ticks().unwrap();
    let bytes = case.bytes();
    let run = || run(&host, &bytes, &limits);
    let ended = match case.end {
        End::Limit(Limit::Deadline) => while_ticking(&host, run),
        _ => run(),
    };
    match ended {
        Ok(done) => {
            let is_meant = matches!(case.end, End::Harmless | End::Settings(_));
            assert!(is_meant, "nothing stopped it");
            assert!(!done.files.is_empty());
            assert_eq!(run().ok(), Some(done), "two runs differ");
        }
        Err(stop) => assert!(stop.is(case.end), "{:?} was {stop}", case.end),
    }
    let after = self::run(&host, &honest(), &limits);
    assert!(after.is_ok(), "the host is the worse for it");
}

/// The road of the command, without its processes and its disk.
fn run(host: &Host, bytes: &[u8], limits: &Limits) -> Result<Done, Stop> {
    let component = host.load("hostile.wasm", bytes)?;
    let mut export = component.export("x", &application(), &[], limits)?;
    let (mut plan, mut files) = (Plan::new(), Vec::new());
    for output in export.by_ref() {
        if let Output::File(file) = output? {
            let path = FilePath::new(&file.path, PathProfile::Portable)?;
            let digest = Digest::of(&file.content);
            files.push((file.path, digest));
            plan.accept(&File::new(path, file.content, Mode::new(false, false)))?;
        }
    }
    let fuel = export.usage().fuel;
    Ok(Done { files, fuel })
}

impl Stop {
    fn is(&self, end: End) -> bool {
        let text = self.to_string();
        let kind = match self {
            Self::Host(error) => error.kind(),
            Self::Output(_) => return matches!(end, End::Path(says) if text.contains(says)),
        };
        let is_kind = match (end, kind) {
            (End::Import(name), ErrorKind::Import(import)) => return import.starts_with(name),
            (End::Limit(wanted), ErrorKind::Limit { limit, .. }) => return *limit == wanted,
            (End::Trap, ErrorKind::Trap(_)) => return true,
            (End::Refused(_), kind) => matches!(
                kind,
                ErrorKind::Precompiled
                    | ErrorKind::Invalid(_)
                    | ErrorKind::Compiler(_)
                    | ErrorKind::Screen { .. }
            ),
            (End::Manifest(_), kind) => matches!(kind, ErrorKind::Manifest(_)),
            (End::Error(_), kind) => matches!(
                kind,
                ErrorKind::Rejected(_) | ErrorKind::Template { .. } | ErrorKind::Setting { .. }
            ),
            _ => false,
        };
        is_kind && end.says().is_some_and(|says| text.contains(says))
    }
}

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Host(error) => error.fmt(f),
            Self::Output(error) => error.fmt(f),
        }
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Host(error)
    }
}

impl From<portcullis_output::PathError> for Stop {
    fn from(error: portcullis_output::PathError) -> Self {
        Self::Output(error.to_string())
    }
}

impl From<portcullis_output::PlanError> for Stop {
    fn from(error: portcullis_output::PlanError) -> Self {
        Self::Output(error.to_string())
    }
}

#[test]
fn each_guest_of_a_feature_is_valid_where_all_features_are_on() {
    let is_of_a_feature = |case: &&Case| case.guest.path.starts_with("features/");
    assert!(CASES.into_iter().filter(is_of_a_feature).count() >= 25);
    for case in CASES.into_iter().filter(is_of_a_feature) {
        let mut whole = Validator::new_with_features(WasmFeatures::all());
        let valid = whole.validate_all(&case.bytes()).map(drop);
        assert!(valid.is_ok(), "{}: {valid:?}", case.guest.path);
    }
}

#[test]
fn the_corpus_has_a_guest_for_every_threat() {
    assert!(CASES.len() >= 200, "{}", CASES.len());
    let count = |wanted: fn(&End) -> bool| CASES.iter().filter(|c| wanted(&c.end)).count();
    assert!(count(|end| matches!(end, End::Import(_))) >= 25);
    assert!(count(|end| matches!(end, End::Refused(_))) >= 25);
    assert!(count(|end| matches!(end, End::Limit(_))) >= 60);
    assert!(count(|end| matches!(end, End::Trap)) >= 40);
    for case in CASES {
        let words = [case.guest.tries, case.guest.ends];
        assert!(
            words.iter().all(|text| text.ends_with('.')),
            "{}",
            case.guest.path
        );
    }
}
