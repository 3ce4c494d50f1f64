//! Accepts what a case produces as what it expects from now on.

use std::io::ErrorKind;
use std::path::Path;

use anyhow::Context;
use portcullis_output::{File, FilePath, Mode, OutputDir, PathProfile, Plan, ambient_authority};

use super::case::{Case, ERROR, EXPECTED, Expected, Files, PRIVATE, SAID};
use super::produce::Produced;
use crate::exit::{Failure, OTHER, Result};

/// Renews the expected files of a case, and touches no other.
pub(super) fn accept(case: &Case, expected: &Expected, produced: &Produced) -> Result<()> {
    match produced {
        Produced::Error(told) => text(&case.folder.join(ERROR), told),
        Produced::Files { files, said } => {
            publish(&case.folder.join(EXPECTED), files)?;
            for path in expected
                .files
                .keys()
                .filter(|path| !files.contains_key(*path))
            {
                remove(&case.folder.join(EXPECTED), path)?;
            }
            let private = files.iter().filter(|(_, file)| file.is_private);
            let private: String = private.map(|(path, _)| format!("{path}\n")).collect();
            text(&case.folder.join(PRIVATE), &private)?;
            text(&case.folder.join(SAID), said)
        }
        Produced::Unusable(_) => Ok(()),
    }
}

/// The names are a guest's, so they take the road of every export.
fn publish(folder: &Path, files: &Files) -> Result<()> {
    let dir = OutputDir::create(folder, ambient_authority())?;
    let mut stage = dir.stage()?.replacing();
    let mut plan = Plan::new();
    for (path, file) in files {
        let path = FilePath::new(path, PathProfile::PosixUnit)?;
        let file = File::new(
            path,
            file.content.clone(),
            Mode::new(file.is_executable, false),
        );
        plan.accept(&file)?;
        stage.write(&file)?;
    }
    stage.publish(&plan)?;
    Ok(())
}

/// Removes a file, and the folders that hold nothing any more.
fn remove(folder: &Path, path: &str) -> Result<()> {
    let file = folder.join(path);
    std::fs::remove_file(&file)
        .with_context(|| format!("cannot remove {}", file.display()))
        .map_err(|error| Failure::new(OTHER, format!("{error:#}")))?;
    let mut emptied = file.parent();
    while let Some(parent) = emptied.filter(|parent| *parent != folder) {
        // One that is not empty stays.
        if std::fs::remove_dir(parent).is_err() {
            break;
        }
        emptied = parent.parent();
    }
    Ok(())
}

/// Writes a text; one that is empty has no file.
fn text(file: &Path, text: &str) -> Result<()> {
    let done = if text.is_empty() {
        match std::fs::remove_file(file) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            done => done,
        }
    } else {
        std::fs::write(file, text)
    };
    done.with_context(|| format!("cannot write {}", file.display()))
        .map_err(|error| Failure::new(OTHER, format!("{error:#}")))
}
