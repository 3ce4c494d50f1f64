//! What a JSON Schema says of settings, as far as exporters use it:
//! `properties` and `allOf` of an object; `type`, `enum`, `minimum`, `maximum`,
//! `multipleOf` and `items` of a value. The schema of a process type's settings
//! is `$defs/process`.

use serde_json::Value as Json;

/// The schema of an object.
#[derive(Debug)]
pub(crate) struct Schema<'a> {
    parts: Vec<&'a Json>,
}

impl<'a> Schema<'a> {
    /// The schema of the export's own settings.
    pub(crate) fn of_export(schema: &'a Json) -> Self {
        let more = schema.get("allOf").and_then(Json::as_array);
        let parts = std::iter::once(schema).chain(more.into_iter().flatten());
        Self {
            parts: parts.collect(),
        }
    }

    /// The schema of the settings of a process type.
    pub(crate) fn of_process(schema: &'a Json) -> Self {
        match schema.pointer("/$defs/process") {
            Some(schema) => Self::of_export(schema),
            None => Self { parts: vec![] },
        }
    }

    /// The schema of one setting.
    pub(crate) fn property(&self, key: &str) -> Option<&'a Json> {
        let mut properties = self.parts.iter().filter_map(|part| part.get("properties"));
        properties.find_map(|properties| properties.get(key))
    }

    /// Why a setting that is in no schema is refused.
    pub(crate) fn unknown(&self) -> String {
        let properties = self.parts.iter().filter_map(|part| part.get("properties"));
        let names = properties.filter_map(Json::as_object).flatten();
        let names: Vec<_> = names.map(|(name, _)| format!("`{name}`")).collect();
        match names.as_slice() {
            [] => "the exporter has no settings, and no template reads this one".to_owned(),
            names => format!(
                "the exporter's settings are {}, and no template reads this one",
                names.join(", ")
            ),
        }
    }
}

/// Tells what is wrong with a value, as a lowercase fragment.
pub(crate) fn check(schema: &Json, value: &Json) -> Result<(), String> {
    if let Some(allowed) = schema.get("enum").and_then(Json::as_array)
        && !allowed.contains(value)
    {
        let allowed: Vec<_> = allowed.iter().map(shown).collect();
        return Err(format!(
            "{} is none of {}",
            shown(value),
            allowed.join(", ")
        ));
    }
    match schema.get("type").and_then(Json::as_str) {
        Some("integer") => whole_number(schema, value),
        Some("string") if !value.is_string() => Err(format!("{} is not text", shown(value))),
        Some("boolean") if !value.is_boolean() => {
            Err(format!("{} is neither true nor false", shown(value)))
        }
        Some("array") => list(schema, value),
        _ => Ok(()),
    }
}

fn whole_number(schema: &Json, value: &Json) -> Result<(), String> {
    let bound = |key: &str| schema.get(key).and_then(Json::as_i64);
    let (least, most) = (bound("minimum"), bound("maximum"));
    let fits = value.as_i64().filter(|&number| {
        least.is_none_or(|least| number >= least) && most.is_none_or(|most| number <= most)
    });
    if let Some(number) = fits {
        return match bound("multipleOf") {
            Some(block) if number % block != 0 => {
                Err(format!("{} is not a multiple of {block}", shown(value)))
            }
            _ => Ok(()),
        };
    }
    let range = match (least, most) {
        (Some(least), Some(most)) => format!(" from {least} to {most}"),
        (Some(least), None) => format!(" from {least} upwards"),
        (None, Some(most)) => format!(" up to {most}"),
        (None, None) => String::new(),
    };
    Err(format!("{} is not a whole number{range}", shown(value)))
}

fn list(schema: &Json, value: &Json) -> Result<(), String> {
    let Some(items) = value.as_array() else {
        return Err(format!("{} is not a list", shown(value)));
    };
    match schema.get("items") {
        Some(of) => items.iter().try_for_each(|item| check(of, item)),
        None => Ok(()),
    }
}

/// Text without its quotes, everything else as JSON.
fn shown(value: &Json) -> String {
    match value {
        Json::String(text) => format!("`{text}`"),
        other => format!("`{other}`"),
    }
}

#[cfg(test)]
mod tests;
