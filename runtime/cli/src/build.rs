//! `portcullis build`: from a project's sources to a component that can be run.

mod language;
mod project;
mod show;
mod step;
mod toolchain;
mod watch;

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use portcullis_componentize::{Component, componentize};
use portcullis_host::{ErrorKind, Host, Limits, Manifest};
use portcullis_output::{File, FilePath, Mode, OutputDir, PathProfile, Plan, ambient_authority};

use crate::args::build::BuildArgs;
use crate::directories;
use crate::exit::{COMPONENT, Failure, Result, USAGE};
use crate::loading::Loading;
pub(crate) use language::Language;
pub(crate) use project::Project;
pub(crate) use project::check_name;
use step::Telling;

/// What came of one build.
#[derive(Debug)]
pub(crate) struct Built {
    pub(crate) file: PathBuf,
    pub(crate) language: Language,
    pub(crate) component: Component,
    /// What the component says of itself; none if nobody asked it.
    pub(crate) manifest: Option<Manifest>,
}

pub(crate) fn run(args: &BuildArgs) -> Result<()> {
    if args.watch {
        return watch::run(args);
    }
    if args.dry_run {
        return rehearse(args);
    }
    let built = build(args)?;
    match (args.json, args.quiet) {
        (true, _) => crate::print(&crate::json::pretty(&show::to_json(&built))),
        (false, true) => Ok(()),
        (false, false) => crate::print(&show::to_text(&built)),
    }
}

/// Sources, module, component, file; and a look at what it offers.
fn build(args: &BuildArgs) -> Result<Built> {
    let project = Project::read(args.directory())?;
    let module = toolchain::make(&project, telling(args))?;
    let component = encode(&project, &module)?;
    let file = place(&project, args);
    publish(&file, &component)?;
    let manifest = match args.no_check {
        true => None,
        false => Some(look(&project, &file)?),
    };
    Ok(Built {
        file,
        language: project.language,
        component,
        manifest,
    })
}

fn telling(args: &BuildArgs) -> Telling {
    match args.json || args.quiet {
        true => Telling::OnFailure,
        false => Telling::AtOnce,
    }
}

fn rehearse(args: &BuildArgs) -> Result<()> {
    let project = Project::read(args.directory())?;
    let step = toolchain::step(&project)?;
    let file = place(&project, args);
    if args.json {
        let would = serde_json::json!({
            "command": step.words(),
            "path": file.display().to_string(),
            "language": project.language.name(),
        });
        return crate::print(&crate::json::pretty(&would));
    }
    crate::print(&format!("{step}\n{}\n", file.display()))
}

/// Where the component goes.
fn place(project: &Project, args: &BuildArgs) -> PathBuf {
    let usual = || project.component();
    args.output.clone().unwrap_or_else(usual)
}

fn encode(project: &Project, module: &Path) -> Result<Component> {
    let read = std::fs::read(module);
    let bytes = read
        .with_context(|| format!("cannot read what the compiler made, {}", module.display()))
        .map_err(Failure::from)?;
    let component = componentize(&bytes).map_err(|error| {
        let message = format!("failed to build `{}`: {error}", project.name);
        Failure::new(COMPONENT, message).maybe_hint(error.hint())
    })?;
    Host::screen(&project.name, &component.bytes)?;
    Ok(component)
}

/// Replaces the component at once, so that nobody ever finds half of it.
fn publish(file: &Path, component: &Component) -> Result<()> {
    let Some(name) = file.file_name().and_then(|name| name.to_str()) else {
        let message = format!("{} is no name of a file", file.display());
        return Err(Failure::new(USAGE, message));
    };
    let dir = OutputDir::create(directories::of(file), ambient_authority())?;
    let path = FilePath::new(name, PathProfile::Portable)?;
    let file = File::new(path, component.bytes.clone(), Mode::new(false, false));
    let mut plan = Plan::new();
    plan.accept(&file)?;
    let mut stage = dir.stage()?.replacing();
    stage.write(&file)?;
    stage.publish(&plan)?;
    Ok(())
}

/// Compiles the component as every export does, which remembers its code, and asks
/// what it offers.
fn look(project: &Project, file: &Path) -> Result<Manifest> {
    let component = Loading::default().load(crate::inherited::host()?, file)?;
    let manifest = component.inspect(&Limits::default()).map_err(|error| {
        let is_trap = matches!(error.kind(), ErrorKind::Trap(_));
        let source = &project.source;
        // Who builds it is its author.
        let hint = format!("it was asked what it offers: see what {source} exports");
        let failure = Failure::from(error);
        match is_trap {
            true => failure.hint(hint),
            false => failure,
        }
    })?;
    Ok(manifest.clone())
}
