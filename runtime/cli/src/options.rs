//! The options of an export, as the command line and the project file have them.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::exporters::Pin;

/// Limits by name, as the project file has them.
type Written = BTreeMap<String, toml::Value>;

/// Pinned exporters by name.
type Pins = BTreeMap<String, Pin>;

/// Settings by process type.
type ByProcessType = BTreeMap<String, Map<String, Value>>;

/// One set of options. The command line stands before an entry of the project
/// file, and that before the project's defaults.
#[derive(Debug, Clone, Default, Args, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Options {
    /// Name the application [default: the name of the application root]
    #[arg(short, long, value_name = "APP")]
    pub(crate) app: Option<String>,

    /// Run the processes as this user [default: APP]
    #[arg(short, long)]
    pub(crate) user: Option<String>,

    /// Put log files into this directory [default: /var/log/APP]
    #[arg(short, long, value_name = "DIR")]
    pub(crate) log: Option<String>,

    /// Put PID files and sockets into this directory [default: /var/run/APP]
    #[arg(short, long, value_name = "DIR")]
    pub(crate) run: Option<String>,

    /// Run the commands with this shell [default: /bin/sh]
    #[arg(short, long)]
    pub(crate) shell: Option<String>,

    /// Start numbering ports here [default: PORT from the .env file, or 5000]
    #[arg(short, long, value_name = "N")]
    pub(crate) port: Option<u16>,

    /// Set how many of each process type run, as in all=1,web=2
    #[arg(
        short = 'm',
        long,
        visible_short_alias = 'c',
        visible_alias = "concurrency",
        value_name = "TYPE=N,…"
    )]
    pub(crate) formation: Option<String>,

    /// Read variables from these files, separated by commas [default: .env]
    #[arg(short, long, value_name = "FILE,…")]
    pub(crate) env: Option<String>,

    /// Read process types from this file in the application root [default: Procfile]
    #[arg(short = 'f', long, value_name = "FILE")]
    pub(crate) procfile: Option<String>,

    /// Start the processes in this directory, and look there for files [default: .]
    #[arg(short = 'd', long, visible_alias = "root", value_name = "DIR")]
    pub(crate) app_root: Option<PathBuf>,

    /// Look for templates here first, file by file
    #[arg(short, long, alias = "template", value_name = "DIR")]
    pub(crate) template_dir: Option<PathBuf>,

    /// Set the seconds from the signal to stop to the one to kill
    #[arg(long, value_name = "SECONDS")]
    pub(crate) timeout: Option<u32>,

    /// Keep N generations in LOCATION/.gen, with LOCATION/current leading to the last
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(crate) generations: Option<NonZeroUsize>,

    /// Use the exporters of this component
    #[arg(long, value_name = "FILE")]
    pub(crate) exporter: Option<PathBuf>,

    /// Set one setting; the value is JSON if it reads as such, else text
    #[arg(long = "set", value_name = "KEY=VALUE")]
    #[serde(skip)]
    pub(crate) set: Vec<String>,

    /// Read settings from a JSON or TOML file
    #[arg(long = "settings", value_name = "FILE")]
    #[serde(skip)]
    pub(crate) settings_file: Option<PathBuf>,

    /// What the command line says of loading and running an exporter.
    #[arg(skip)]
    #[serde(skip)]
    pub(crate) bounds: Bounds,

    /// Whether to run each export twice and to compare.
    #[arg(skip)]
    pub(crate) verify_determinism: bool,

    /// The project file that all of this may come from.
    #[arg(skip)]
    #[serde(skip)]
    pub(crate) project: Option<PathBuf>,

    /// Limits of the project file.
    #[arg(skip)]
    pub(crate) limits: Written,

    /// Exporters that the project file pins, by their names.
    #[arg(skip)]
    pub(crate) exporters: Pins,

    /// Settings of the project file.
    #[arg(skip)]
    pub(crate) settings: Map<String, Value>,

    /// Settings of process types, from the project file: `instances`, and what
    /// the exporter has.
    #[arg(skip)]
    pub(crate) process: ByProcessType,
}

