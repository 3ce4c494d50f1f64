//! `portcullis test`: the golden cases of an exporter's project, in the real
//! runtime under the real limits.
//!
//! [`run`] is the whole of it without a word printed; what rebuilds a project on
//! every change calls it too.

mod bless;
mod case;
mod compare;
mod junit;
mod produce;
mod project;
mod show;

use std::path::PathBuf;

use anyhow::Context;
use portcullis_host::Component;

use crate::args::testing::TestArgs;
use crate::exit::{CASE, Failure, OTHER, Result};
use crate::loading::Loading;
use crate::options::Bounds;
use crate::record::Record;
use crate::words::counted;
use crate::{report, usage};
use case::Case;
use compare::Comparison;
use produce::{Produced, produce};

/// What to test.
#[derive(Debug, Default)]
pub(crate) struct Request {
    /// The directory of the project.
    pub(crate) directory: PathBuf,
    /// The component; that of the project, if none is named.
    pub(crate) exporter: Option<PathBuf>,
    /// The names of cases; all, if none is named.
    pub(crate) cases: Vec<String>,
    pub(crate) bounds: Bounds,
    /// Whether to accept what is produced as what is expected.
    pub(crate) bless: bool,
}

/// How the cases went.
#[derive(Debug)]
pub(crate) struct Summary {
    /// The file of the component.
    pub(crate) file: PathBuf,
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) sha256: String,
    pub(crate) cases: Vec<Tested>,
}

/// How one case went.
#[derive(Debug)]
pub(crate) struct Tested {
    pub(crate) name: String,
    pub(crate) verdict: Verdict,
    /// What is not as expected, or was not until it was accepted: as a unified
    /// diff.
    pub(crate) diff: String,
    /// How many files came out.
    pub(crate) files: usize,
    /// What ran and what it used; none if it ended in an error.
    pub(crate) record: Option<Record>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    Passed,
    /// What was produced is what is expected from now on.
    Blessed(Vec<String>),
    /// Why it failed, a sentence each.
    Failed(Vec<String>),
}

impl Summary {
    pub(crate) fn failed(&self) -> usize {
        let is_failed = |case: &&Tested| matches!(case.verdict, Verdict::Failed(_));
        self.cases.iter().filter(is_failed).count()
    }
}

/// The subcommand: runs, tells, and fails if a case does.
pub(crate) fn command(args: &TestArgs) -> Result<()> {
    let summary = run(&Request {
        directory: args.dir.clone().unwrap_or_else(|| PathBuf::from(".")),
        exporter: args.exporter.clone(),
        cases: args.cases.clone(),
        bounds: args.bounds.clone(),
        bless: args.bless,
    })?;
    if let Some(file) = &args.junit {
        std::fs::write(file, junit::document(&summary))
            .with_context(|| format!("cannot write {}", file.display()))
            .map_err(|error| Failure::new(OTHER, format!("{error:#}")))?;
    }
    if args.report && !args.json {
        for case in &summary.cases {
            report_usage(case);
        }
    }
    crate::print(&if args.json {
        crate::json::pretty(&summary.to_json())
    } else {
        summary.to_text()
    })?;
    match summary.failed() {
        0 => Ok(()),
        failed => Err(failure(failed, &summary, args.bless)),
    }
}

fn report_usage(case: &Tested) {
    match &case.record {
        Some(record) => anstream::eprint!("{}", usage::table(record, &case.name)),
        None => report::warn(format_args!(
            "the case `{}` ended in an error; what it used is not known",
            case.name
        )),
    }
}

fn failure(failed: usize, summary: &Summary, is_blessing: bool) -> Failure {
    let cases = counted(summary.cases.len(), "case", "cases");
    let message = format!("{failed} of {cases} failed");
    let hint = "if what is produced is right, accept it with --bless";
    Failure::new(CASE, message).maybe_hint((!is_blessing).then_some(hint))
}

/// Runs the cases. Fails itself only where nothing can be tested.
pub(crate) fn run(request: &Request) -> Result<Summary> {
    let project = project::find(request)?;
    let loading = Loading::within(&request.bounds)?;
    let component = loading.load(crate::inherited::host()?, &project.component)?;
    let manifest = component.inspect(&loading.limits)?;
    let cases = project.cases.iter();
    let cases = cases.map(|case| test(case, &component, request));
    Ok(Summary {
        name: manifest.name.clone(),
        version: manifest.version.clone(),
        sha256: component.digest().to_owned(),
        cases: cases.collect::<Result<_>>()?,
        file: project.component,
    })
}

fn test(case: &Case, component: &Component, request: &Request) -> Result<Tested> {
    let (produced, record) = produce(case, component, &request.bounds);
    let expected = case.expected()?;
    let comparison = Comparison::of(&expected, &produced);
    let is_blessed = request.bless && comparison.is_acceptable();
    let is_equal = comparison.is_equal();
    let (reasons, diff) = comparison.into_parts();
    let verdict = if is_equal {
        Verdict::Passed
    } else if is_blessed {
        bless::accept(case, &expected, &produced)?;
        Verdict::Blessed(reasons)
    } else {
        Verdict::Failed(reasons)
    };
    Ok(Tested {
        name: case.name.clone(),
        verdict,
        diff,
        files: match &produced {
            Produced::Files { files, .. } => files.len(),
            _ => 0,
        },
        record,
    })
}
