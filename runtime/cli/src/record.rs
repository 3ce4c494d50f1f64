//! One run of an exporter, with a record of what went in and what came out.

use portcullis_host::{Component, Diagnostic, Export, File, Limits, Output, Template, Usage};
use portcullis_output::Mode;
use portcullis_procfile::{Application, escape};
use serde_json::{Map, Value, json};

use crate::exit::{DIFFERS, Failure, Result};
use crate::settings;

/// What an exporter is given.
#[derive(Clone, Copy)]
pub(crate) struct Input<'a> {
    component: &'a Component,
    exporter: &'a str,
    application: &'a Application,
    overrides: &'a [Template],
}

/// Yields what an exporter returns and keeps a record of it.
pub(crate) struct Run {
    export: Export,
    record: Record,
    first: Option<Record>,
}

/// What a run was and what it used.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) component: Identity,
    pub(crate) exporter: String,
    /// The SHA-256 of the input as JSON, in hexadecimal.
    pub(crate) application: String,
    pub(crate) settings: Map<String, Value>,
    pub(crate) files: Vec<Line>,
    pub(crate) usage: Usage,
    pub(crate) limits: Limits,
    /// The SHA-256 of each diagnostic with all that belongs to it.
    diagnostics: Vec<String>,
}

/// Which component ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) digest: String,
}

/// One file in a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) path: String,
    pub(crate) mode: String,
    pub(crate) digest: String,
}

impl<'a> Input<'a> {
    pub(crate) fn new(
        component: &'a Component,
        exporter: &'a str,
        application: &'a Application,
        overrides: &'a [Template],
    ) -> Self {
        Self {
            component,
            exporter,
            application,
            overrides,
        }
    }

    fn export(&self, limits: &Limits) -> Result<Export> {
        let manifest = self.component.inspect(limits)?;
        let info = manifest.exporters.iter().find(|i| i.name == self.exporter);
        if let Some(info) = info {
            settings::check(manifest, info, self.application, self.overrides)?;
        }
        let export = self
            .component
            .export(self.exporter, self.application, self.overrides, limits);
        Ok(export?)
    }

    /// The digest of everything that the exporter gets, in the one way in which
    /// we write it as JSON.
    fn digest(&self) -> String {
        let overrides = self
            .overrides
            .iter()
            .map(|template| json!({ "name": template.name, "source": template.source }));
        let input = json!({
            "application": self.application.to_json(),
            "templates": overrides.collect::<Vec<_>>(),
        });
        portcullis_host::digest(input.to_string().as_bytes())
    }

    fn record(&self, limits: &Limits) -> Result<Record> {
        let manifest = self.component.inspect(limits)?;
        Ok(Record {
            component: Identity {
                name: manifest.name.clone(),
                version: manifest.version.clone(),
                digest: self.component.digest().to_owned(),
            },
            exporter: self.exporter.to_owned(),
            application: self.digest(),
            settings: self.application.settings.clone(),
            files: Vec::new(),
            usage: Usage::default(),
            limits: limits.clone(),
            diagnostics: Vec::new(),
        })
    }
}

impl Run {
    /// Begins a run. With `twice`, another one on an instance of its own comes
    /// first, and the last thing that this one yields is an error if it did not
    /// return the same.
    pub(crate) fn begin(input: Input<'_>, limits: &Limits, twice: bool) -> Result<Self> {
        let begin = |first| {
            Ok(Self {
                export: input.export(limits)?,
                record: input.record(limits)?,
                first,
            })
        };
        if !twice {
            return begin(None);
        }
        let mut run = begin(None)?;
        run.by_ref().try_for_each(|output| output.map(drop))?;
        begin(Some(run.into_record()))
    }

    /// Whose run it is, as errors name it.
    pub(crate) fn whose(&self) -> String {
        self.export.subject().to_string()
    }

    pub(crate) fn into_record(self) -> Record {
        Record {
            usage: self.export.usage(),
            ..self.record
        }
    }

    /// The end of a run: an error if another one ended otherwise.
    fn end(&mut self) -> Option<Result<Output>> {
        self.record.usage = self.export.usage();
        let first = self.first.take()?;
        let difference = first.difference(&self.record)?;
        let message = format!("{} is not deterministic: {difference}", self.whose());
        let hint = "this is a fault in the exporter: report it to its author";
        Some(Err(Failure::new(DIFFERS, message).hint(hint)))
    }
}

