//! Settings: a JSON object, checked against what is known.

mod schema;

use minijinja::Value;
use serde_json::{Map, Value as Json};

use crate::bindings::SettingError;
pub(crate) use schema::Schema;

/// The settings of one export, or of one process type.
///
/// What they hold has the types of the exporter's schema.
///
/// ```
/// use portcullis_guest::Settings;
///
/// let settings = Settings::parse(r#"{"owner": "Ann", "depth": 3}"#)?;
/// assert_eq!(settings.text("owner"), Some("Ann"));
/// assert_eq!(settings.text("depth"), None);
/// # Ok::<(), portcullis_guest::bindings::SettingError>(())
/// ```
#[derive(Debug, Default)]
pub struct Settings(Map<String, Json>);

impl Settings {
    /// Parses the text of a JSON object.
    ///
    /// # Errors
    ///
    /// If the text is anything else.
    ///
    /// ```
    /// use portcullis_guest::Settings;
    ///
    /// assert!(Settings::parse("{}")?.is_empty());
    /// assert!(Settings::parse("[]").is_err());
    /// # Ok::<(), portcullis_guest::bindings::SettingError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, SettingError> {
        // Almost every process has none, and there may be thousands.
        if text == "{}" {
            return Ok(Self::default());
        }
        match serde_json::from_str(text) {
            Ok(Json::Object(map)) => Ok(Self(map)),
            _ => Err(error("", "the settings are not a JSON object")),
        }
    }

    /// The settings in their order.
    ///
    /// ```
    /// use portcullis_guest::Settings;
    ///
    /// let settings = Settings::parse(r#"{"depth": 3}"#)?;
    /// assert!(settings.iter().all(|(key, value)| key == "depth" && value == 3));
    /// # Ok::<(), portcullis_guest::bindings::SettingError>(())
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Json)> {
        self.0.iter()
    }

    /// Whether there are none.
    ///
    /// ```
    /// use portcullis_guest::Settings;
    ///
    /// assert!(Settings::default().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a setting, if it is set.
    ///
    /// ```
    /// use portcullis_guest::Settings;
    ///
    /// let settings = Settings::parse(r#"{"depth": 3}"#)?;
    /// assert_eq!(settings.value("depth"), Some(&3.into()));
    /// assert_eq!(settings.value("owner"), None);
    /// # Ok::<(), portcullis_guest::bindings::SettingError>(())
    /// ```
    pub fn value(&self, key: &str) -> Option<&Json> {
        self.0.get(key)
    }

    /// The value of a setting that is text.
    ///
    /// ```
    /// use portcullis_guest::Settings;
    ///
    /// let settings = Settings::parse(r#"{"owner": "Ann"}"#)?;
    /// assert_eq!(settings.text("owner").unwrap_or("nobody"), "Ann");
    /// # Ok::<(), portcullis_guest::bindings::SettingError>(())
    /// ```
    pub fn text(&self, key: &str) -> Option<&str> {
        self.value(key).and_then(Json::as_str)
    }

    /// Refuses a setting of another type than its schema's, and one that
    /// nothing would ever look at: a misspelt name must not pass in silence.
    pub(crate) fn check(
        &self,
        schema: &Schema<'_>,
        is_read: impl Fn(&str) -> bool,
    ) -> Result<(), SettingError> {
        for (key, value) in &self.0 {
            match schema.property(key) {
                Some(property) => schema::check(property, value).map_err(|why| error(key, &why))?,
                None if is_read(key) => {}
                None => return Err(error(key, &schema.unknown())),
            }
        }
        Ok(())
    }

    /// Refuses a setting that would hide a variable of the templates.
    pub(crate) fn check_names(&self, reserved: &[&str]) -> Result<(), SettingError> {
        match self.0.keys().find(|key| reserved.contains(&key.as_str())) {
            None => Ok(()),
            Some(key) => Err(error(
                key,
                "this name belongs to a variable of the templates",
            )),
        }
    }
}

/// The settings of a process type, and behind them those of the export.
///
/// ```
#[doc = include_str!("listing.txt")]
/// let web = Process {
///     settings: r#"{"depth": 9, "flags": ["a", "b"]}"#.to_owned(),
///     ..Process::sample("web", 1, "./serve")
/// };
/// let app = Application {
///     settings: r#"{"depth": 3, "owner": "Ann"}"#.to_owned(),
///     ..Application::sample("shop", [web])
/// };
/// let export = Export::new(&Listing, app, vec![])?;
/// let settings = export.settings_of("web");
/// assert_eq!(settings.number("depth"), Some(9));
/// assert_eq!(settings.text("owner"), Some("Ann"));
/// # Ok::<(), ExportError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct ProcessSettings<'a> {
    pub(crate) own: Option<&'a Settings>,
    pub(crate) shared: &'a Settings,
}

