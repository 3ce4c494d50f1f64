//! Receipts: what went into an export, what ran, and what came out, as digests.
//!
//! An exporter is a pure function, so whoever has the same input and the same
//! component gets the same files, and can show by a receipt that it did.

use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::args::{ExportArgs, VerifyArgs};
use crate::exit::{DIFFERS, Failure, INPUT, OTHER, Result, USAGE};
use crate::export::{self, Outcome};
use crate::input;
use crate::pending::Pending;
use crate::record::{Line, Record, differing};
use crate::words::counted;

/// The version of the layout below.
const SCHEMA: u32 = 1;

/// The file. Unknown fields are refused: a receipt that says more than is
/// compared would be believed for more than it shows.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Receipt {
    schema: u32,
    exports: Vec<Part>,
}

/// One export.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    exporter: String,
    component: Component,
    application: Digest,
    settings: Map<String, Value>,
    output: Output,
    fuel: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Component {
    name: String,
    version: String,
    sha256: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Digest {
    sha256: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Output {
    sha256: String,
    files: Vec<File>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    path: String,
    mode: String,
    sha256: String,
}

/// The receipt of what is about to be published, if one was asked for, beside its
/// place.
pub(crate) fn prepare(outcomes: &[Outcome], args: &ExportArgs) -> Result<Option<Pending>> {
    let Some(file) = &args.receipt else {
        return Ok(None);
    };
    if outcomes.iter().any(|outcome| outcome.holds(file)) {
        let message = format!(
            "the receipt {} would be in the way of what is exported",
            file.display()
        );
        return Err(Failure::new(USAGE, message).hint("name a file that is none of the export's"));
    }
    let exports = outcomes.iter().map(|outcome| Part::of(&outcome.record));
    let receipt = Receipt {
        schema: SCHEMA,
        exports: exports.collect(),
    };
    let hint = "nothing was exported: name a file that can be written";
    let prepared = Pending::new(file, crate::json::pretty(&receipt));
    prepared
        .map(Some)
        .map_err(|error| unwritten(file, &error).hint(hint))
}

/// Puts it in its place.
pub(crate) fn publish(receipt: Option<Pending>, args: &ExportArgs) -> Result<()> {
    let (Some(receipt), Some(file)) = (receipt, &args.receipt) else {
        return Ok(());
    };
    let hint = "the files were exported; only the receipt is missing";
    let published = receipt.publish();
    published.map_err(|error| unwritten(file, &error).hint(hint))
}

fn unwritten(file: &Path, error: &std::io::Error) -> Failure {
    let message = format!("cannot write the receipt {}: {error}", file.display());
    Failure::new(OTHER, message)
}

/// `portcullis verify-receipt`: runs the exports again and compares.
pub(crate) fn verify(args: &VerifyArgs) -> Result<()> {
    let receipt = read(&args.receipt)?;
    let records = export::rehearse(&args.export())?;
    let name = args.receipt.display();
    if receipt.exports.len() != records.len() {
        let wanted = counted(receipt.exports.len(), "export", "exports");
        let found = records.len();
        let message =
            format!("the receipt {name} is of {wanted}, and the arguments are of {found}");
        return Err(differs(message));
    }
    for (wanted, record) in receipt.exports.iter().zip(&records) {
        if let Some(difference) = wanted.difference(&Part::of(record)) {
            let exporter = portcullis_host::visible(&record.exporter);
            let difference = portcullis_host::visible(difference);
            let message = format!("the export `{exporter}` is not that of {name}: {difference}");
            return Err(differs(message));
        }
    }
    let files: usize = records.iter().map(|record| record.files.len()).sum();
    crate::print(&if args.json {
        let whole = json!({ "verified": true, "exports": records.len(), "files": files });
        crate::json::pretty(&whole)
    } else {
        let files = counted(files, "file", "files");
        format!("the receipt {name} is right: the same input, component and {files}\n")
    })
}

fn differs(message: String) -> Failure {
    Failure::new(DIFFERS, message).hint("give the arguments that the export was made with")
}

fn read(file: &Path) -> Result<Receipt> {
    let hint = "name a file that `portcullis export --receipt` wrote";
    let wrong = |error: anyhow::Error| Failure::new(INPUT, format!("{error:#}")).hint(hint);
    let text = input::text(file)
        .with_context(|| format!("cannot read the receipt {}", file.display()))
        .map_err(wrong)?;
    let receipt: Receipt = serde_json::from_str(&text)
        .with_context(|| format!("the receipt {} is wrong", file.display()))
        .map_err(wrong)?;
    if receipt.schema != SCHEMA {
        let (found, file) = (receipt.schema, file.display());
        let message = format!("the receipt {file} has schema {found}, and this is {SCHEMA}");
        return Err(Failure::new(INPUT, message).hint("make it again with this portcullis"));
    }
    Ok(receipt)
}

impl Part {
    fn of(record: &Record) -> Self {
        let file = |line: &Line| File {
            path: line.path.clone(),
            mode: line.mode.clone(),
            sha256: line.digest.clone(),
        };
        Self {
            exporter: record.exporter.clone(),
            component: Component {
                name: record.component.name.clone(),
                version: record.component.version.clone(),
                sha256: record.component.digest.clone(),
            },
            application: Digest {
                sha256: record.application.clone(),
            },
            settings: record.settings.clone(),
            output: Output {
                sha256: record.output(),
                files: record.files.iter().map(file).collect(),
            },
            fuel: record.usage.fuel,
        }
    }

    /// The first part that is another, from what is the cause to what follows
    /// from it.
    fn difference(&self, now: &Self) -> Option<String> {
        if self.exporter != now.exporter {
            return Some(format!("it was made by the exporter `{}`", self.exporter));
        }
        if self.component != now.component {
            let Component { name, version, .. } = &self.component;
            return Some(format!("the component is another than `{name}` {version}"));
        }
        if self.settings != now.settings {
            return Some("the settings are others".to_owned());
        }
        if self.application != now.application {
            return Some("the application or a template is another".to_owned());
        }
        if self.output.sha256 != now.output.sha256 {
            let (was, is) = (self.output.lines(), now.output.lines());
            return Some(match differing(&was, &is) {
                Some(path) => format!("the file `{path}` is another"),
                None => "the files are others than the receipt lists".to_owned(),
            });
        }
        let (was, is) = (self.fuel, now.fuel);
        (was != is).then(|| format!("it took {was} units of fuel, and now {is}"))
    }
}

impl Output {
    fn lines(&self) -> Vec<Line> {
        let line = |file: &File| Line {
            path: file.path.clone(),
            mode: file.mode.clone(),
            digest: file.sha256.clone(),
        };
        self.files.iter().map(line).collect()
    }
}
