//! What may stand next, as far as exporters, their settings and what was exported
//! decide it.
//!
//! Nothing here compiles a component or waits for a lock: who presses a key does not
//! wait. What was compiled before is known.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::{CommandFactory as _, Parser as _};
use clap_complete::engine::{CompletionCandidate as Candidate, PathCompleter, ValueCompleter};
use portcullis_host::{ExporterInfo, Limit, Limits, visible};
use portcullis_output::{OutputDir, Owner, ambient_authority};

use crate::args::{Cli, Command};
use crate::list::rows;
use crate::loading::Loading;
use crate::options::Options;
use crate::settings::{Schema, Scope};
use crate::{exporters, inherited, manual};

/// Exporters that could be meant.
pub(super) fn exporters(current: &OsStr) -> Vec<Candidate> {
    let asked = Asked::read();
    let Ok(host) = inherited::host() else {
        return Vec::new();
    };
    let rows = rows::all(host, &asked.options, &asked.loading()).unwrap_or_default();
    let usable = rows.into_iter().filter(rows::Row::is_usable);
    let named = usable.map(|row| (row.name().to_owned(), row.summary().to_owned()));
    beginning(current, named)
}

/// Exporters, and files.
pub(super) fn components(current: &OsStr) -> Vec<Candidate> {
    let mut all = exporters(current);
    all.extend(PathCompleter::any().complete(current));
    all
}

/// The templates of the exporter that was named.
pub(super) fn templates(current: &OsStr) -> Vec<Candidate> {
    let templates = Asked::read().info().map(|info| info.templates);
    let named = templates.unwrap_or_default().into_iter();
    beginning(
        current,
        named.map(|template| (template.name, String::new())),
    )
}

/// Keys of the exporter's settings, and after a `=` what may stand there.
pub(super) fn settings(current: &OsStr) -> Vec<Candidate> {
    let Some(info) = Asked::read().info() else {
        return Vec::new();
    };
    let schema = Schema::of(&info);
    let settings = schema.settings(Scope::Export).into_iter();
    match current.to_str().and_then(|word| word.split_once('=')) {
        None => {
            let keys = settings.map(|setting| {
                let help = format!("{} ({})", setting.description(), setting.kind());
                (format!("{}=", setting.key), help)
            });
            beginning(current, keys)
        }
        Some((key, _)) => {
            let setting = settings.into_iter().find(|setting| setting.key == key);
            let values = setting.map(|setting| setting.suggestions());
            let values = values.unwrap_or_default().into_iter();
            beginning(
                current,
                values.map(|value| (format!("{key}={value}"), String::new())),
            )
        }
    }
}

/// Names of limits.
pub(super) fn limits(current: &OsStr) -> Vec<Candidate> {
    let limits = Limit::ADJUSTABLE.into_iter();
    let named = limits.filter_map(|limit| Some((format!("{}=", limit.name()?), limit.to_string())));
    beginning(current, named)
}

/// Pages of the manual.
pub(super) fn pages(current: &OsStr) -> Vec<Candidate> {
    beginning(current, manual::pages().into_iter())
}

/// Applications that have files in the directory that was named.
pub(super) fn applications(current: &OsStr) -> Vec<Candidate> {
    let exported = Exported::read().unwrap_or_default();
    let names = exported.owners.iter().map(Owner::application);
    named(current, names.collect())
}

/// Exporters that put files there, of the application if one was named.
pub(super) fn exporters_of(current: &OsStr) -> Vec<Candidate> {
    let exported = Exported::read().unwrap_or_default();
    let app = exported.app.as_deref();
    let is_meant = |owner: &&Owner| app.is_none_or(|app| app == owner.application());
    let meant = exported.owners.iter().filter(is_meant);
    named(current, meant.map(Owner::exporter).collect())
}

/// Names, each once.
fn named(current: &OsStr, names: BTreeSet<&str>) -> Vec<Candidate> {
    let names = names.into_iter().map(str::to_owned);
    beginning(current, names.map(|name| (name, String::new())))
}

/// Those that go on as the word begins, with what a shell may show beside them.
fn beginning(current: &OsStr, all: impl Iterator<Item = (String, String)>) -> Vec<Candidate> {
    let current = current.to_string_lossy();
    let all = all.filter(|(value, _)| value.starts_with(&*current));
    all.map(|(value, help)| {
        let help = (!help.is_empty()).then(|| visible(help).into());
        // A shell would put a control character into the line.
        Candidate::new(visible(value)).help(help)
    })
    .collect()
}

/// The words that the shell passed on, from the program's name.
fn words() -> Vec<OsString> {
    let words = std::env::args_os().skip_while(|word| word != "--");
    words.skip(1).collect()
}

/// What was exported to the directory that the line names, and the application.
#[derive(Default)]
struct Exported {
    owners: Vec<Owner>,
    app: Option<String>,
}

impl Exported {
    /// Reads names alone, takes no lock and completes nothing. The line may lack
    /// what the command needs.
    fn read() -> Option<Self> {
        let cli = Cli::command().ignore_errors(true);
        let line = cli.try_get_matches_from(words()).ok()?;
        let (_, line) = line.subcommand()?;
        let directory = line.try_get_one::<PathBuf>("directory").ok()??;
        let dir = OutputDir::open_existing(directory, ambient_authority()).ok()?;
        let mut owners = dir.owners().ok()?;
        if owners.is_empty() {
            owners.extend(dir.owner_of_generations().ok()?);
        }
        let app = line.try_get_one::<String>("app").ok()?.cloned();
        Some(Self { owners, app })
    }
}

/// Stops a component that does not come to an end of telling what it offers, and a
/// folder of many large ones.
const WAIT: Duration = Duration::from_millis(200);

/// What the line says so far.
struct Asked {
    format: Option<String>,
    options: Options,
}

impl Asked {
    /// Reads the words that the shell passed on, without the option that is just
    /// being given its value and with whatever is still missing left out.
    fn read() -> Self {
        let words = words();
        let mut words = words.as_slice();
        while !words.is_empty() {
            if let Ok(cli) = Cli::try_parse_from(words) {
                return Self::of(cli.command);
            }
            words = &words[..words.len() - 1];
        }
        Self::of(Command::Man { command: None })
    }

    fn of(command: Command) -> Self {
        let (format, options) = match command {
            Command::Export(args) => (args.format.clone(), args.options()),
            Command::VerifyReceipt(args) => (args.format.clone(), args.export().options()),
            Command::Templates(command) => (command.exporter(), Options::default()),
            _ => (None, Options::default()),
        };
        let root = options.app_root.as_deref().unwrap_or(Path::new("."));
        let project = exporters::options_in(root, None).unwrap_or_default();
        Self {
            format,
            options: options.or(&project),
        }
    }

    fn loading(&self) -> Loading {
        let mut limits = Limits::default();
        limits.deadline = WAIT;
        Loading {
            limits,
            only_known_until: Some(Instant::now() + WAIT),
            ..Loading::default()
        }
    }

    fn info(&self) -> Option<ExporterInfo> {
        let (host, loading) = (inherited::host().ok()?, self.loading());
        let format = self.format.as_deref()?;
        let component = exporters::find(host, format, &self.options, &loading).ok()?;
        let info = exporters::info(&component, format, &loading.limits).ok()?;
        Some(info.clone())
    }
}
