//! The arguments of `portcullis test`.

use std::path::PathBuf;

use clap::Args;

use crate::options::Bounds;

/// What stands below the options in the help.
pub(crate) const HELP: &str = "\
A case is a folder in DIR/tests:
  Procfile, .env, …   The application, with whatever else args names
  args                The command line: export NAME OUT -a shop -c web=2
  expected/           The files that come out, executable where they should be
  private.txt         Which of them only their owner may read, a path a line
  stderr.txt          What the exporter has to say, if anything
  error.txt           In place of these: the exit code, and the error

The root of the application is written APP. Each case runs twice, and fails if
the exporter does not return the same.

Examples:
  portcullis test                       run all cases in the current directory
  portcullis test . quotes --report     run one, and tell what it used
  portcullis test --bless               accept what is produced as expected";

#[derive(Debug, Args)]
pub(crate) struct TestArgs {
    /// Directory of the project [default: .]
    pub(crate) dir: Option<PathBuf>,

    /// Cases to run, by the names of their folders [default: all]
    #[arg(value_name = "CASE")]
    pub(crate) cases: Vec<String>,

    /// Test this component [default: dist/NAME.wasm, by the name in exporter.toml]
    #[arg(long, value_name = "FILE")]
    pub(crate) exporter: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) bounds: Bounds,

    /// Accept what is produced as what is expected, and show what that changes
    ///
    /// Renews expected/, private.txt, stderr.txt and error.txt of the cases, and
    /// nothing else. A case that fails where files are expected is not accepted:
    /// if the error is meant, put an empty error.txt there first. Neither is one
    /// that does not return the same twice.
    #[arg(long)]
    pub(crate) bless: bool,

    /// Tell on standard error what each case used of each limit
    #[arg(long)]
    pub(crate) report: bool,

    /// Write the result to a file, in the XML of JUnit
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,

    /// Print the result, or the errors, as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
