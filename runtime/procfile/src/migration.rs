//! What honcho and foreman would read otherwise, for who comes from them.
//!
//! Both are modelled as they really read, so that a warning tells their value
//! and not a rule of thumb.

mod foreman;
mod honcho;

use std::collections::BTreeMap;
use std::fmt;

use crate::env_file::{Duplicate, EnvFile};
use crate::escape::escape;
use crate::procfile::ProcessType;

/// Something that is no error here, but is read otherwise elsewhere or is
/// likely to be a slip.
///
/// Its `Display` is one line, `.env:3: message`. It may hold the values of
/// variables, escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The name of the file, as it was given to the parser.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// What it is about.
    pub kind: WarningKind,
}

/// Another program that reads Procfiles and `.env` files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Peer {
    /// honcho 2.0, by which `export` came to Python.
    Honcho,
    /// foreman 0.87, the original.
    Foreman,
}

/// What a warning is about.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WarningKind {
    /// A peer reads another value for a variable.
    #[error("variable {}", difference(variable, *peer, theirs.as_deref(), ours.as_deref()))]
    VariableReadOtherwise {
        /// The name of the variable.
        variable: String,
        /// Who reads it otherwise.
        peer: Peer,
        /// The peer's value; nothing if it does not see the variable.
        theirs: Option<String>,
        /// Our value; nothing if the variable is within the value of another.
        ours: Option<String>,
    },
    /// A peer stops at the line and exports nothing.
    #[error("{peer} stops here: {reason}")]
    PeerFails {
        /// Who stops.
        peer: Peer,
        /// The peer's own message.
        reason: &'static str,
    },
    /// A variable that is given again. The later value counts.
    #[error("variable `{variable}` is given again; the value on line {earlier_line} is not used")]
    DuplicateVariable {
        /// The name of the variable.
        variable: String,
        /// Where it was given before, from 1.
        earlier_line: u32,
    },
    /// A peer reads another command for a process type.
    #[error("process type {}", difference(process_type, *peer, theirs.as_deref(), ours.as_deref()))]
    ProcessTypeReadOtherwise {
        /// The name of the process type.
        process_type: String,
        /// Who reads it otherwise.
        peer: Peer,
        /// The peer's command; nothing if it does not see the process type.
        theirs: Option<String>,
        /// Our command; nothing if it is no process type here.
        ours: Option<String>,
    },
    /// White space at the end of a command, which is kept.
    #[error("command of process type `{process_type}` ends with white space, which is kept")]
    TrailingWhiteSpace {
        /// The name of the process type.
        process_type: String,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", escape(&self.file), self.line, self.kind)
    }
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Honcho => "honcho",
            Self::Foreman => "foreman",
        })
    }
}

/// Who reads what otherwise, after the word for the thing.
fn difference(name: &str, peer: Peer, theirs: Option<&str>, ours: Option<&str>) -> String {
    let shown = |text: Option<&str>| match text {
        Some(text) => format!("as `{}`", escape(text)),
        None => "not at all".to_owned(),
    };
    let (theirs, ours) = (shown(theirs), shown(ours));
    format!("`{}` is read {theirs} by {peer}, {ours} here", escape(name))
}

/// A name, its text and the line from 1. Later ones of the same name count.
type Entry = (String, String, u32);

pub(crate) fn env_warnings(
    file: &str,
    text: &str,
    env_file: &EnvFile,
    duplicates: &[Duplicate],
) -> Vec<Warning> {
    let ours: Vec<Entry> = env_file
        .variables_with_lines()
        .map(|(variable, line)| (variable.name.clone(), variable.value.clone(), line))
        .collect();
    let mut found: Vec<(u32, WarningKind)> = Vec::new();
    for duplicate in duplicates {
        let kind = WarningKind::DuplicateVariable {
            variable: duplicate.name.clone(),
            earlier_line: duplicate.earlier_line,
        };
        found.push((duplicate.line, kind));
    }
    match honcho::read_env(text) {
        Ok(theirs) => found.extend(variable_differences(Peer::Honcho, &ours, theirs)),
        Err((line, reason)) => {
            let peer = Peer::Honcho;
            found.push((line, WarningKind::PeerFails { peer, reason }));
        }
    }
    let theirs = foreman::read_env(text);
    found.extend(variable_differences(Peer::Foreman, &ours, theirs));
    in_order(file, found)
}

pub(crate) fn procfile_warnings(
    file: &str,
    text: &str,
    process_types: &[ProcessType],
) -> Vec<Warning> {
    let ours: Vec<Entry> = process_types
        .iter()
        .map(|entry| (entry.name.clone(), entry.command.clone(), entry.line))
        .collect();
    let mut found: Vec<(u32, WarningKind)> = Vec::new();
    for (name, command, line) in &ours {
        if command.ends_with(char::is_whitespace) {
            let process_type = name.clone();
            found.push((*line, WarningKind::TrailingWhiteSpace { process_type }));
        }
    }
    for (peer, theirs) in [
        (Peer::Honcho, honcho::read_procfile(text)),
        (Peer::Foreman, foreman::read_procfile(text)),
    ] {
        found.extend(process_type_differences(peer, &ours, theirs));
    }
    in_order(file, found)
}

fn variable_differences(
    peer: Peer,
    ours: &[Entry],
    theirs: Vec<Entry>,
) -> impl Iterator<Item = (u32, WarningKind)> {
    differences(ours, theirs).into_iter().map(move |found| {
        let kind = WarningKind::VariableReadOtherwise {
            variable: found.name,
            peer,
            theirs: found.theirs,
            ours: found.ours,
        };
        (found.line, kind)
    })
}

fn process_type_differences(
    peer: Peer,
    ours: &[Entry],
    theirs: Vec<Entry>,
) -> impl Iterator<Item = (u32, WarningKind)> {
    differences(ours, theirs).into_iter().map(move |found| {
        let kind = WarningKind::ProcessTypeReadOtherwise {
            process_type: found.name,
            peer,
            theirs: found.theirs,
            ours: found.ours,
        };
        (found.line, kind)
    })
}

struct Difference {
    name: String,
    line: u32,
    theirs: Option<String>,
    ours: Option<String>,
}

/// What differs between two readings of a file.
fn differences(ours: &[Entry], theirs: Vec<Entry>) -> Vec<Difference> {
    let mut theirs: BTreeMap<String, (String, u32)> = theirs
        .into_iter()
        .map(|(name, value, line)| (name, (value, line)))
        .collect();
    let mut found = Vec::new();
    for (name, value, line) in ours {
        let theirs = theirs.remove(name).map(|(value, _)| value);
        if theirs.as_ref() != Some(value) {
            found.push(Difference {
                name: name.clone(),
                line: *line,
                theirs,
                ours: Some(value.clone()),
            });
        }
    }
    found.extend(theirs.into_iter().map(|(name, (value, line))| Difference {
        name,
        line,
        theirs: Some(value),
        ours: None,
    }));
    found
}

fn in_order(file: &str, mut found: Vec<(u32, WarningKind)>) -> Vec<Warning> {
    found.sort_by_key(|(line, _)| *line);
    let with_file = |(line, kind)| Warning {
        file: file.to_owned(),
        line,
        kind,
    };
    found.into_iter().map(with_file).collect()
}

#[cfg(test)]
mod tests;
