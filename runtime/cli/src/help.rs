//! The help of an export tells the settings of its exporter, where one is named.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;
use portcullis_host::ExporterInfo;

use crate::args::{Cli, Command, ExportArgs};
use crate::exit::{Failure, Result, USAGE};
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
    if error.use_stderr() && is_json(std::env::args_os()) {
        to_failure(error).print(true);
        return ExitCode::from(USAGE);
    }
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

/// Whether a command line that is wrong asks for JSON.
fn is_json(words: impl Iterator<Item = OsString>) -> bool {
    let mut options = words.take_while(|word| word != "--");
    options.any(|word| word == "--json")
}

/// What clap says in paragraphs: the error, tips, and how the command is used.
fn to_failure(error: &clap::Error) -> Failure {
    let told = error.render().to_string();
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut paragraphs = told.split("\n\n").map(one_line);
    let message = paragraphs.next().unwrap_or_default();
    let message = message.strip_prefix("error: ").unwrap_or(&message);
    let rest: Vec<_> = paragraphs.collect();
    let begins = |word: &str| rest.iter().find_map(|text| text.strip_prefix(word));
    let usage = || begins("Usage: ").map(|usage| format!("usage: {usage}"));
    let hint = begins("tip: ").map(str::to_owned).or_else(usage);
    Failure::new(USAGE, message).maybe_hint(hint)
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
    let is_request = |word: &OsString| word == "--help" || word == "-h";
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
    let component = exporters::find(crate::inherited::host()?, format, options, &loading)?;
    Ok(exporters::info(&component, format, &limits)?.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(words: &[&str]) -> Failure {
        let words = ["portcullis"].iter().chain(words);
        to_failure(&Cli::try_parse_from(words).unwrap_err())
    }

    #[test]
    fn what_clap_says_is_an_error_and_a_hint() {
        let told = failure(&["statsu"]).to_plain();
        let expected = "error: unrecognized subcommand 'statsu'\n\
                        hint: a similar subcommand exists: 'status'\n";
        assert_eq!(told, expected);
        let told = failure(&["status"]).to_plain();
        let expected = "error: the following required arguments were not provided: <DIR>\n\
                        hint: usage: portcullis status <DIR>\n";
        assert_eq!(told, expected);
    }

    #[test]
    fn what_stands_after_two_hyphens_asks_for_nothing() {
        let words = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert!(is_json(words("portcullis statsu --json").into_iter()));
        assert!(!is_json(words("portcullis status -- --json").into_iter()));
    }
}
