//! Settings: a JSON object, checked against what is known.

use minijinja::Value;
use serde_json::{Map, Value as Json};

use crate::Templates;
use crate::bindings::SettingError;

/// The settings of one export.
#[derive(Debug, Default)]
pub struct Settings(Map<String, Json>);

impl Settings {
    /// Parses the text of a JSON object.
    ///
    /// # Errors
    ///
    /// If the text is anything else.
    pub fn parse(text: &str) -> Result<Self, SettingError> {
        match serde_json::from_str(text) {
            Ok(Json::Object(map)) => Ok(Self(map)),
            _ => Err(error("", "the settings are not a JSON object")),
        }
    }

    /// The settings in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Json)> {
        self.0.iter()
    }

    /// A whole number from 0 to `u32::MAX`, or nothing if it is not set. Text
    /// that holds such a number will do, since a command line gives text.
    ///
    /// # Errors
    ///
    /// If the value is anything else.
    pub fn whole_number(&self, key: &str) -> Result<Option<u32>, SettingError> {
        let Some(value) = self.0.get(key) else {
            return Ok(None);
        };
        let number = match value {
            Json::Number(number) => number.as_u64().and_then(|n| n.try_into().ok()),
            Json::String(text) => text.parse().ok(),
            _ => None,
        };
        match number {
            Some(number) => Ok(Some(number)),
            None => Err(error(
                key,
                &format!("`{value}` is not a whole number from 0 to {}", u32::MAX),
            )),
        }
    }

    /// Refuses a setting that nothing would ever look at: a misspelt name must
    /// not pass in silence.
    pub(crate) fn check(
        &self,
        schema: &str,
        templates: &Templates,
        reserved: &[&str],
    ) -> Result<(), SettingError> {
        let schema: Json = serde_json::from_str(schema).unwrap_or_default();
        for key in self.0.keys() {
            if reserved.contains(&key.as_str()) {
                return Err(error(
                    key,
                    "this name belongs to a variable of the templates",
                ));
            }
            let known = schema.pointer(&format!(
                "/properties/{}",
                key.replace('~', "~0").replace('/', "~1")
            ));
            if known.is_none() && !templates.any_reads(key) {
                return Err(error(key, &unknown(&schema)));
            }
        }
        Ok(())
    }
}

fn unknown(schema: &Json) -> String {
    let properties = schema.get("properties").and_then(Json::as_object);
    let names: Vec<_> = properties
        .into_iter()
        .flat_map(|all| all.keys().map(|name| format!("`{name}`")))
        .collect();
    match names.as_slice() {
        [] => "the exporter has no settings, and no template reads this one".to_owned(),
        names => format!(
            "the exporter's settings are {}, and no template reads this one",
            names.join(", ")
        ),
    }
}

fn error(key: &str, message: &str) -> SettingError {
    SettingError {
        key: key.to_owned(),
        message: message.to_owned(),
    }
}

/// A JSON value as templates see it.
pub(crate) fn to_value(json: &Json) -> Value {
    match json {
        Json::Null => Value::from(()),
        Json::Bool(yes) => Value::from(*yes),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Value::from(whole),
            (None, float) => Value::from(float),
        },
        Json::String(text) => Value::from(text),
        Json::Array(all) => all.iter().map(to_value).collect(),
        Json::Object(all) => Value::from_pairs(all.iter().map(|(k, v)| (k.clone(), to_value(v)))),
    }
}
