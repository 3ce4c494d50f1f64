//! The folders that exporters are looked for in: what the user chose first, and
//! last what came along with the application.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::directories;

/// The variable that names folders, separated by colons.
const VARIABLE: &str = "PORTCULLIS_EXPORTERS";

/// The folder in the application root.
const IN_APPLICATION: &str = ".portcullis/exporters";

/// Stops a folder that was named by mistake from being loaded whole. Components
/// in one folder.
const MOST_FILES: usize = 200;

/// Whose folder it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    Variable,
    User,
    Application,
}

/// A folder of components.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    owner: Owner,
    pub(crate) folder: PathBuf,
}

/// All folders, in the order in which they are searched.
#[derive(Debug)]
pub(crate) struct Places(Vec<Place>);

impl Places {
    /// Those of the user, and that of the application in `root`.
    pub(crate) fn of(root: &Path) -> Self {
        let named = std::env::var_os(VARIABLE).unwrap_or_default();
        let named = std::env::split_paths(&named);
        let named = named.filter(|folder| !folder.as_os_str().is_empty());
        let mut places: Vec<_> = named.map(|folder| Owner::Variable.place(folder)).collect();
        let own = directories::data().map(|data| data.join("exporters"));
        places.extend(own.map(|folder| Owner::User.place(folder)));
        // Without a leading `./`, which would be shown to people.
        let application = match root == Path::new(".") {
            true => PathBuf::from(IN_APPLICATION),
            false => root.join(IN_APPLICATION),
        };
        places.push(Owner::Application.place(application));
        Self(places)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Place> {
        self.0.iter()
    }
}

impl Owner {
    fn place(self, folder: PathBuf) -> Place {
        Place {
            owner: self,
            folder,
        }
    }
}

impl Place {
    /// Whether what lies there may have come along with the application.
    pub(crate) fn is_of_application(&self) -> bool {
        self.owner == Owner::Application
    }

    /// Its components, by name. That the folder is missing is an error only
    /// where it was named.
    pub(crate) fn files(&self) -> std::io::Result<Vec<PathBuf>> {
        let entries = match std::fs::read_dir(&self.folder) {
            Err(error)
                if error.kind() == std::io::ErrorKind::NotFound
                    && self.owner != Owner::Variable =>
            {
                return Ok(Vec::new());
            }
            entries => entries?,
        };
        let mut files = Vec::new();
        for entry in entries {
            let path = entry?.path();
            let is_component = path.extension().is_some_and(|end| end == "wasm");
            if is_component && path.is_file() {
                files.push(path);
            }
            if files.len() > MOST_FILES {
                let why = format!("there are more than {MOST_FILES} components in it");
                return Err(std::io::Error::other(why));
            }
        }
        files.sort();
        Ok(files)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.owner {
            Owner::Variable => "environment",
            Owner::User => "user",
            Owner::Application => "application",
        })
    }
}
