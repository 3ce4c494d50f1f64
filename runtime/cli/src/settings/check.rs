//! Settings against the schema, before the guest sees any: a guest from outside
//! need not check, and a misspelt name must not pass in silence.

mod value;

use portcullis_host::{ExporterInfo, Manifest, Template, visible};
use portcullis_procfile::{Application, nearest};
use serde_json::{Map, Value};

use super::{Schema, Scope, Setting, plain};
use crate::exit::{EXPORT, Failure, Result};

/// What is wrong with a setting, and how to mend it.
struct Wrong {
    key: String,
    message: String,
    hint: Option<String>,
}

/// Refuses a setting that the schema does not have, or not with that value, and
/// an export without one that it requires.
pub(crate) fn check(
    manifest: &Manifest,
    info: &ExporterInfo,
    application: &Application,
    overrides: &[Template],
) -> Result<()> {
    let of_processes = || {
        application
            .processes
            .iter()
            .map(|process| &process.settings)
    };
    let is_bare = application.settings.is_empty() && of_processes().all(Map::is_empty);
    // Most exports set nothing, and most schemas require nothing.
    if is_bare && !info.settings_schema.contains("\"required\"") {
        return Ok(());
    }
    let schema = Schema::of(info);
    let wrong = of_export(&schema, info, application, overrides)
        .and_then(|()| of_process_types(&schema, info, application, overrides));
    wrong.map_err(|wrong| {
        let message = format!(
            "exporter `{}` of `{}` {}: setting `{}`: {}",
            visible(&info.name),
            visible(&manifest.name),
            visible(&manifest.version),
            visible(&wrong.key),
            visible(&wrong.message)
        );
        Failure::new(EXPORT, message).maybe_hint(wrong.hint.map(visible))
    })
}

fn of_export(
    schema: &Schema,
    info: &ExporterInfo,
    application: &Application,
    overrides: &[Template],
) -> std::result::Result<(), Wrong> {
    let settings = &application.settings;
    let is_read = |key: &str| sources(info, overrides).any(|source| has_word(source, key));
    all(schema, Scope::Export, settings, is_read)?;
    complete(schema, Scope::Export, settings, |key| {
        format!("set it with --set {key}=…, or in the table `[settings]`")
    })
}

fn of_process_types(
    schema: &Schema,
    info: &ExporterInfo,
    application: &Application,
    overrides: &[Template],
) -> std::result::Result<(), Wrong> {
    let is_read = |key: &str| {
        let attribute = format!("settings.{key}");
        sources(info, overrides).any(|source| source.contains(&attribute))
    };
    // All processes of a type have the settings of the first.
    let firsts = application.processes.iter().filter(|p| p.instance == 1);
    for process in firsts {
        let (scope, settings) = (Scope::Process, &process.settings);
        let checked = all(schema, scope, settings, is_read).and_then(|()| {
            let table = table(&process.process_type);
            complete(schema, scope, settings, |_| format!("set it in {table}"))
        });
        checked.map_err(|wrong| Wrong {
            key: format!("process.{}.{}", process.process_type, wrong.key),
            ..wrong
        })?;
    }
    Ok(())
}

/// Where the settings of a process type are written.
fn table(process_type: &str) -> String {
    format!("the table `[process.{process_type}]` of portcullis.toml")
}

/// Refuses the lack of a setting that is required.
fn complete(
    schema: &Schema,
    scope: Scope,
    settings: &Map<String, Value>,
    hint: impl Fn(&str) -> String,
) -> std::result::Result<(), Wrong> {
    let all = schema.settings(scope).into_iter();
    let mut required = all.filter(|setting| setting.is_required);
    let missing = required.find(|setting| !settings.contains_key(setting.key));
    missing.map_or(Ok(()), |setting| {
        let (description, kind) = (setting.description(), setting.kind());
        Err(Wrong {
            key: setting.key.to_owned(),
            message: format!("it is missing and required: {description} ({kind})"),
            hint: Some(hint(setting.key)),
        })
    })
}

