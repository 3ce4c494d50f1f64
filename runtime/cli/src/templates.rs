//! `portcullis templates`: list, show and eject the default templates.

use std::path::Path;

use portcullis_host::{ExporterInfo, Limits, visible};
use portcullis_output::{
    Change, File, FilePath, Mode, OutputDir, PathProfile, Plan, Prepared, Published,
    ambient_authority,
};

use serde_json::json;

use crate::args::TemplatesCommand;
use crate::exit::{Failure, OUTPUT, Result, USAGE};
use crate::exporters;
use crate::loading::Loading;
use crate::options::Options;
use crate::words::choice;

pub(crate) fn run(command: &TemplatesCommand) -> Result<()> {
    match command {
        TemplatesCommand::List {
            exporter,
            component,
            json,
        } => list(exporter.as_deref(), component.as_deref(), *json),
        TemplatesCommand::Show {
            exporter,
            template,
            component,
        } => show(&info(exporter, component.as_deref())?, template),
        TemplatesCommand::Eject {
            exporter,
            directory,
            component,
            json,
        } => eject(&info(exporter, component.as_deref())?, directory, *json),
    }
}

fn list(exporter: Option<&str>, component: Option<&Path>, json: bool) -> Result<()> {
    let infos = infos(exporter, component)?;
    if json {
        let of = |info: &ExporterInfo| {
            let names: Vec<_> = info.templates.iter().map(|t| t.name.as_str()).collect();
            json!({ "exporter": info.name, "templates": names })
        };
        let all: Vec<_> = infos.iter().map(of).collect();
        return crate::print(&crate::json::pretty(&all));
    }
    let lines = infos.iter().flat_map(|info| {
        let line = |name: &String| format!("{} {}\n", visible(&info.name), visible(name));
        info.templates
            .iter()
            .map(move |template| line(&template.name))
    });
    crate::print(&lines.collect::<String>())
}

/// The exporters whose templates are asked for.
fn infos(exporter: Option<&str>, component: Option<&Path>) -> Result<Vec<ExporterInfo>> {
    Ok(match (exporter, component) {
        (Some(name), _) => vec![info(name, component)?],
        (None, Some(file)) => all(&Loading::default().load(crate::inherited::host()?, file)?)?,
        (None, None) => {
            let host = crate::inherited::host()?;
            let mut infos = Vec::new();
            for family in portcullis_bundle::families() {
                infos.extend(all(&family.load(host)?)?);
            }
            infos
        }
    })
}

fn show(info: &ExporterInfo, name: &str) -> Result<()> {
    let found = info.templates.iter().find(|template| template.name == name);
    let Some(template) = found else {
        let names: Vec<_> = info.templates.iter().map(|t| t.name.as_str()).collect();
        let message = format!(
            "the exporter `{}` has no template `{name}`",
            visible(&info.name)
        );
        return Err(Failure::new(USAGE, message).hint(choice(name, &names)));
    };
    crate::print_foreign(template.source.as_bytes())
}

/// Copies all templates, or none if one is there already.
fn eject(info: &ExporterInfo, directory: &Path, json: bool) -> Result<()> {
    let dir = OutputDir::create(directory, ambient_authority())?;
    let mut stage = dir.stage()?;
    let mut plan = Plan::new();
    for template in &info.templates {
        let path = FilePath::new(&template.name, PathProfile::Portable)?;
        let file = File::new(
            path,
            template.source.clone().into(),
            Mode::new(false, false),
        );
        plan.accept(&file)?;
        stage.write(&file)?;
    }
    copy(stage.prepare(&plan)?, directory, json)
}

fn copy(prepared: Prepared<'_>, directory: &Path, json: bool) -> Result<()> {
    let files: Vec<_> = prepared
        .outcomes()
        .iter()
        .flat_map(Published::files)
        .collect();
    if let Some((path, _)) = files.iter().find(|(_, change)| *change != Change::Create) {
        let place = directory.join(path.as_str());
        let message = format!("{} is there already; nothing was copied", place.display());
        let hint = "choose another directory, or remove the file first";
        return Err(Failure::new(OUTPUT, message).hint(hint));
    }
    let paths = files.iter().map(|(path, _)| path.as_str().to_owned());
    let paths: Vec<_> = paths.collect();
    prepared.publish()?;
    if json {
        let directory = directory.display().to_string();
        let whole = json!({ "directory": directory, "files": paths });
        return crate::print(&crate::json::pretty(&whole));
    }
    let places = paths.iter().map(|path| directory.join(path));
    let lines = places.map(|place| format!("{}\n", place.display()));
    crate::print(&lines.collect::<String>())
}

fn info(exporter: &str, component: Option<&Path>) -> Result<ExporterInfo> {
    let host = crate::inherited::host()?;
    let options = Options {
        exporter: component.map(Path::to_path_buf),
        ..exporters::options_in(Path::new("."), None)?
    };
    let component = exporters::find(host, exporter, &options, &Loading::default())?;
    Ok(exporters::info(&component, exporter, &Limits::default())?.clone())
}

fn all(component: &portcullis_host::Component) -> Result<Vec<ExporterInfo>> {
    Ok(component.inspect(&Limits::default())?.exporters.clone())
}
