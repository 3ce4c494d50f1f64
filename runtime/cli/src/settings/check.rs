//! Settings against the schema, before the guest sees any: a guest from outside
//! need not check, and a misspelt name must not pass in silence.

mod steps;
mod value;

use std::collections::BTreeMap;

use portcullis_host::{ExporterInfo, Manifest, Template, shown, visible};
use portcullis_procfile::{Application, nearest};
use serde_json::{Map, Value};

use super::brief::{self, Plain, Quoted};
use super::{Schema, Scope, Setting};
use crate::exit::{EXPORT, Failure};
use steps::Steps;

/// How many bytes of templates are searched for a name in the time of one step.
const SEARCHED: usize = 16;

/// What is wrong with a setting, and how to mend it.
struct Wrong {
    key: String,
    message: String,
    hint: Option<String>,
}

type Result<T = ()> = std::result::Result<T, Wrong>;

/// Refuses a setting that the schema does not have, or not with that value, and
/// an export without one that it requires.
pub(crate) fn check(
    manifest: &Manifest,
    info: &ExporterInfo,
    application: &Application,
    overrides: &[Template],
) -> crate::exit::Result<()> {
    let of_processes = || {
        application
            .processes
            .iter()
            .map(|process| &process.settings)
    };
    let is_bare = application.settings.is_empty() && of_processes().all(Map::is_empty);
    // Most exports set nothing, and most schemas require nothing.
    if is_bare && !requires(&info.settings_schema) {
        return Ok(());
    }
    let checked = Check {
        schema: &Schema::of(info),
        templates: info.templates.iter().chain(overrides).collect(),
        steps: Steps::new(),
    };
    checked.application(application).map_err(|wrong| {
        let message = format!(
            "exporter `{}` of `{}` {}: setting `{}`: {}",
            visible(&info.name),
            visible(&manifest.name),
            visible(&manifest.version),
            shown(&wrong.key),
            visible(&wrong.message)
        );
        Failure::new(EXPORT, message).maybe_hint(wrong.hint.map(visible))
    })
}

/// Whether a schema can require anything, told without parsing it.
fn requires(schema: &str) -> bool {
    schema.contains("\"required\"")
}

/// One check of all settings of an application.
struct Check<'a> {
    schema: &'a Schema,
    templates: Vec<&'a Template>,
    steps: Steps,
}

/// What the schema says of one scope.
struct Known<'a> {
    scope: Scope,
    settings: Vec<Setting<'a>>,
    by_key: BTreeMap<&'a str, Setting<'a>>,
    required: Vec<Setting<'a>>,
    takes_others: bool,
}

impl<'a> Known<'a> {
    fn of(schema: &'a Schema, scope: Scope) -> Self {
        let settings = schema.settings(scope);
        let all = settings.iter().copied();
        Self {
            scope,
            by_key: all.clone().map(|setting| (setting.key, setting)).collect(),
            required: all.filter(|setting| setting.is_required).collect(),
            takes_others: schema.takes_others(scope),
            settings,
        }
    }

    /// Refuses the lack of a setting that is required.
    fn complete(&self, given: &Map<String, Value>, hint: impl Fn(&str) -> String) -> Result {
        let mut required = self.required.iter();
        let missing = required.find(|setting| !given.contains_key(setting.key));
        missing.map_or(Ok(()), |setting| {
            let (description, kind) = (setting.description(), setting.kind());
            Err(Wrong {
                key: setting.key.to_owned(),
                message: format!("it is missing and required: {description} ({kind})"),
                hint: Some(hint(&shown(setting.key))),
            })
        })
    }
}

