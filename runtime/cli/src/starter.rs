//! `portcullis new`: a small project that builds and passes its test at once.

mod files;

use std::path::{Path, PathBuf};

use portcullis_output::{File, FilePath, Mode, OutputDir, PathProfile, Plan, ambient_authority};

use crate::args::new::NewArgs;
use crate::build::check_name;
use crate::exit::{Failure, OUTPUT, Result, USAGE};

/// What the starters are called in their own files.
const PLACEHOLDER: &str = "starter";

pub(crate) fn run(args: &NewArgs) -> Result<()> {
    check_name(&args.name).map_err(|why| Failure::new(USAGE, why))?;
    let directory = args
        .dir
        .clone()
        .unwrap_or_else(|| PathBuf::from(&args.name));
    check_empty(&directory)?;
    let files =
        files::of(args.language).map(|(path, text)| (path, text.replace(PLACEHOLDER, &args.name)));
    let files: Vec<_> = files.collect();
    if !args.dry_run {
        write(&directory, &files)?;
    }
    tell(args, &directory, &files)
}

/// What is there is somebody's.
fn check_empty(directory: &Path) -> Result<()> {
    let message = match std::fs::read_dir(directory).map(|mut entries| entries.next()) {
        Ok(None) => return Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Ok(Some(_)) => format!("{} is not empty; nothing was written", directory.display()),
        Err(error) => format!("cannot look into {}: {error}", directory.display()),
    };
    let hint = "give another directory after the name";
    Err(Failure::new(OUTPUT, message).hint(hint))
}

fn write(directory: &Path, files: &[(&str, String)]) -> Result<()> {
    let dir = OutputDir::create(directory, ambient_authority())?;
    let mut stage = dir.stage()?;
    let mut plan = Plan::new();
    for (path, text) in files {
        let mode = Mode::new(path.ends_with(".sh"), false);
        let path = FilePath::new(path, PathProfile::Portable)?;
        let file = File::new(path, text.clone().into(), mode);
        plan.accept(&file)?;
        stage.write(&file)?;
    }
    stage.publish(&plan)?;
    Ok(())
}

fn tell(args: &NewArgs, directory: &Path, files: &[(&str, String)]) -> Result<()> {
    let paths = files.iter().map(|(path, _)| directory.join(path));
    if args.json {
        let told = serde_json::json!({
            "name": args.name,
            "language": args.language.name(),
            "directory": directory.display().to_string(),
            "files": files.iter().map(|(path, _)| path).collect::<Vec<_>>(),
            "written": !args.dry_run,
        });
        return crate::print(&crate::json::pretty(&told));
    }
    let listed: String = paths.map(|path| format!("{}\n", path.display())).collect();
    let place = directory.display();
    let next = match args.dry_run {
        true => String::new(),
        false => format!("\nNext: portcullis build {place} && portcullis test {place}\n"),
    };
    crate::print(&format!("{listed}{next}"))
}
