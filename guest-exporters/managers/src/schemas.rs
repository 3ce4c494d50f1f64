//! The JSON Schemas of the settings.

/// A schema of what the exporters share and of what one has besides.
macro_rules! schema {
    ($($own:literal),*) => {
        concat!(
            r#"{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","allOf":["#,
            include_str!("settings/shared.json"),
            $(",", include_str!($own),)*
            r#"],"$defs":{"process":{"type":"object","allOf":["#,
            include_str!("settings/shared.json"),
            ",",
            include_str!("settings/process.json"),
            "]}}}"
        )
    };
}

pub(crate) const SYSTEMD: &str = schema!("settings/systemd.json");
pub(crate) const RUNIT: &str = schema!("settings/runit.json");
pub(crate) const SUPERVISORD: &str = schema!();
pub(crate) const UPSTART: &str = schema!();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemas_are_json() {
        for schema in [SYSTEMD, RUNIT, SUPERVISORD, UPSTART] {
            let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
            assert!(
                schema
                    .pointer("/$defs/process/allOf/1/properties/requires")
                    .is_some()
            );
        }
    }
}
