//! The command line.

pub(crate) mod build;
mod deferred;
pub(crate) mod new;
mod published;
pub(crate) mod testing;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::exit;
use crate::options::{Bounds, Options};
pub(crate) use deferred::Deferred;
pub(crate) use published::{Change, RemoveArgs, RollbackArgs, StatusArgs};
use testing::TestArgs;

/// Export Procfile applications to service managers, through exporters that
/// nobody has to trust
///
/// An exporter is a WebAssembly component that imports nothing: it is given the
/// application and returns files. Four are built in; `--exporter` runs any other.
#[derive(Debug, Parser)]
#[command(name = "portcullis", version, max_term_width = 100, after_help = exit::HELP)]
pub(crate) struct Cli {
    /// Say when to use colours; NO_COLOR is respected
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        value_enum
    )]
    pub(crate) color: Color,

    /// Tell on standard error what is being done
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    pub(crate) fn write_global(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Export an application's processes to files of a service manager
    ///
    /// Reads Procfile and .env in the application root, lets the exporter FORMAT
    /// make files of them, and puts these into LOCATION. Every path is checked
    /// and every file written beside its place before the first one is moved
    /// into it; on any error before that, LOCATION stays as it was. After it,
    /// whatever ends the command, the next one completes the change.
    ///
    /// Files that an earlier export of the same application and FORMAT put there,
    /// and that this one does not have, are removed. If anything is in the way
    /// that is not ours to change, such as a file that someone edited, nothing
    /// is written.
    ///
    /// Without FORMAT and LOCATION, makes all exports that portcullis.toml lists.
    /// With FORMAT alone, makes the listed one of that name.
    #[command(after_help = EXPORT_HELP)]
    Export(Deferred<ExportArgs>),

    /// Tell what exports have put into a directory, and whether it still is as it was
    ///
    /// Completes an export that was cut off, as every use of the directory does.
    /// Ends with 7 if a file was edited, is missing, or is left from an earlier
    /// export.
    Status(Deferred<StatusArgs>),

    /// Bring back what the export before the last one had put into a directory
    ///
    /// What is there now is kept instead, so that the same once more takes the
    /// rollback back. Nothing is changed if a file was edited since.
    Rollback(Deferred<RollbackArgs>),

    /// Remove what exports have put into a directory, and nothing else
    ///
    /// Nothing is removed if a file was edited since. Backups of files that were
    /// taken over stay.
    Remove(Deferred<RemoveArgs>),

    /// Run an export again and compare it with its receipt
    ///
    /// Takes the arguments of the export and writes no files. Tells which part is
    /// another: the application with its templates, the component, the settings,
    /// the files, or the fuel that they took.
    #[command(after_help = VERIFY_HELP)]
    VerifyReceipt(Deferred<VerifyArgs>),

    /// Check Procfile, .env and formation, and tell what honcho or foreman would read otherwise
    Check(Deferred<CheckArgs>),

    /// List the exporters there are, and what takes whose place
    ///
    /// Of exporters of the same name the first is used: the one that portcullis.toml
    /// pins in a table `[exporters.NAME]` with `file` and `sha256`; the built-in
    /// one; those in the folders of PORTCULLIS_EXPORTERS, separated by colons;
    /// those in ~/.local/share/portcullis/exporters; and those in
    /// .portcullis/exporters in the application root. `--exporter FILE` of an export
    /// stands before them all. A file that cannot be used is listed with the reason.
    Exporters(Deferred<ListArgs>),

    /// Show what a component is and offers, and why it would be refused
    ///
    /// Tells the manifest, the interface, what it imports, its settings and
    /// templates, its size and digest, the memory that it begins with, and what
    /// it used to describe itself and to export a small sample twice. Of a file
    /// that is refused, tells what can be told, and all reasons that can be.
    Inspect(Deferred<InspectArgs>),

    /// Run the golden cases of an exporter's project
    ///
    /// Exports each case with the project's component, in the real runtime under
    /// the real limits, twice, and compares what comes out with what its folder
    /// says.
    #[command(after_help = testing::HELP)]
    Test(Deferred<TestArgs>),

    /// List, show or eject the templates of an exporter
    #[command(subcommand)]
    Templates(Deferred<TemplatesCommand>),

    /// Make a project of an exporter, in the language you have
    ///
    /// It holds the interface, an exporter of one template with what it needs, and
    /// a test, and can be built and tested as it is. The exporter makes a Makefile;
    /// all languages make the same one.
    #[command(after_help = new::HELP)]
    New(Deferred<new::NewArgs>),

    /// Build a project's exporter with its language's own tools
    ///
    /// Calls the compiler, makes of its module a component that imports nothing,
    /// checks it against the interface, takes away what has no effect, and tells
    /// its size and digest. A tool that is missing is named, with the command that
    /// installs it; nothing is installed.
    #[command(after_help = build::HELP)]
    Build(Deferred<build::BuildArgs>),

    /// Show or clear what is remembered of components that are not built in
    ///
    /// Compiling a component takes seconds, so its machine code is kept, sealed
    /// with a key that lies elsewhere and that only you can read. What is changed,
    /// broken or of another version is compiled anew by itself.
    #[command(subcommand)]
    Cache(Deferred<CacheCommand>),

    /// Print a completion script for a shell
    ///
    /// The script asks this program what may stand next: exporters, the keys and
    /// values of their settings, templates, limits, and in a directory that was
    /// exported to the names of applications.
    #[command(after_help = COMPLETIONS_HELP)]
    Completions {
        /// The shell to complete for
        shell: clap_complete::Shell,
    },

    /// Print the manual page of the command, or of one of its subcommands
    Man {
        /// Subcommand to print the page of, such as export or cache-show
        command: Option<String>,
    },
}

