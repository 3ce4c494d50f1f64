//! The formation: how many instances of each process type there are.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use crate::error::Errors;
use crate::error_kind::ErrorKind;
use crate::procfile::{Procfile, is_name_character};
use crate::source::Source;
use crate::suggest::nearest;

/// How many instances a process type may have. Each one becomes at least one
/// file and one port, so a count typed with a few digits too many, or sent to
/// a service on purpose, must not exhaust memory or the output directory.
pub const MAX_INSTANCES: u32 = 10_000;

/// The item that stands for every process type that is not listed.
const ALL: &str = "all";

/// How errors name the text of a formation, which is no file.
const FILE: &str = "formation";

const BLANKS: [char; 2] = [' ', '\t'];

/// How many instances of each process type there are, such as
/// `web=2,worker=1` or `all=1,web=2`.
///
/// A process type that is not listed has as many as `all=` says, else as many as
/// [`default_count`](Self::default_count) says, and else one. The default
/// formation lists nothing: one instance each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formation {
    text: String,
    items: Vec<Item>,
    /// For process types that the text says nothing of.
    defaults: BTreeMap<String, u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Item {
    name: String,
    count: u32,
    /// Where the name stands in the text, in bytes.
    place: Range<usize>,
}

impl Formation {
    /// Parses items `name=count` with commas between. White space around an
    /// item does not count. In errors the file is called `formation`.
    ///
    /// # Errors
    ///
    /// Every item that is not `name=count` with a whole number up to
    /// [`MAX_INSTANCES`], and names listed twice.
    pub fn parse(text: &str) -> Result<Self, Errors> {
        let mut source = Source::new(FILE, text);
        let text = source.text();
        let mut items: Vec<Item> = Vec::new();
        let mut names = HashSet::new();
        let mut start = 0;
        for part in text.split(',') {
            if let Some(item) = parse_item(&mut source, start, part) {
                if names.insert(item.name.clone()) {
                    items.push(item);
                } else {
                    let kind = ErrorKind::RepeatedInFormation(item.name);
                    source.report(item.place, kind);
                }
            }
            start += part.len() + 1;
        }
        source.finish(Self {
            text: text.to_owned(),
            items,
            defaults: BTreeMap::new(),
        })
    }

    /// Sets how many instances a process type has if the formation neither
    /// lists it nor says `all=`. At most [`MAX_INSTANCES`] are made.
    #[must_use]
    pub fn default_count(mut self, process_type: impl Into<String>, count: u32) -> Self {
        self.defaults
            .insert(process_type.into(), count.min(MAX_INSTANCES));
        self
    }

    /// The number of instances of each process type, in the order of the
    /// Procfile. At least one is above 0.
    ///
    /// # Errors
    ///
    /// Names that the Procfile does not have, `all=` if it has a process type
    /// of that name, and a formation that runs nothing.
    pub fn counts(&self, procfile: &Procfile) -> Result<Vec<u32>, Errors> {
        let mut source = Source::new(FILE, &self.text);
        let known: HashSet<&str> = procfile.names().collect();
        for item in &self.items {
            let kind = match (item.name == ALL, known.contains(item.name.as_str())) {
                (true, true) => ErrorKind::AmbiguousAll,
                (false, false) if source.is_full() => unknown(&item.name, None),
                (false, false) => unknown(&item.name, nearest(&item.name, procfile.names())),
                _ => continue,
            };
            source.report(item.place.clone(), kind);
        }
        let counts = self.counts_of(procfile.names());
        if counts.iter().all(|&count| count == 0) {
            source.report(0..self.text.len(), ErrorKind::NothingRuns);
        }
        source.finish(counts)
    }

    fn counts_of<'a>(&self, names: impl Iterator<Item = &'a str>) -> Vec<u32> {
        let listed: HashMap<&str, u32> = self
            .items
            .iter()
            .map(|item| (item.name.as_str(), item.count))
            .collect();
        let all = listed.get(ALL).copied();
        let unlisted = |name| {
            all.or_else(|| self.defaults.get(name).copied())
                .unwrap_or(1)
        };
        names
            .map(|name| listed.get(name).copied().unwrap_or_else(|| unlisted(name)))
            .collect()
    }
}

fn unknown(name: &str, suggestion: Option<&str>) -> ErrorKind {
    ErrorKind::UnknownProcessType {
        name: name.to_owned(),
        suggestion: suggestion.map(str::to_owned),
    }
}

/// Parses one item, which begins at the byte `start` of the text.
fn parse_item(source: &mut Source<'_>, start: usize, part: &str) -> Option<Item> {
    let start = start + part.len() - part.trim_start_matches(BLANKS).len();
    let item = part.trim_matches(BLANKS);
    if item.is_empty() {
        source.report(start..start, ErrorKind::EmptyFormationItem);
        return None;
    }
    let Some((name, count)) = item.split_once('=') else {
        let kind = ErrorKind::MissingCount(item.to_owned());
        source.report(start..start + item.len(), kind);
        return None;
    };
    let place = start..start + name.len();
    if !check_name(source, start, name) {
        return None;
    }
    match parse_count(count) {
        Ok(count) => Some(Item {
            name: name.to_owned(),
            count,
            place,
        }),
        Err(kind) => {
            source.report(place.end + 1..start + item.len(), kind);
            None
        }
    }
}

/// Reports what is wrong with the name, and says whether it is in order.
fn check_name(source: &mut Source<'_>, start: usize, name: &str) -> bool {
    if name.is_empty() {
        source.report_character(start, ErrorKind::EmptyFormationName);
        return false;
    }
    let found = name.char_indices().find(|&(_, c)| !is_name_character(c));
    if let Some((at, c)) = found {
        source.report_character(start + at, ErrorKind::ProcessTypeCharacter(c));
    }
    found.is_none()
}

fn parse_count(text: &str) -> Result<u32, ErrorKind> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if text.strip_prefix('-').is_some_and(is_number) {
        return Err(ErrorKind::NegativeCount(text.to_owned()));
    }
    if !is_number(text) {
        return Err(ErrorKind::CountNotANumber(text.to_owned()));
    }
    // All digits, so what does not fit is too large.
    text.parse()
        .ok()
        .filter(|&count| count <= MAX_INSTANCES)
        .ok_or_else(|| ErrorKind::CountTooLarge(text.to_owned()))
}

#[cfg(test)]
mod tests;
