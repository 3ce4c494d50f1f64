//! What may stand next, as far as exporters and their settings decide it.
//!
//! Nothing here compiles a component: who presses a key does not wait for that.
//! What was compiled before is known.

use std::ffi::OsStr;
use std::path::Path;

use clap::Parser as _;
use clap_complete::engine::{CompletionCandidate as Candidate, PathCompleter, ValueCompleter};
use portcullis_host::{ExporterInfo, Limit, visible};

use crate::args::{Cli, Command};
use crate::list::rows;
use crate::loading::Loading;
use crate::options::Options;
use crate::settings::{Schema, Scope};
use crate::{exporters, inherited};

/// Exporters that could be meant.
pub(super) fn exporters(current: &OsStr) -> Vec<Candidate> {
    let asked = Asked::read();
    let Ok(host) = inherited::host() else {
        return Vec::new();
    };
    let rows = rows::all(&host, &asked.options, &asked.loading()).unwrap_or_default();
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

/// What the line says so far.
struct Asked {
    format: Option<String>,
    options: Options,
}

impl Asked {
    /// Reads the words that the shell passed on, without the option that is just
    /// being given its value and with whatever is still missing left out.
    fn read() -> Self {
        let words: Vec<_> = std::env::args_os()
            .skip_while(|word| word != "--")
            .collect();
        let mut words = words.get(1..).unwrap_or_default();
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
        Loading {
            only_known: true,
            ..Loading::default()
        }
    }

    fn info(&self) -> Option<ExporterInfo> {
        let (host, loading) = (inherited::host().ok()?, self.loading());
        let format = self.format.as_deref()?;
        let component = exporters::find(&host, format, &self.options, &loading).ok()?;
        let info = exporters::info(&component, format, &loading.limits).ok()?;
        Some(info.clone())
    }
}