impl Command {
    pub(crate) fn is_json(&self) -> bool {
        match self {
            Self::Export(args) => args.json,
            Self::VerifyReceipt(args) => args.json,
            Self::Check(args) => args.json,
            Self::Status(args) => args.json,
            Self::Rollback(args) => args.change.json,
            Self::Remove(args) => args.change.json,
            Self::Exporters(args) => args.json,
            Self::Inspect(args) => args.json,
            Self::New(args) => args.json,
            Self::Build(args) => args.json,
            Self::Test(args) => args.json,
            Self::Templates(command) => command.is_json(),
            Self::Cache(command) => command.is_json(),
            Self::Completions { .. } | Self::Man { .. } => false,
        }
    }
}

const EXPORT_HELP: &str = "\
Examples:
  portcullis export systemd /etc/systemd/system -a shop -u shop -c web=2,worker=1
  portcullis export supervisord - -d /srv/shop          print to standard output
  portcullis export runit /etc/sv --diff                show changes, write nothing
  portcullis export custom out --exporter custom.wasm   run any component

Standard output names the files; notes and warnings go to standard error.";

const COMPLETIONS_HELP: &str = "\
Examples:
  source <(portcullis completions bash)   in bash, and likewise in zsh
  portcullis completions fish | source    in fish";

const VERIFY_HELP: &str = "\
Example:
  portcullis export systemd out -a shop --receipt shop.json
  portcullis verify-receipt shop.json systemd out -a shop

A receipt holds digests of the application, with the values of its .env file:
who has all of it but one short value can find that value by trying.";

#[derive(Debug, Default, Args)]
pub(crate) struct ExportArgs {
    /// Exporter to use; `portcullis exporters` lists them
    pub(crate) format: Option<String>,

    /// Directory to put the files into; `-` prints one file, or a tar archive of several
    #[arg(allow_hyphen_values = false)]
    pub(crate) location: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) options: Options,

    #[command(flatten)]
    pub(crate) bounds: Bounds,

    /// Run the exporter twice, and write nothing if it does not return the same
    #[arg(long)]
    pub(crate) verify_determinism: bool,

    /// Tell on standard error what was used of each limit
    #[arg(long)]
    pub(crate) report: bool,

    /// Write what went in, what ran and what came out, as digests, to a JSON file
    #[arg(long, value_name = "FILE", conflicts_with_all = ["dry_run", "diff"])]
    pub(crate) receipt: Option<PathBuf>,

    /// Read this project file [default: portcullis.toml in the application root]
    #[arg(long, value_name = "FILE")]
    pub(crate) project: Option<PathBuf>,

    /// Take over files in LOCATION that are in the way, and keep a backup of each
    ///
    /// Without it, an export is refused if a file that it would replace or remove
    /// was edited, or was not put there by an earlier export of the same
    /// application and FORMAT.
    #[arg(long)]
    pub(crate) adopt: bool,

    /// Show what would be written, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Show how the files in LOCATION would change, and write nothing
    #[arg(long)]
    pub(crate) diff: bool,

    /// Print the result, or the errors, as JSON
    #[arg(long)]
    pub(crate) json: bool,

    /// Print no list of files
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

