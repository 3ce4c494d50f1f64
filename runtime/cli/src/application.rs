//! Reads the files that describe an application.

use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, anyhow};
use portcullis_procfile::{
    Application, ApplicationBuilder, EnvFile, Formation, MAX_INSTANCES, Procfile,
};
use serde_json::{Map, Value};

use crate::exit::{Failure, INPUT, Result, USAGE};
use crate::input;
use crate::options::Options;
use crate::words::wrong_toml;

/// What was read, before it is expanded.
#[derive(Debug)]
pub(crate) struct Sources {
    pub(crate) root: PathBuf,
    pub(crate) procfile: Procfile,
    pub(crate) env: Vec<EnvFile>,
}

/// Reads the Procfile and the `.env` files. All errors of all files come out
/// together.
pub(crate) fn read(options: &Options) -> Result<Sources> {
    let root = absolute(options.app_root.as_deref().unwrap_or(Path::new(".")))?;
    let procfile = procfile(&root, options.procfile.as_deref().unwrap_or("Procfile"));
    let env = env_files(&root, options.env.as_deref());
    match (procfile, env) {
        (Ok(procfile), Ok(env)) => Ok(Sources {
            root,
            procfile,
            env,
        }),
        (Err(failure), Ok(_)) | (Ok(_), Err(failure)) => Err(failure),
        (Err(first), Err(second)) => Err(first.and(second)),
    }
}

/// Expands what was read into an application.
pub(crate) fn expand(sources: &Sources, options: &Options) -> Result<Application> {
    let mut builder = described(sources, options)?;
    let formation = options.formation.as_deref().map(Formation::parse);
    let mut formation = formation.transpose()?.unwrap_or_default();
    for (process_type, settings) in &options.process {
        let mut settings = settings.clone();
        if let Some(instances) = settings.shift_remove("instances") {
            let count = instances_of(process_type, &instances)?;
            formation = formation.default_count(process_type, count);
        }
        builder = builder.process_settings(process_type, settings);
    }
    let application = builder
        .formation(formation)
        .port(options.port)
        .settings(settings(options)?)
        .build(&sources.procfile)?;
    Ok(application)
}

/// An application's name, directories, user, shell and variables.
fn described(sources: &Sources, options: &Options) -> Result<ApplicationBuilder> {
    let root = text(&sources.root)?;
    let name = match &options.app {
        Some(name) => name.clone(),
        None => base_name(&sources.root)?,
    };
    let mut builder = Application::builder(name)
        .root(root)
        .env(EnvFile::merge(&sources.env));
    if let Some(user) = &options.user {
        builder = builder.user(user);
    }
    if let Some(log) = &options.log {
        builder = builder.log_dir(log);
    }
    if let Some(run) = &options.run {
        builder = builder.run_dir(run);
    }
    if let Some(shell) = &options.shell {
        builder = builder.shell(shell);
    }
    Ok(builder)
}

fn instances_of(process_type: &str, written: &Value) -> Result<u32> {
    let count = written.as_u64().and_then(|count| count.try_into().ok());
    count.filter(|count| *count <= MAX_INSTANCES).ok_or_else(|| {
        let message = format!(
            "setting `process.{process_type}.instances`: `{written}` is not a whole number from \
             0 to {MAX_INSTANCES}"
        );
        Failure::new(INPUT, message)
    })
}

fn procfile(root: &Path, name: &str) -> Result<Procfile> {
    let path = root.join(name);
    match input::bytes(&path) {
        Ok(bytes) => Ok(Procfile::parse_bytes(name, &bytes)?),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let message = format!("there is no Procfile: {} does not exist", path.display());
            let hint = "name the directory with --app-root, or the file with --procfile";
            Err(Failure::new(INPUT, message).hint(hint))
        }
        Err(error) => Err(unreadable(&path, error)),
    }
}

/// Only the default file may be missing.
fn env_files(root: &Path, named: Option<&str>) -> Result<Vec<EnvFile>> {
    let mut files = Vec::new();
    for name in named.unwrap_or(".env").split(',').map(str::trim) {
        let path = root.join(name);
        match input::bytes(&path) {
            Ok(bytes) => files.push(EnvFile::parse_bytes(name, &bytes)?),
            Err(error) if error.kind() == ErrorKind::NotFound && named.is_none() => {}
            Err(error) => return Err(unreadable(&path, error)),
        }
    }
    Ok(files)
}

/// Project file, then settings file, then `--set`, then `--timeout`; the later
/// one wins.
fn settings(options: &Options) -> Result<Map<String, Value>> {
    let mut settings = options.settings.clone();
    if let Some(path) = &options.settings_file {
        settings.extend(settings_file(path)?);
    }
    for assignment in &options.set {
        let Some((key, value)) = assignment.split_once('=') else {
            let message = format!("`--set {assignment}` has no `=`");
            return Err(Failure::new(USAGE, message).hint("write --set KEY=VALUE"));
        };
        let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(value));
        settings.insert(key.to_owned(), value);
    }
    if let Some(timeout) = options.timeout {
        settings.insert("timeout".to_owned(), timeout.into());
    }
    Ok(settings)
}

/// What a settings file is.
const FORM: &str =
    "--settings takes a file with an object of JSON, or with TOML if its name ends in .toml";

fn settings_file(path: &Path) -> Result<Map<String, Value>> {
    let text = input::text(path).map_err(|error| unreadable(path, error).hint(FORM))?;
    let is_toml = path
        .extension()
        .is_some_and(|extension| extension == "toml");
    let parsed: anyhow::Result<Map<String, Value>> = if is_toml {
        toml::from_str(&text).map_err(|error| anyhow!(wrong_toml(&error)))
    } else {
        serde_json::from_str(&text).map_err(Into::into)
    };
    parsed
        .with_context(|| format!("the settings file {} is wrong", path.display()))
        .map_err(|error| Failure::new(INPUT, format!("{error:#}").trim_end()).hint(FORM))
}

/// Joined to the current directory, with `.` and `..` resolved in the text
/// alone, as honcho does it: a symbolic link in the path stays in it.
fn absolute(path: &Path) -> Result<PathBuf> {
    let current = std::env::current_dir().context("cannot tell the current directory")?;
    let mut absolute = PathBuf::new();
    for component in current.join(path).components() {
        match component {
            Component::ParentDir => {
                absolute.pop();
            }
            Component::CurDir => {}
            other => absolute.push(other),
        }
    }
    Ok(absolute)
}

fn base_name(root: &Path) -> Result<String> {
    match root.file_name() {
        Some(name) => text(Path::new(name)),
        None => {
            let message = "the application root has no name to call the application by";
            Err(Failure::new(INPUT, message).hint("give one with --app"))
        }
    }
}

fn text(path: &Path) -> Result<String> {
    path.to_str()
        .map(str::to_owned)
        .ok_or_else(|| Failure::new(INPUT, format!("the path {} is not UTF-8", path.display())))
}

fn unreadable(path: &Path, error: std::io::Error) -> Failure {
    let context = format!("cannot read {}", path.display());
    Failure::new(INPUT, format!("{:#}", anyhow!(error).context(context)))
}