/// What holds for the component that an exporter comes from.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Bounds {
    /// Set what an exporter may use, as in fuel=5000000 or memory=64M
    ///
    /// Numbers: fuel, handles, files, diagnostics. Seconds, also fractions:
    /// deadline. Bytes, also with K, M or G for powers of 1024: memory, transfer
    /// (in one call), file-bytes, total-bytes, total-path-bytes, text-bytes,
    /// total-text-bytes, manifest-bytes, schema-bytes. For compiling what is
    /// not built in: compile-cpu and compile-deadline in seconds, compile-memory
    /// and code-bytes in bytes. The project file has them in a table `[limits]`,
    /// which lowers them for every exporter, and raises none for one that came
    /// with that file: that it names or pins, or in `.portcullis/exporters`.
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) limit: Vec<String>,

    /// Compile a component even if it was compiled before, and remember nothing
    #[arg(long)]
    pub(crate) no_cache: bool,

    /// Whether it is the command line that names the component.
    #[arg(skip)]
    pub(crate) names_exporter: bool,
}

impl Options {
    /// Fills what is not set from `fallback`.
    pub(crate) fn or(self, fallback: &Self) -> Self {
        let text = |own: Option<String>, other: &Option<String>| own.or_else(|| other.clone());
        let path = |own: Option<PathBuf>, other: &Option<PathBuf>| own.or_else(|| other.clone());
        let mut settings = fallback.settings.clone();
        settings.extend(self.settings);
        Self {
            app: text(self.app, &fallback.app),
            user: text(self.user, &fallback.user),
            log: text(self.log, &fallback.log),
            run: text(self.run, &fallback.run),
            shell: text(self.shell, &fallback.shell),
            port: self.port.or(fallback.port),
            formation: text(self.formation, &fallback.formation),
            env: text(self.env, &fallback.env),
            procfile: text(self.procfile, &fallback.procfile),
            app_root: path(self.app_root, &fallback.app_root),
            template_dir: path(self.template_dir, &fallback.template_dir),
            timeout: self.timeout.or(fallback.timeout),
            generations: self.generations.or(fallback.generations),
            exporter: path(self.exporter, &fallback.exporter),
            bounds: self.bounds,
            verify_determinism: self.verify_determinism || fallback.verify_determinism,
            project: path(self.project, &fallback.project),
            limits: with(self.limits, &fallback.limits),
            exporters: with(self.exporters, &fallback.exporters),
            set: first_of(self.set, &fallback.set),
            settings_file: path(self.settings_file, &fallback.settings_file),
            settings,
            process: by_process_type(self.process, &fallback.process),
        }
    }

    /// Reads paths as relative to `base`, where they were written down.
    pub(crate) fn relative_to(mut self, base: &Path) -> Self {
        let paths = [
            &mut self.app_root,
            &mut self.template_dir,
            &mut self.exporter,
        ];
        for path in paths.into_iter().flatten() {
            *path = base.join(&path);
        }
        self.exporters
            .values_mut()
            .for_each(|pin| pin.relative_to(base));
        self
    }
}

/// Its own parser would speak of types.
fn at_least_one(text: &str) -> Result<NonZeroUsize, &'static str> {
    text.parse().map_err(|_| "it is not a whole number from 1")
}

/// The list that is not empty.
fn first_of(own: Vec<String>, fallback: &[String]) -> Vec<String> {
    if own.is_empty() {
        fallback.to_vec()
    } else {
        own
    }
}

/// What is set, and all else from `fallback`.
fn with<T: Clone>(own: BTreeMap<String, T>, fallback: &BTreeMap<String, T>) -> BTreeMap<String, T> {
    let mut all = fallback.clone();
    all.extend(own);
    all
}

fn by_process_type(own: ByProcessType, fallback: &ByProcessType) -> ByProcessType {
    let mut all = fallback.clone();
    for (process_type, settings) in own {
        all.entry(process_type).or_default().extend(settings);
    }
    all
}