impl ExportArgs {
    /// The options with all that the command line says.
    pub(crate) fn options(&self) -> Options {
        Options {
            bounds: Bounds {
                names_exporter: self.options.exporter.is_some(),
                ..self.bounds.clone()
            },
            verify_determinism: self.verify_determinism,
            ..self.options.clone()
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// Receipt that `portcullis export --receipt` wrote
    pub(crate) receipt: PathBuf,

    /// Exporter that was used, or name of a listed export
    pub(crate) format: Option<String>,

    /// Directory that the files were put into; it is not looked at
    pub(crate) location: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) options: Options,

    #[command(flatten)]
    pub(crate) bounds: Bounds,

    /// Read this project file [default: portcullis.toml in the application root]
    #[arg(long, value_name = "FILE")]
    pub(crate) project: Option<PathBuf>,

    /// Print the result, or the errors, as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

impl VerifyArgs {
    /// The export that the receipt is of.
    pub(crate) fn export(&self) -> ExportArgs {
        ExportArgs {
            format: self.format.clone(),
            location: self.location.clone(),
            options: self.options.clone(),
            bounds: self.bounds.clone(),
            project: self.project.clone(),
            ..ExportArgs::default()
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) options: Options,

    /// Read this project file [default: portcullis.toml in the application root]
    #[arg(long, value_name = "FILE")]
    pub(crate) project: Option<PathBuf>,

    /// Print the result, or the errors, as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Look in this application root [default: .]
    #[arg(short = 'd', long, visible_alias = "root", value_name = "DIR")]
    pub(crate) app_root: Option<PathBuf>,

    /// Read this project file [default: portcullis.toml in the application root]
    #[arg(long, value_name = "FILE")]
    pub(crate) project: Option<PathBuf>,

    /// Print the list as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct InspectArgs {
    /// Built-in exporter, or file of a component
    #[arg(value_name = "EXPORTER|FILE")]
    pub(crate) what: PathBuf,

    #[command(flatten)]
    pub(crate) bounds: Bounds,

    /// Print everything as JSON
    #[arg(long)]
    pub(crate) json: bool,

    /// Print a page of documentation, in Markdown
    #[arg(long, conflicts_with = "json")]
    pub(crate) markdown: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CacheCommand {
    /// Tell where the cache is and what it takes
    Show {
        /// Print the result, or the errors, as JSON
        #[arg(long)]
        json: bool,
    },
    /// Remove all that is remembered
    Clear {
        /// Print the result, or the errors, as JSON
        #[arg(long)]
        json: bool,
    },
}

impl CacheCommand {
    /// Whether the result is to be JSON.
    pub(crate) fn is_json(&self) -> bool {
        let (Self::Show { json } | Self::Clear { json }) = self;
        *json
    }
}

impl TemplatesCommand {
    /// The exporter that is asked about.
    pub(crate) fn exporter(&self) -> Option<String> {
        match self {
            Self::List { exporter, .. } => exporter.clone(),
            Self::Show { exporter, .. } | Self::Eject { exporter, .. } => Some(exporter.clone()),
        }
    }

    /// Whether the result is to be JSON; a template is printed as it is.
    fn is_json(&self) -> bool {
        match self {
            Self::List { json, .. } | Self::Eject { json, .. } => *json,
            Self::Show { .. } => false,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum TemplatesCommand {
    /// List the templates of one exporter, or of all
    List {
        /// Exporter whose templates to list
        exporter: Option<String>,
        /// Take the exporter from this component
        #[arg(long = "exporter", value_name = "FILE")]
        component: Option<PathBuf>,
        /// Print the list, or the errors, as JSON
        #[arg(long)]
        json: bool,
    },
    /// Print a template
    Show {
        /// Exporter that the template belongs to
        exporter: String,
        /// Name of the template
        template: String,
        /// Take the exporter from this component
        #[arg(long = "exporter", value_name = "FILE")]
        component: Option<PathBuf>,
    },
    /// Copy an exporter's templates into a directory, to be edited and used with --template-dir
    ///
    /// Files that are there already are left alone, and then nothing is copied.
    Eject {
        /// Exporter whose templates to copy
        exporter: String,
        /// Directory to copy them to
        directory: PathBuf,
        /// Take the exporter from this component
        #[arg(long = "exporter", value_name = "FILE")]
        component: Option<PathBuf>,
        /// Print the result, or the errors, as JSON
        #[arg(long)]
        json: bool,
    },
}
