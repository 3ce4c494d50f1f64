//! The arguments of `portcullis new`.

use std::path::PathBuf;

use clap::Args;

use crate::build::Language;

/// What stands below the options in the help.
pub(crate) const HELP: &str = "\
Examples:
  portcullis new shipping --language python
  portcullis new shipping --language rust ../exporters/shipping

Then: portcullis build shipping && portcullis test shipping";

#[derive(Debug, Args)]
pub(crate) struct NewArgs {
    /// Name of the exporter: lowercase letters, digits and hyphens
    pub(crate) name: String,

    /// Directory to make; it must be empty, if it is there [default: NAME]
    pub(crate) dir: Option<PathBuf>,

    /// Language to write it in
    #[arg(short, long, value_enum)]
    pub(crate) language: Language,

    /// Show which files would be written, and write none
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Print the result, or the errors, as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
