//! Runs a case: the road of an export, with the files kept in memory.

use clap::Parser as _;
use portcullis_host::{Component, Output, PathProfile};
use portcullis_output::Plan;

use super::case::{Case, File, Files};
use crate::args::{Cli, Command, Deferred, ExportArgs};
use crate::exit::{DIFFERS, Failure, Result};
use crate::options::{Bounds, Options};
use crate::project::Project;
use crate::record::{Input, Record, Run};
use crate::{application, export, exporters, limits, overrides, report};

/// The root of every application under test, so that what comes out does not
/// depend on where the project lies. Nothing in it needs to be escaped anywhere.
const ROOT: &str = "/PortcullisCase";

/// What stands for that root, and for the folder of the case, in expected files.
const APP: &str = "APP";

/// The name of an application whose case gives it none.
const NAME: &str = "app";

/// What came out.
#[derive(Debug)]
pub(super) enum Produced {
    Files {
        files: Files,
        said: String,
    },
    /// The exit code, and what is told of the error.
    Error(String),
    /// Why the case itself cannot be run, or its exporter not be relied on.
    Unusable(String),
}

/// Runs a case twice and compares. The record is that of a run that succeeded.
pub(super) fn produce(
    case: &Case,
    component: &Component,
    bounds: &Bounds,
) -> (Produced, Option<Record>) {
    let args = match arguments(case) {
        Ok(args) => args,
        Err(why) => return (Produced::Unusable(why), None),
    };
    if let Some(why) = raising(case, &args, bounds) {
        return (Produced::Unusable(why), None);
    }
    match export(case, component, bounds, &args) {
        Ok((files, said, record)) => (Produced::Files { files, said }, Some(record)),
        Err(failure) if failure.code() == DIFFERS => {
            let told = portable(case, &failure.to_plain());
            (Produced::Unusable(told.trim_end().to_owned()), None)
        }
        Err(failure) => {
            let again = export(case, component, bounds, &args).map(drop);
            (refused(case, &failure, &again), None)
        }
    }
}

/// Why a case does not run that gives its own exporter more than everybody has: it
/// came with the project, as the exporter did.
fn raising(case: &Case, args: &ExportArgs, bounds: &Bounds) -> Option<String> {
    let options = options(case, args, bounds).ok()?;
    let raised = limits::raised(&options, &bounds.limit).ok()?;
    let name = raised.into_iter().find_map(|(limit, _)| limit.name())?;
    Some(format!(
        "it raises the limit `{name}`; if you trust the exporter with so much, say it on the \
         command line: portcullis test --limit {name}=…"
    ))
}

/// An export that failed must fail again in the same way.
fn refused(case: &Case, failure: &Failure, again: &Result<()>) -> Produced {
    let told = |failure: &Failure| {
        let text = format!("{}\n{}", failure.code(), failure.to_plain());
        portable(case, &text)
    };
    let first = told(failure);
    match again {
        Err(second) if told(second) == first => Produced::Error(first),
        Err(second) => Produced::Unusable(format!(
            "the exporter is not deterministic: it failed with `{}` and then with `{}`",
            first.trim_end(),
            told(second).trim_end()
        )),
        Ok(()) => Produced::Unusable(format!(
            "the exporter is not deterministic: it failed with `{}` and then succeeded",
            first.trim_end()
        )),
    }
}

/// The command line of a case, which must be one of an export into `OUT`.
fn arguments(case: &Case) -> std::result::Result<Deferred<ExportArgs>, String> {
    let words = case.words()?;
    let line = std::iter::once("portcullis".to_owned()).chain(words);
    let cli = Cli::try_parse_from(line).map_err(|error| {
        let told = error.render().to_string();
        format!("its args are wrong: {}", told.trim_end())
    })?;
    let Command::Export(args) = cli.command else {
        return Err("its args are wrong: a case is an export: `export NAME OUT`".to_owned());
    };
    let shows = args.dry_run || args.diff || args.json || args.report || args.quiet;
    if shows || args.receipt.is_some() {
        return Err("its args are wrong: a case only exports, it shows nothing".to_owned());
    }
    if args.options.exporter.is_some() {
        let why = "the component under test is used, so leave out --exporter";
        return Err(format!("its args are wrong: {why}"));
    }
    match (&args.format, &args.location) {
        (Some(_), Some(location)) if location.as_os_str() == "OUT" => Ok(args),
        _ => Err("its args are wrong: name the exporter and OUT: `export NAME OUT`".to_owned()),
    }
}

/// Procfile, application, files: what [`crate::export`] does, but for the end.
fn export(
    case: &Case,
    component: &Component,
    bounds: &Bounds,
    args: &ExportArgs,
) -> Result<(Files, String, Record)> {
    let options = options(case, args, bounds)?;
    let limits = limits::of(&options)?;
    let sources = application::read(&options)?;
    let mut application = application::expand(&sources, &options)?;
    ROOT.clone_into(&mut application.root);
    let format = args.format.as_deref().unwrap_or_default();
    let exporter = exporters::info(component, format, &limits)?;
    let overrides = overrides::given(options.template_dir.as_deref())?;
    let input = Input::new(component, &exporter.name, &application, &overrides);
    let mut run = Run::begin(input, &limits, true)?;
    let (files, said) = collect(case, &mut run, exporter.paths)?;
    Ok((files, said, run.into_record()))
}

fn collect(case: &Case, run: &mut Run, paths: PathProfile) -> Result<(Files, String)> {
    let profile = export::profile(paths);
    let (mut plan, mut files, mut said) = (Plan::new(), Files::new(), String::new());
    let whose = run.whose();
    for output in run {
        match output? {
            Output::File(file) => {
                let file = export::accept(file, profile, &mut plan, &whose)?;
                let kept = File {
                    content: portable_bytes(file.content().to_vec()),
                    is_executable: file.mode().is_executable(),
                    is_private: file.mode().is_private(),
                };
                files.insert(file.path().as_str().to_owned(), kept);
            }
            Output::Diagnostic(diagnostic) => {
                let line = anstream::adapter::strip_str(&report::told(&diagnostic)).to_string();
                said += &format!("{}\n", portable(case, &line));
            }
        }
    }
    Ok((files, said))
}

/// The options of a case: paths are relative to its folder, and nothing of this
/// machine goes in.
fn options(case: &Case, args: &ExportArgs, bounds: &Bounds) -> Result<Options> {
    let mut options = args.options().relative_to(&case.folder);
    if let Some(settings) = &mut options.settings_file {
        *settings = case.folder.join(&settings);
    }
    let root = options.app_root.get_or_insert_with(|| case.folder.clone());
    let project = args.project.as_ref().map(|file| case.folder.join(file));
    let project = Project::read(project.as_deref(), root)?;
    let mut options = options.or(&project.defaults);
    options.app.get_or_insert_with(|| NAME.to_owned());
    options.bounds.limit.extend(bounds.limit.iter().cloned());
    Ok(options)
}

/// The same wherever the project lies.
fn portable(case: &Case, text: &str) -> String {
    let text = text.replace(ROOT, APP);
    let absolute = std::path::absolute(&case.folder).unwrap_or_default();
    let text = match absolute.to_str() {
        Some(folder) if !folder.is_empty() => text.replace(folder, APP),
        _ => text,
    };
    text.replace(&case.folder.display().to_string(), APP)
}

fn portable_bytes(content: Vec<u8>) -> Vec<u8> {
    match String::from_utf8(content) {
        Ok(text) => text.replace(ROOT, APP).into_bytes(),
        Err(binary) => binary.into_bytes(),
    }
}
