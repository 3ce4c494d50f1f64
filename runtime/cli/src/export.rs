//! `portcullis export`: from a Procfile to files in one directory.

mod apart;
mod difference;
mod printed;
mod progress;
mod request;
pub(crate) mod show;
mod sink;

use portcullis_host::{Component, Diagnostic, Host, Limits, Output, shown, visible};
use portcullis_output::{ComponentId, Digest, File, FilePath, Mode, Owner, PathProfile, Plan};

use crate::args::ExportArgs;
use crate::exit::{Failure, Result};
use crate::loading::Loading;
use crate::record::{Input, Record, Run};
use crate::{application, exporters, limits, overrides, receipt, report, usage};
use progress::Progress;
use request::Request;
use sink::{Destination, Done, Sink};

/// An export that its exporter has accepted, before its first file.
struct Started {
    request: Request,
    exporter: String,
    owner: Owner,
    profile: PathProfile,
    files: Run,
}

/// What came out of one export.
#[derive(Debug)]
pub(crate) struct Outcome {
    request: Request,
    exporter: String,
    plan: Plan,
    done: Done,
    diagnostics: Vec<Diagnostic>,
    pub(crate) record: Record,
}

/// Runs every export that was asked for. All are accepted before anything is
/// written, and all are staged before the first is published, so that an error
/// in any of them leaves all locations alone.
pub(crate) fn run(args: &ExportArgs) -> Result<()> {
    let host = crate::inherited::host()?;
    let requests = request::from(args)?;
    request::check(&requests, args)?;
    let started: Vec<_> = requests
        .into_iter()
        .map(|request| start(host, request))
        .collect::<Result<_>>()?;
    let destinations = started.iter().map(|s| Destination::open(&s.request, args));
    let mut destinations: Vec<_> = destinations.collect::<Result<_>>()?;
    apart::check(&started, &destinations)?;
    Destination::settle(&mut destinations, &started)?;
    let (mut outcomes, mut sinks) = (Vec::new(), Vec::new());
    for (started, destination) in started.into_iter().zip(&destinations) {
        let generations = started.request.options.generations;
        let sink = destination.sink(&started.owner, generations, args);
        let mut sink = sink.map_err(|error| started.request.blame(error))?;
        outcomes.push(stage(started, &mut sink)?);
        sinks.push(sink);
    }
    let receipt = receipt::prepare(&outcomes, args)?;
    let done = sink::finish(sinks, &outcomes)?;
    for (outcome, done) in outcomes.iter_mut().zip(done) {
        outcome.done = done;
    }
    receipt::publish(receipt, args)?;
    let records: Vec<_> = outcomes.iter().map(|outcome| &outcome.record).collect();
    usage::report(&records, args);
    show::outcomes(&outcomes, args)
}

/// Runs every export that was asked for and keeps none of the files.
pub(crate) fn rehearse(args: &ExportArgs) -> Result<Vec<Record>> {
    let host = crate::inherited::host()?;
    let nowhere = Destination::Compare {
        dir: None,
        diff: false,
    };
    let rehearsed = request::from(args)?.into_iter().map(|request| {
        let started = start(host, request)?;
        let mut sink = nowhere.sink(&started.owner, None, args)?;
        Ok(stage(started, &mut sink)?.record)
    });
    rehearsed.collect()
}

/// Procfile, application, exporter.
fn start(host: &Host, request: Request) -> Result<Started> {
    let options = &request.options;
    let limits = limits::of(options)?;
    let procfile = application::read(options)?;
    let application = application::expand(&procfile, options)?;
    let loading = Loading::of(options, &limits);
    let component = exporters::find(host, &request.format, options, &loading)?;
    let exporter = exporters::info(&component, &request.format, &limits)?;
    let overrides = overrides::read(&exporter.name, options.template_dir.as_deref())?;
    warn_of_strangers(&request, exporter, &overrides);
    let input = Input::new(&component, &exporter.name, &application, &overrides);
    let files = Run::begin(input, &limits, options.verify_determinism)?;
    let manifest = component.inspect(&limits)?;
    Ok(Started {
        exporter: format!("{} {}", manifest.name, manifest.version),
        owner: owner(&application.name, &exporter.name, &component)?,
        profile: profile(exporter.paths),
        files,
        request,
    })
}

/// Files, plan. What is published comes last, when all plans stand.
fn stage(started: Started, sink: &mut Sink<'_>) -> Result<Outcome> {
    let mut plan = Plan::new();
    let mut diagnostics = Vec::new();
    let mut progress = Progress::new(&started.request.format);
    let mut files = started.files;
    let whose = files.whose();
    for output in files.by_ref() {
        match output? {
            Output::File(file) => {
                let file = accept(file, started.profile, &mut plan, &whose)?;
                let taken = sink.take(&file);
                taken.map_err(|error| started.request.blame(error))?;
                progress.step();
            }
            Output::Diagnostic(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    Ok(Outcome {
        request: started.request,
        exporter: started.exporter,
        plan,
        done: Done::default(),
        diagnostics,
        record: files.into_record(),
    })
}

/// Takes a file into the plan. Here its path is refused, or becomes a `FilePath`.
pub(crate) fn accept(
    file: portcullis_host::File,
    profile: PathProfile,
    plan: &mut Plan,
    whose: &str,
) -> Result<File> {
    let refused = |failure: Failure| failure.of(whose);
    let path = FilePath::new(&file.path, profile).map_err(|error| refused(error.into()))?;
    let mode = Mode::new(file.executable, file.private);
    let file = File::new(path, file.content, mode);
    plan.accept(&file).map_err(|error| refused(error.into()))?;
    Ok(file)
}

/// Whose files they will be. The component is only told in the manifest.
fn owner(application: &str, exporter: &str, component: &Component) -> Result<Owner> {
    let owner = Owner::new(application, exporter)?;
    let manifest = component.inspect(&Limits::default())?;
    Ok(match Digest::from_hex(component.digest()) {
        Some(digest) => owner.with_component(ComponentId {
            name: manifest.name.clone(),
            version: manifest.version.clone(),
            digest,
        }),
        None => owner,
    })
}

/// The rules for paths that an exporter has asked for.
pub(crate) fn profile(asked: portcullis_host::PathProfile) -> PathProfile {
    match asked {
        portcullis_host::PathProfile::Portable => PathProfile::Portable,
        portcullis_host::PathProfile::PosixUnit => PathProfile::PosixUnit,
    }
}

/// A template directory without a single template of the exporter is most
/// likely the wrong one.
fn warn_of_strangers(
    request: &Request,
    info: &portcullis_host::ExporterInfo,
    overrides: &[portcullis_host::Template],
) {
    let Some(directory) = &request.options.template_dir else {
        return;
    };
    let is_known = |name: &str| info.templates.iter().any(|template| template.name == name);
    if !overrides.iter().any(|template| is_known(&template.name)) {
        let names: Vec<_> = info
            .templates
            .iter()
            .map(|template| template.name.as_str())
            .collect();
        report::warn(format_args!(
            "{} holds no template of `{}`, which has {}",
            directory.display(),
            visible(&info.name),
            shown(names.join(", "))
        ));
    }
}