/// Every setting of one object. `is_read` tells whether a template may look at
/// one that is in no schema; whether it does is for the guest to say.
fn all(
    schema: &Schema,
    scope: Scope,
    settings: &Map<String, Value>,
    is_read: impl Fn(&str) -> bool,
) -> std::result::Result<(), Wrong> {
    if settings.is_empty() {
        return Ok(());
    }
    let known = schema.settings(scope);
    for (key, given) in settings {
        match known.iter().find(|setting| setting.key == key) {
            Some(setting) => one(schema, scope, setting, given)?,
            None if schema.takes_others(scope) || is_read(key) => {}
            None => return Err(unknown(key, given, &known)),
        }
    }
    Ok(())
}

fn one(
    schema: &Schema,
    scope: Scope,
    setting: &Setting<'_>,
    given: &Value,
) -> std::result::Result<(), Wrong> {
    let checked = value::check(schema.as_json(), setting.schema, given);
    checked.map_err(|message| Wrong {
        key: setting.key.to_owned(),
        message,
        hint: quoting(scope, setting, given).or_else(|| choosing(setting, given)),
    })
}

/// What reads as JSON is taken as such, which surprises where text is wanted; and what
/// is quoted is text, which looks like a number when it is told.
fn quoting(scope: Scope, setting: &Setting<'_>, given: &Value) -> Option<String> {
    let key = setting.key;
    let wanted = setting.schema.get("type").and_then(Value::as_str)?;
    let is_scalar = given.is_number() || given.is_boolean() || given.is_null();
    if wanted == "string" && is_scalar {
        let in_file = format!("{key} = \"{given}\"");
        return Some(match scope {
            Scope::Export => format!(
                "text that reads as JSON needs quotes: --set '{key}=\"{given}\"', or {in_file} in a file"
            ),
            Scope::Process => format!("text needs quotes: {in_file}"),
        });
    }
    let inside: Value = serde_json::from_str(given.as_str()?).ok()?;
    let is_wanted = value::check(setting.root, setting.schema, &inside).is_ok();
    let right = match scope {
        Scope::Export => format!("--set {key}={inside}"),
        Scope::Process => format!("{key} = {inside}"),
    };
    (wanted != "string" && is_wanted)
        .then(|| format!("it is given as text: leave out its quotes, as in {right}"))
}

/// Of the values to choose from, the one that was most likely meant.
fn choosing(setting: &Setting<'_>, given: &Value) -> Option<String> {
    let allowed = setting.schema.get("enum").and_then(Value::as_array)?;
    let near = nearest(given.as_str()?, allowed.iter().filter_map(Value::as_str))?;
    Some(format!("did you mean `{}={near}`?", setting.key))
}

fn unknown(key: &str, given: &Value, known: &[Setting<'_>]) -> Wrong {
    let names: Vec<_> = known.iter().map(|setting| setting.key).collect();
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    let message = match quoted.as_slice() {
        [] => "the exporter has no settings, and no template reads this one".to_owned(),
        quoted => format!(
            "the exporter's settings are {}, and no template reads this one",
            quoted.join(", ")
        ),
    };
    let near = nearest(key, names).map(|near| format!("did you mean `{near}={}`?", plain(given)));
    Wrong {
        hint: near.or_else(|| of_process(key)),
        key: key.to_owned(),
        message,
    }
}

/// Where what is set for all processes by the name of one type would belong.
fn of_process(key: &str) -> Option<String> {
    let (process_type, name) = key.strip_prefix("process.")?.split_once('.')?;
    Some(format!(
        "`{name}` of one process type is set in {}",
        table(process_type)
    ))
}

fn sources<'a>(
    info: &'a ExporterInfo,
    overrides: &'a [Template],
) -> impl Iterator<Item = &'a String> {
    let all = info.templates.iter().chain(overrides);
    all.map(|template| &template.source)
}

/// Whether a text holds a name that is not part of a longer one.
fn has_word(text: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    !name.is_empty()
        && text.match_indices(name).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + name.len()..]);
            !before.ends_with(is_part) && !after.starts_with(is_part)
        })
}
