//! The arguments of what is done with published files.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    /// Directory that was exported to
    #[arg(value_name = "DIR")]
    pub(crate) directory: PathBuf,

    /// List all files, those of nobody too
    #[arg(long)]
    pub(crate) all: bool,

    /// Print the result, or the errors, as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RollbackArgs {
    /// Roll back this application; needed if several are in DIR
    #[arg(short, long, value_name = "NAME")]
    pub(crate) app: Option<String>,

    #[command(flatten)]
    pub(crate) change: Change,
}

#[derive(Debug, Args)]
pub(crate) struct RemoveArgs {
    /// Remove the files of this application
    #[arg(short, long, value_name = "NAME")]
    pub(crate) app: String,

    #[command(flatten)]
    pub(crate) change: Change,
}

/// What is changed, and whether.
#[derive(Debug, Args)]
pub(crate) struct Change {
    /// Directory that was exported to
    #[arg(value_name = "DIR")]
    pub(crate) directory: PathBuf,

    /// Change the files of this exporter alone
    #[arg(long, value_name = "NAME")]
    pub(crate) exporter: Option<String>,

    /// Show what would be changed, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Print the result, or the errors, as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
