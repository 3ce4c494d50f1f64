//! Settings for people: in the help of an export, as a table, and as a page of
//! documentation.

mod markdown;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use portcullis_host::{ExporterInfo, visible};

use super::brief::{self, Plain};
use super::{Schema, Scope, Setting};
use crate::style;

pub(crate) use markdown::markdown;

/// How wide a line of help may be, in characters.
const WIDTH: usize = 80;

/// How far descriptions stand from the margin, as in the help of options.
const INDENT: usize = 10;

/// How wide the columns of keys and of values may be. What is wider pushes the rest
/// aside.
const MOST_KEYS: usize = 64;
const MOST_VALUES: usize = 48;

/// The part of `export FORMAT --help` that is about the settings of FORMAT.
pub(crate) fn help(info: &ExporterInfo) -> String {
    let schema = Schema::of(info);
    let name = visible(&info.name);
    let of_export = schema.settings(Scope::Export);
    if of_export.is_empty() && schema.only_of_processes().is_empty() {
        return format!("The exporter `{name}` has no settings.\n");
    }
    let mut text = String::new();
    for (group, settings) in groups(of_export) {
        let title = match group {
            None => format!("Settings of {name}, by --set KEY=VALUE or in the table [settings]"),
            Some(group) => format!("Settings of {name}: {}", visible(group)),
        };
        section(&mut text, &title, &settings);
    }
    let title = "Settings of one process type, in the tables [process.TYPE]";
    section(&mut text, title, &schema.only_of_processes());
    text
}

fn section(text: &mut String, title: &str, settings: &[Setting<'_>]) {
    if settings.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    let heading = style::STRONG.underline();
    let _ = writeln!(text, "{heading}{title}:{heading:#}");
    for setting in settings {
        let strong = style::STRONG;
        let (key, kind) = (visible(setting.key), visible(setting.kind()));
        let _ = writeln!(text, "  {strong}{key}{strong:#} <{kind}>");
        let sentence = visible(format!("{}{}", setting.description(), remark(setting)));
        wrap(text, &sentence);
    }
}

/// What stands behind a description: ` [default: 5]`, ` [required]`, or nothing.
fn remark(setting: &Setting<'_>) -> String {
    match setting.default() {
        _ if setting.is_required => " [required]".to_owned(),
        Some(default) => format!(" [default: {}]", brief::of(&Plain(default))),
        None => String::new(),
    }
}

fn wrap(text: &mut String, sentence: &str) {
    let mut line = String::new();
    for word in sentence.split(' ') {
        let length = line.chars().count() + 1 + word.chars().count();
        if !line.is_empty() && INDENT + length > WIDTH {
            let _ = writeln!(text, "{:INDENT$}{line}", "");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    let _ = writeln!(text, "{:INDENT$}{line}", "");
}

/// Settings by the headings that they stand under, those without one first.
fn groups(settings: Vec<Setting<'_>>) -> Vec<(Option<&str>, Vec<Setting<'_>>)> {
    let mut groups: Vec<(Option<&str>, Vec<Setting<'_>>)> = Vec::new();
    let mut places = BTreeMap::new();
    for setting in settings {
        let group = setting.group();
        let place = *places.entry(group).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, members)) => members.push(setting),
            None => groups.push((group, vec![setting])),
        }
    }
    groups.sort_by_key(|(group, _)| group.is_some());
    groups
}

/// The settings of an exporter as a table, a line each.
pub(crate) fn table(info: &ExporterInfo) -> String {
    let schema = Schema::of(info);
    let rows = rows(&schema);
    if rows.is_empty() {
        return "  settings   none\n".to_owned();
    }
    let keys = rows.iter().map(|(key, _)| key.chars().count());
    let key_width = keys.max().unwrap_or_default().clamp(7, MOST_KEYS);
    let kinds = rows
        .iter()
        .map(|(_, setting)| setting.kind().chars().count());
    let kind_width = kinds.max().unwrap_or_default().clamp(5, MOST_VALUES);
    let faint = style::FAINT;
    let mut text = format!(
        "  {faint}{:key_width$}  {:kind_width$}  DESCRIPTION{faint:#}\n",
        "SETTING", "VALUE"
    );
    for (key, setting) in rows {
        let kind = visible(setting.kind());
        let description = visible(setting.description());
        let remark = visible(remark(&setting));
        let _ = writeln!(
            text,
            "  {key:key_width$}  {kind:kind_width$}  {description}{remark}"
        );
    }
    text
}

/// Every setting under the name that it is told by.
fn rows(schema: &Schema) -> Vec<(String, Setting<'_>)> {
    let of_export = schema.settings(Scope::Export).into_iter();
    let of_export = of_export.map(|setting| (visible(setting.key), setting));
    let of_process = schema.only_of_processes().into_iter();
    let of_process =
        of_process.map(|setting| (format!("process.TYPE.{}", visible(setting.key)), setting));
    of_export.chain(of_process).collect()
}
