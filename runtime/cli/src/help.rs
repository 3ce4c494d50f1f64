//! The help of an export tells the settings of its exporter, where one is named.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;
use portcullis_host::ExporterInfo;

use crate::args::{Cli, Command, ExportArgs};
use crate::exit::{Result, USAGE};
use crate::loading::Loading;
use crate::options::Options;
use crate::project::Project;
use crate::{exporters, limits, report, settings};

/// Ends with what clap has to say.
pub(crate) fn end(error: &clap::Error) -> ExitCode {
    let asked = match error.kind() {
        ErrorKind::DisplayHelp => asked(),
        _ => None,
    };
    let printed = error.print().and_then(|()| std::io::stdout().flush());
    if error.use_stderr() {
        // Where standard error takes nothing there is nobody to tell.
        return ExitCode::from(USAGE);
    }
    let told = crate::told(printed).and_then(|()| match asked {
        Some((format, options)) => tell_settings(&format, &options),
        None => Ok(()),
    });
    crate::end(told, false)
}

fn tell_settings(format: &str, options: &Options) -> Result<()> {
    match info(format, options) {
        Ok(info) => crate::print(&format!("\n{}", settings::help(&info))),
        Err(failure) => {
            report::warn(format_args!(
                "the settings of `{format}` cannot be told: {}",
                failure.message()
            ));
            Ok(())
        }
    }
}

/// The exporter whose settings are asked for, with the options that say where it
/// is: those of the command line without its request for help.
fn asked() -> Option<(String, Options)> {
    let is_request = |word: &std::ffi::OsString| word == "--help" || word == "-h";
    let words = std::env::args_os().filter(|word| !is_request(word));
    let cli = Cli::try_parse_from(words).ok()?;
    cli.color.write_global();
    let Command::Export(args) = cli.command else {
        return None;
    };
    let format = args.format.clone()?;
    Some(of_export(format, &args))
}

fn of_export(format: String, args: &ExportArgs) -> (String, Options) {
    let root = args.options.app_root.as_deref().unwrap_or(Path::new("."));
    // What is wrong with a project file is no matter of help.
    let project = Project::read(args.project.as_deref(), root).unwrap_or_default();
    let listed = project.exports.iter().find(|(name, _)| *name == format);
    match listed {
        Some((_, entry)) if args.location.is_none() => {
            let options = args.options().or(&entry.options).or(&project.defaults);
            (entry.format.clone(), options)
        }
        _ => (format, args.options().or(&project.defaults)),
    }
}

/// What the exporter says of itself.
pub(crate) fn info(format: &str, options: &Options) -> Result<ExporterInfo> {
    let limits = limits::of(options)?;
    let loading = Loading::of(options, &limits);
    let component = exporters::find(&crate::inherited::host()?, format, options, &loading)?;
    Ok(exporters::info(&component, format, &limits)?.clone())
}
