//! Text to model: what a Procfile, `.env` files and a formation say, as one
//! [`Application`].
//!
//! Nothing here does I/O. Whoever reads the files hands over their text, and
//! the name to use for them in messages; what comes back is a value or every
//! error that the text has.
//!
//! * [`Procfile`]: the process types and their commands
//! * [`EnvFile`]: the variables of a `.env` file
//! * [`Formation`]: how many instances of each process type there are
//! * [`Application`]: all of it expanded into processes with ports, which is
//!   what an exporter is given
//! * [`Error`] and [`Errors`]: where a text is wrong, why, and how to mend it
//! * [`Warning`]: what honcho or foreman would read otherwise
//!
//! ```
//! use portcullis_procfile::{Application, EnvFile, Formation, Procfile};
//!
//! let procfile = Procfile::parse(
//!     "Procfile",
//!     "web: python app.py\nworker: python worker.py\n",
//! )?;
//! let env = EnvFile::parse(".env", "DATABASE_URL=postgresql://localhost/myapp\n")?;
//!
//! let application = Application::builder("myapp")
//!     .root("/srv/myapp")
//!     .shell("/bin/bash")
//!     .env(env.variables().to_vec())
//!     .formation(Formation::parse("web=2,worker=1")?)
//!     .port(Some(5000))
//!     .build(&procfile)?;
//!
//! let listing: Vec<String> = application
//!     .processes
//!     .iter()
//!     .map(|process| format!("{} {:?}", process.name, process.port))
//!     .collect();
//! println!("{}", listing.join("\n"));
//! assert_eq!(
//!     listing,
//!     ["web.1 Some(5000)", "web.2 Some(5001)", "worker.1 Some(5100)"]
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod application;
mod env_file;
mod error;
mod error_kind;
mod escape;
mod formation;
mod migration;
mod procfile;
mod snippet;
mod source;
mod suggest;
mod variable;

pub use application::{
    Application, ApplicationBuilder, ApplicationError, DEFAULT_BASE_PORT, Field, FieldProblem,
    MAX_EXPANDED_BYTES, PORTS_PER_PROCESS_TYPE, Process,
};
pub use env_file::EnvFile;
pub use error::{Error, Errors, MAX_ERRORS};
pub use error_kind::ErrorKind;
pub use escape::escape;
pub use formation::{Formation, MAX_INSTANCES};
pub use migration::{Peer, Warning, WarningKind};
pub use procfile::{ProcessType, Procfile};
pub use snippet::Snippet;
pub use suggest::nearest;
pub use variable::Variable;