impl Iterator for Run {
    type Item = Result<Output>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.export.next() {
            None => self.end(),
            Some(Err(error)) => Some(Err(error.into())),
            Some(Ok(output)) => {
                self.record.add(&output);
                Some(Ok(output))
            }
        }
    }
}

impl Record {
    fn add(&mut self, output: &Output) {
        match output {
            Output::File(file) => self.files.push(Line::of(file)),
            Output::Diagnostic(diagnostic) => self.diagnostics.push(digest(diagnostic)),
        }
    }

    /// The digest of all files: of a line with mode, digest and path for each,
    /// in the order in which they came.
    pub(crate) fn output(&self) -> String {
        let lines = self.files.iter();
        let lines = lines.map(|line| format!("{} {} {}\n", line.mode, line.digest, line.path));
        portcullis_host::digest(lines.collect::<String>().as_bytes())
    }

    /// What two runs of the same input did not have in common.
    fn difference(&self, other: &Self) -> Option<String> {
        if let Some(path) = differing(&self.files, &other.files) {
            return Some(format!("two runs differ in the file `{}`", escape(path)));
        }
        if self.diagnostics != other.diagnostics {
            return Some("two runs differ in what they say".to_owned());
        }
        let (one, two) = (self.usage.fuel, other.usage.fuel);
        (one != two).then(|| format!("one run took {one} units of fuel and another {two}"))
    }
}

/// The path of the first file that is not the same in both.
pub(crate) fn differing<'a>(one: &'a [Line], other: &'a [Line]) -> Option<&'a str> {
    let pairs = one.iter().zip(other);
    let unequal = pairs.filter(|(a, b)| a != b).map(|(a, _)| a).next();
    let shorter = one.len().min(other.len());
    let extra = one.get(shorter).or_else(|| other.get(shorter));
    unequal.or(extra).map(|line| line.path.as_str())
}

impl Line {
    fn of(file: &File) -> Self {
        Self {
            path: file.path.clone(),
            mode: Mode::new(file.executable, file.private).to_string(),
            digest: portcullis_host::digest(&file.content),
        }
    }
}

fn digest(diagnostic: &Diagnostic) -> String {
    portcullis_host::digest(format!("{diagnostic:?}").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(path: &str, digest: &str) -> Line {
        Line {
            path: path.to_owned(),
            mode: "0644".to_owned(),
            digest: digest.to_owned(),
        }
    }

    fn record(files: &[Line]) -> Record {
        Record {
            component: Identity {
                name: "guest".to_owned(),
                version: "0.1.0".to_owned(),
                digest: String::new(),
            },
            exporter: "x".to_owned(),
            application: String::new(),
            settings: Map::new(),
            files: files.to_vec(),
            usage: Usage::default(),
            limits: Limits::default(),
            diagnostics: Vec::new(),
        }
    }

    #[test]
    fn equal_runs_do_not_differ() {
        let files = [line("a", "1"), line("b", "2")];
        assert_eq!(record(&files).difference(&record(&files)), None);
    }

    #[test]
    fn the_first_file_that_differs_is_named() {
        let one = [line("a", "1"), line("b", "2"), line("c", "3")];
        let content = [line("a", "1"), line("b", "9"), line("c", "9")];
        let order = [line("a", "1"), line("c", "3"), line("b", "2")];
        let mut mode = one.clone();
        mode[1].mode = "0755".to_owned();
        for other in [&content[..], &order, &mode, &one[..1]] {
            assert_eq!(differing(&one, other), Some("b"));
            let difference = record(&one).difference(&record(other));
            assert_eq!(difference.unwrap(), "two runs differ in the file `b`");
        }
        assert_eq!(differing(&one[..2], &one), Some("c"));
    }

    #[test]
    fn what_is_said_and_what_is_used_count_too() {
        let (one, mut other) = (record(&[]), record(&[]));
        other.diagnostics.push("something".to_owned());
        assert!(one.difference(&other).unwrap().contains("what they say"));
        let mut other = record(&[]);
        other.usage.fuel = 7;
        assert!(one.difference(&other).unwrap().contains("fuel"));
    }

    #[test]
    fn the_digest_of_the_output_is_that_of_its_lines() {
        let lines = "0644 1 a\n0644 2 b\n";
        let record = record(&[line("a", "1"), line("b", "2")]);
        assert_eq!(record.output(), portcullis_host::digest(lines.as_bytes()));
    }
}