impl<'a> ProcessSettings<'a> {
    /// The value of a setting: the process type's own, else the export's.
    ///
    /// ```
    #[doc = include_str!("listing.txt")]
    /// let web = Process {
    ///     settings: r#"{"depth": 9, "flags": ["a", "b"]}"#.to_owned(),
    ///     ..Process::sample("web", 1, "./serve")
    /// };
    /// let app = Application {
    ///     settings: r#"{"depth": 3, "owner": "Ann"}"#.to_owned(),
    ///     ..Application::sample("shop", [web])
    /// };
    /// let export = Export::new(&Listing, app, vec![])?;
    /// let settings = export.settings_of("web");
    /// assert_eq!(settings.value("depth"), Some(&9.into()));
    /// assert_eq!(settings.value("colour"), None);
    /// # Ok::<(), ExportError>(())
    /// ```
    pub fn value(&self, key: &str) -> Option<&'a Json> {
        let own = self.own.and_then(|own| own.value(key));
        own.or_else(|| self.shared.value(key))
    }

    /// Whether the process type itself sets it.
    ///
    /// ```
    #[doc = include_str!("listing.txt")]
    /// let web = Process {
    ///     settings: r#"{"depth": 9, "flags": ["a", "b"]}"#.to_owned(),
    ///     ..Process::sample("web", 1, "./serve")
    /// };
    /// let app = Application {
    ///     settings: r#"{"depth": 3, "owner": "Ann"}"#.to_owned(),
    ///     ..Application::sample("shop", [web])
    /// };
    /// let export = Export::new(&Listing, app, vec![])?;
    /// let settings = export.settings_of("web");
    /// assert!(settings.is_own("depth"));
    /// assert!(!settings.is_own("owner"));
    /// # Ok::<(), ExportError>(())
    /// ```
    pub fn is_own(&self, key: &str) -> bool {
        self.own.is_some_and(|own| own.value(key).is_some())
    }

    /// The value of a setting that is text.
    ///
    /// ```
    #[doc = include_str!("listing.txt")]
    /// let web = Process {
    ///     settings: r#"{"depth": 9, "flags": ["a", "b"]}"#.to_owned(),
    ///     ..Process::sample("web", 1, "./serve")
    /// };
    /// let app = Application {
    ///     settings: r#"{"depth": 3, "owner": "Ann"}"#.to_owned(),
    ///     ..Application::sample("shop", [web])
    /// };
    /// let export = Export::new(&Listing, app, vec![])?;
    /// let settings = export.settings_of("web");
    /// assert_eq!(settings.text("owner"), Some("Ann"));
    /// # Ok::<(), ExportError>(())
    /// ```
    pub fn text(&self, key: &str) -> Option<&'a str> {
        self.value(key).and_then(Json::as_str)
    }

    /// The value of a setting that is a whole number.
    ///
    /// ```
    #[doc = include_str!("listing.txt")]
    /// let web = Process {
    ///     settings: r#"{"depth": 9, "flags": ["a", "b"]}"#.to_owned(),
    ///     ..Process::sample("web", 1, "./serve")
    /// };
    /// let app = Application {
    ///     settings: r#"{"depth": 3, "owner": "Ann"}"#.to_owned(),
    ///     ..Application::sample("shop", [web])
    /// };
    /// let export = Export::new(&Listing, app, vec![])?;
    /// let settings = export.settings_of("web");
    /// assert_eq!(settings.number("depth"), Some(9));
    /// # Ok::<(), ExportError>(())
    /// ```
    pub fn number(&self, key: &str) -> Option<u64> {
        self.value(key).and_then(Json::as_u64)
    }

    /// The items of a setting that is a list of texts; none if it is not set.
    ///
    /// ```
    #[doc = include_str!("listing.txt")]
    /// let web = Process {
    ///     settings: r#"{"depth": 9, "flags": ["a", "b"]}"#.to_owned(),
    ///     ..Process::sample("web", 1, "./serve")
    /// };
    /// let app = Application {
    ///     settings: r#"{"depth": 3, "owner": "Ann"}"#.to_owned(),
    ///     ..Application::sample("shop", [web])
    /// };
    /// let export = Export::new(&Listing, app, vec![])?;
    /// let settings = export.settings_of("web");
    /// assert_eq!(settings.texts("flags"), ["a", "b"]);
    /// assert!(settings.texts("colours").is_empty());
    /// # Ok::<(), ExportError>(())
    /// ```
    pub fn texts(&self, key: &str) -> Vec<&'a str> {
        let items = self.value(key).and_then(Json::as_array);
        items
            .into_iter()
            .flatten()
            .filter_map(Json::as_str)
            .collect()
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
