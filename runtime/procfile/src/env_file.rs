//! The `.env` file: environment variables.

mod parser;

use std::collections::HashMap;

use crate::error::Errors;
use crate::migration::{self, Warning};
use crate::source::{self, Source};
use crate::variable::Variable;

/// The variables of a `.env` file.
///
/// A line is `NAME=value`, with white space or `export` and white space before
/// it if you like. `#` at the start of a line or after white space begins a
/// comment. White space after `=` is skipped. A value is one of
///
/// * unquoted: literal, trimmed, to the end of the line or a comment. A quote
///   in its middle is part of it.
/// * `'…'`: literal, may span lines.
/// * `"…"`: with the escapes `\n`, `\t`, `\r`, `\"`, `\\` and `\$` and no other,
///   may span lines.
///
/// Nothing is ever expanded. Spaces and tabs are white space; LF and CRLF end a
/// line. Within quotes every character is kept, so a CRLF there is part of the
/// value. Everything else is an error: no line is dropped and none is mended.
///
/// A name that occurs twice keeps its first position and takes the later value,
/// which [`EnvFile::warnings`] tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvFile {
    file: String,
    text: String,
    variables: Vec<Variable>,
    /// For each variable, the line on which its value was given last.
    lines: Vec<u32>,
    duplicates: Vec<Duplicate>,
}

/// A variable that was given again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Duplicate {
    pub(crate) name: String,
    pub(crate) line: u32,
    /// Where it was given before, from 1.
    pub(crate) earlier_line: u32,
}

/// One assignment as it stands in the file.
pub(crate) struct Assignment {
    pub(crate) variable: Variable,
    /// The line of the name, from 1.
    pub(crate) line: u32,
}

impl EnvFile {
    /// Parses the text of a `.env` file; `file` is its name in messages.
    ///
    /// # Errors
    ///
    /// Everything that is not an assignment, a comment or blank.
    pub fn parse(file: &str, text: &str) -> Result<Self, Errors> {
        let mut source = Source::new(file, text);
        let assignments = parser::assignments(&mut source);
        source.finish(())?;
        let mut env_file = Self {
            file: file.to_owned(),
            text: text.to_owned(),
            variables: Vec::new(),
            lines: Vec::new(),
            duplicates: Vec::new(),
        };
        let mut positions = HashMap::new();
        for assignment in assignments {
            env_file.assign(assignment, &mut positions);
        }
        Ok(env_file)
    }

    /// Parses the bytes of a `.env` file; `file` is its name in messages.
    ///
    /// # Errors
    ///
    /// Those of [`EnvFile::parse`], and bytes that are not UTF-8.
    pub fn parse_bytes(file: &str, bytes: &[u8]) -> Result<Self, Errors> {
        Self::parse(file, source::decode(file, bytes)?)
    }

    /// The variables, each name once, in the order of the file.
    #[must_use]
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// The variables with the line on which each was given last, from 1.
    pub(crate) fn variables_with_lines(&self) -> impl Iterator<Item = (&Variable, u32)> {
        self.variables.iter().zip(self.lines.iter().copied())
    }

    /// The variables of several files, each name once: a later file replaces
    /// the value and leaves the variable in its first position.
    pub fn merge<'a>(files: impl IntoIterator<Item = &'a Self>) -> Vec<Variable> {
        let mut merged: Vec<Variable> = Vec::new();
        let mut positions = HashMap::new();
        for variable in files.into_iter().flat_map(|file| &file.variables) {
            let position = *positions
                .entry(variable.name.as_str())
                .or_insert(merged.len());
            match merged.get_mut(position) {
                Some(earlier) => earlier.value.clone_from(&variable.value),
                None => merged.push(variable.clone()),
            }
        }
        merged
    }

    /// What honcho or foreman would read otherwise, and what is likely to be a
    /// slip.
    ///
    /// The warnings carry values, which may be secrets.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        migration::env_warnings(&self.file, &self.text, self, &self.duplicates)
    }

    fn assign(&mut self, assignment: Assignment, positions: &mut HashMap<String, usize>) {
        let Assignment { variable, line } = assignment;
        let Some(&position) = positions.get(&variable.name) else {
            positions.insert(variable.name.clone(), self.variables.len());
            self.variables.push(variable);
            self.lines.push(line);
            return;
        };
        self.duplicates.push(Duplicate {
            name: variable.name,
            line,
            earlier_line: self.lines[position],
        });
        self.variables[position].value = variable.value;
        self.lines[position] = line;
    }
}

#[cfg(test)]
mod tests;
