//! `portcullis status`: what exports have put into a directory, and whether it
//! still is as it was.

use std::fmt::Write as _;
use std::path::Path;

use portcullis_host::visible;
use portcullis_output::{FilePath, Holding, Standing};
use serde_json::{Value, json};

use crate::args::StatusArgs;
use crate::exit::{DIFFERS, Failure, Result};
use crate::words::counted;
use crate::{generations, recovery, style};

pub(crate) fn run(args: &StatusArgs) -> Result<()> {
    let location = &args.directory;
    let dir = recovery::open(location, false)?;
    if let Some((owner, states)) = dir.generations()? {
        return generations::status(&dir, args, &owner, &states);
    }
    let holdings = dir.holdings()?;
    let strangers = dir.strangers(&holdings)?;
    if args.json {
        let owners: Vec<_> = holdings.iter().map(to_json).collect();
        let location = location.display().to_string();
        let whole = json!({ "location": location, "exports": owners, "foreign": strangers });
        crate::print(&crate::json::pretty(&whole))?;
    } else {
        crate::print(&to_text(location, &holdings, &strangers, args.all))?;
    }
    match holdings.iter().map(differing).sum() {
        0 => Ok(()),
        differing => Err(different(location, differing)),
    }
}

/// How many files are not as they were exported.
fn differing(holding: &Holding) -> usize {
    let files = holding.files().iter();
    let changed = files.filter(|(_, standing)| *standing != Standing::Unchanged);
    changed.count() + holding.stale().len() + usize::from(holding.is_foreign())
}

fn different(location: &Path, differing: usize) -> Failure {
    let files = counted(differing, "file", "files");
    let are = if differing == 1 { "is" } else { "are" };
    let location = location.display();
    let message = format!("{files} in {location} {are} not as exported");
    Failure::new(DIFFERS, message)
}

fn to_text(location: &Path, holdings: &[Holding], strangers: &[String], all: bool) -> String {
    let mut text = String::new();
    if holdings.is_empty() {
        let _ = writeln!(text, "nothing was exported to {}", location.display());
    }
    for holding in holdings {
        describe(holding, location, all, &mut text);
    }
    text + &foreign(strangers, all)
}

/// What is nobody's: how much that is, and if need be each by its path.
pub(crate) fn foreign(strangers: &[String], all: bool) -> String {
    let mut text = String::new();
    if all {
        for path in strangers {
            let _ = writeln!(text, "  {:<9} {}", "foreign", visible(path));
        }
    }
    let foreign = counted(strangers.len(), "file or directory", "files or directories");
    let _ = writeln!(text, "{foreign} of others");
    text
}

fn describe(holding: &Holding, location: &Path, all: bool, text: &mut String) {
    let warning = style::WARNING;
    head(holding, location, text);
    for (entry, standing) in holding.files() {
        let path = entry.path();
        let _ = match standing {
            Standing::Unchanged if !all => Ok(()),
            Standing::Unchanged => writeln!(text, "  {:<9} {path}", "owned"),
            Standing::Missing => writeln!(text, "  {warning}{:<9}{warning:#} {path}", "missing"),
            Standing::Changed(why) => {
                writeln!(text, "  {warning}{:<9}{warning:#} {path}: {why}", "edited")
            }
            _ => Ok(()),
        };
    }
    for path in holding.stale() {
        let why = "an earlier export had it, and the last one does not";
        let _ = writeln!(text, "  {warning}{:<9}{warning:#} {path}: {why}", "stale");
    }
    let _ = writeln!(text, "{}", summary(holding));
}

/// Whose files they are.
fn head(holding: &Holding, location: &Path, text: &mut String) {
    let (strong, faint, warning) = (style::STRONG, style::FAINT, style::WARNING);
    let owner = holding.owner();
    let component = match owner.component() {
        Some(component) => format!(" of {} {}", component.name, component.version),
        None => String::new(),
    };
    let _ = writeln!(
        text,
        "{strong}{}{strong:#} {faint}by {}{}{faint:#} in {}",
        visible(owner.application()),
        visible(owner.exporter()),
        visible(component),
        location.display()
    );
    if holding.is_foreign() {
        let _ = writeln!(text, "  {warning}the manifest is another user's{warning:#}");
    }
}

fn summary(holding: &Holding) -> String {
    let files = counted(holding.files().len(), "file", "files");
    let state = match differing(holding) {
        0 => "all as exported".to_owned(),
        some => format!("{some} not as exported"),
    };
    let previous = match holding.has_previous() {
        true => "; the version before is kept",
        false => "",
    };
    format!("{files}: {state}{previous}")
}

fn to_json(holding: &Holding) -> Value {
    let owner = holding.owner();
    let files = holding.files().iter().map(|(entry, standing)| {
        let (state, reason) = match standing {
            Standing::Unchanged => ("owned", None),
            Standing::Missing => ("missing", None),
            Standing::Changed(why) => ("edited", Some(why.to_string())),
            _ => ("unknown", None),
        };
        json!({ "path": entry.path().as_str(), "state": state, "reason": reason })
    });
    let stale = holding.stale().iter().map(FilePath::as_str);
    json!({
        "application": owner.application(),
        "exporter": owner.exporter(),
        "component": owner.component().map(|component| json!({
            "name": component.name,
            "version": component.version,
            "sha256": component.digest.to_string(),
        })),
        "files": files.collect::<Vec<_>>(),
        "stale": stale.collect::<Vec<_>>(),
        "foreign_manifest": holding.is_foreign(),
        "has_previous": holding.has_previous(),
    })
}