impl Check<'_> {
    fn application(&self, application: &Application) -> Result {
        let known = Known::of(self.schema, Scope::Export);
        let is_read = |key: &str| self.is_read(key, |source| has_word(source, key));
        self.all(&known, &application.settings, is_read)?;
        known.complete(&application.settings, |key| {
            format!("set it with --set {key}=…, or in the table `[settings]`")
        })?;
        self.process_types(application)
    }

    fn process_types(&self, application: &Application) -> Result {
        let known = Known::of(self.schema, Scope::Process);
        let is_read = |key: &str| {
            let attribute = format!("settings.{key}");
            self.is_read(key, |source| source.contains(&attribute))
        };
        // All processes of a type have the settings of the first.
        let firsts = application.processes.iter().filter(|p| p.instance == 1);
        for process in firsts {
            let settings = &process.settings;
            let checked = self.all(&known, settings, is_read).and_then(|()| {
                let table = table(&process.process_type);
                known.complete(settings, |_| format!("set it in {table}"))
            });
            checked.map_err(|wrong| Wrong {
                key: format!("process.{}.{}", process.process_type, wrong.key),
                ..wrong
            })?;
        }
        Ok(())
    }

    /// Whether a template is of this kind: one that may look at a setting. No shorter
    /// one holds its key, and a search costs as much as the key is long.
    fn is_read(
        &self,
        key: &str,
        reads: impl Fn(&str) -> bool,
    ) -> std::result::Result<bool, String> {
        for template in &self.templates {
            self.steps.take(1 + template.source.len() / SEARCHED)?;
            if template.source.len() >= key.len() && reads(&template.source) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Every setting of one object. `is_read` tells whether a template may look at
    /// one that is in no schema; whether it does is for the guest to say.
    fn all(
        &self,
        known: &Known<'_>,
        given: &Map<String, Value>,
        is_read: impl Fn(&str) -> std::result::Result<bool, String>,
    ) -> Result {
        for (key, value) in given {
            if let Some(setting) = known.by_key.get(key.as_str()) {
                self.one(known.scope, setting, value)?;
                continue;
            }
            let is_taken = known.takes_others || is_read(key).map_err(|why| self.late(key, why))?;
            if !is_taken {
                return Err(unknown(key, value, &known.settings));
            }
        }
        Ok(())
    }

    fn one(&self, scope: Scope, setting: &Setting<'_>, given: &Value) -> Result {
        let checked = self.value(setting, given);
        checked.map_err(|message| Wrong {
            key: setting.key.to_owned(),
            message,
            hint: self
                .steps
                .hint()
                .or_else(|| self.quoting(scope, setting, given))
                .or_else(|| choosing(setting, given)),
        })
    }

    fn value(&self, setting: &Setting<'_>, given: &Value) -> std::result::Result<(), String> {
        value::check(setting.root, setting.schema, given, &self.steps)
    }

    /// It took too long to look at a setting.
    fn late(&self, key: &str, message: String) -> Wrong {
        Wrong {
            key: key.to_owned(),
            message,
            hint: self.steps.hint(),
        }
    }

    /// What reads as JSON is taken as such, which surprises where text is wanted; and what
    /// is quoted is text, which looks like a number when it is told.
    fn quoting(&self, scope: Scope, setting: &Setting<'_>, given: &Value) -> Option<String> {
        let key = shown(setting.key);
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
        let is_wanted = self.value(setting, &inside).is_ok();
        let inside = brief::of(&inside);
        let right = match scope {
            Scope::Export => format!("--set {key}={inside}"),
            Scope::Process => format!("{key} = {inside}"),
        };
        (wanted != "string" && is_wanted)
            .then(|| format!("it is given as text: leave out its quotes, as in {right}"))
    }
}

/// Where the settings of a process type are written.
fn table(process_type: &str) -> String {
    format!("the table `[process.{process_type}]` of portcullis.toml")
}

/// Of the values to choose from, the one that was most likely meant.
fn choosing(setting: &Setting<'_>, given: &Value) -> Option<String> {
    let allowed = setting.schema.get("enum").and_then(Value::as_array)?;
    let near = nearest(given.as_str()?, allowed.iter().filter_map(Value::as_str))?;
    Some(format!("did you mean `{}={near}`?", setting.key))
}

fn unknown(key: &str, given: &Value, known: &[Setting<'_>]) -> Wrong {
    let names = known.iter().map(|setting| setting.key);
    let message = match brief::joined(names.clone().map(Quoted), ", ").as_str() {
        "" => "the exporter has no settings, and no template reads this one".to_owned(),
        names => format!("the exporter's settings are {names}, and no template reads this one"),
    };
    let given = brief::of(&Plain(given));
    let near = nearest(key, names).map(|near| format!("did you mean `{near}={given}`?"));
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
        "`{}` of one process type is set in {}",
        shown(name),
        table(&shown(process_type))
    ))
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
