//! One export: the application, its settings and the templates, in one place.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::merge_maps;

use crate::bindings::{Application, ExportError, Process, SettingError, Template, TemplateError};
use crate::settings::{ProcessSettings, Schema, Settings};
use crate::{Exporter, Templates, values};

/// Everything that an exporter may look at during one export.
///
/// ```
#[doc = include_str!("listing.txt")]
/// let app = Application::sample("shop", [Process::sample("web", 1, "./serve")]);
/// let export = Export::new(&Listing, app, vec![])?;
/// let (process, value) = export.processes().next().expect("there is always a process");
/// assert_eq!(process.command, "./serve");
/// assert_eq!(export.render("row", context! { process => value })?, "shop: web.1");
/// # Ok::<(), ExportError>(())
/// ```
#[derive(Debug)]
pub struct Export {
    application: Arc<Application>,
    settings: Settings,
    /// By process type; those without settings are absent.
    process_settings: BTreeMap<String, Settings>,
    templates: Templates,
    context: Value,
}

impl Export {
    /// Prepares an export: parses the settings and the templates.
    ///
    /// # Errors
    ///
    /// [`ExportError::Template`] if an override does not parse,
    /// [`ExportError::Setting`] if a setting is neither in the exporter's
    /// schema nor read by any template, has a value that its schema does not
    /// allow, or hides a variable of the templates.
    ///
    /// ```
    #[doc = include_str!("listing.txt")]
    /// let app = || Application::sample("shop", [Process::sample("web", 1, "./serve")]);
    /// let mine = Template::new("row", "{{ process.cmd }}");
    /// assert!(Export::new(&Listing, app(), vec![mine]).is_ok());
    ///
    /// let misspelt = Application { settings: r#"{"dept": 3}"#.to_owned(), ..app() };
    /// let error = Export::new(&Listing, misspelt, vec![]).unwrap_err();
    /// assert!(matches!(error, ExportError::Setting(error) if error.key == "dept"));
    /// ```
    pub fn new(
        exporter: &dyn Exporter,
        application: Application,
        overrides: Vec<Template>,
    ) -> Result<Self, ExportError> {
        let info = exporter.info();
        let settings = Settings::parse(&application.settings)?;
        let process_settings = process_settings(&application)?;
        let mut templates = Templates::new(&info.templates, overrides)?;
        exporter.configure(&mut templates);
        let application = Arc::new(application);
        let context = values::application(&application, &settings);
        let export = Self {
            application,
            settings,
            process_settings,
            templates,
            context,
        };
        export.check(&info.settings_schema)?;
        Ok(export)
    }

    fn check(&self, schema: &str) -> Result<(), SettingError> {
        if self.settings.is_empty() && self.process_settings.is_empty() {
            return Ok(());
        }
        let schema: serde_json::Value = serde_json::from_str(schema).unwrap_or_default();
        self.settings.check_names(&values::RESERVED)?;
        self.settings.check(&Schema::of_export(&schema), |key| {
            self.templates.any_reads(key)
        })?;
        let of_process = Schema::of_process(&schema);
        for (process_type, settings) in &self.process_settings {
            let is_read = |key: &str| self.templates.any_mentions(&format!("settings.{key}"));
            settings
                .check(&of_process, is_read)
                .map_err(|error| SettingError {
                    key: format!("process.{process_type}.{}", error.key),
                    ..error
                })?;
        }
        Ok(())
    }

    /// The application.
    ///
    /// ```
    #[doc = include_str!("listing.txt")]
    /// let app = Application::sample("shop", [Process::sample("web", 1, "./serve")]);
    /// let export = Export::new(&Listing, app, vec![])?;
    /// assert_eq!(export.application().root, "/srv/shop");
    /// # Ok::<(), ExportError>(())
    /// ```
    pub fn application(&self) -> &Application {
        &self.application
    }

    /// The settings of this export.
    ///
    /// ```
    #[doc = include_str!("listing.txt")]
    /// let app = Application {
    ///     settings: r#"{"depth": 3}"#.to_owned(),
    ///     ..Application::sample("shop", [Process::sample("web", 1, "./serve")])
    /// };
    /// let export = Export::new(&Listing, app, vec![])?;
    /// assert_eq!(export.settings().value("depth"), Some(&3.into()));
    /// # Ok::<(), ExportError>(())
    /// ```
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The settings of a process type, and behind them those of the export.
    ///
    /// ```
    #[doc = include_str!("listing.txt")]
    /// let web = Process {
    ///     settings: r#"{"depth": 9}"#.to_owned(),
    ///     ..Process::sample("web", 1, "./serve")
    /// };
    /// let app = Application {
    ///     settings: r#"{"depth": 3}"#.to_owned(),
    ///     ..Application::sample("shop", [web, Process::sample("worker", 1, "./work")])
    /// };
    /// let export = Export::new(&Listing, app, vec![])?;
    /// assert_eq!(export.settings_of("web").number("depth"), Some(9));
    /// assert_eq!(export.settings_of("worker").number("depth"), Some(3));
    /// # Ok::<(), ExportError>(())
    /// ```
    pub fn settings_of(&self, process_type: &str) -> ProcessSettings<'_> {
        ProcessSettings {
            own: self.process_settings.get(process_type),
            shared: &self.settings,
        }
    }

    /// The templates of this export.
    ///
    /// ```
    #[doc = include_str!("listing.txt")]
    /// let app = Application::sample("shop", [Process::sample("web", 1, "./serve")]);
    /// let export = Export::new(&Listing, app, vec![Template::new("row", "{{ process.env }}")])?;
    /// assert!(export.templates().is_overridden("row"));
    /// # Ok::<(), ExportError>(())
    /// ```
    pub fn templates(&self) -> &Templates {
        &self.templates
    }

    /// The processes, each with its value for templates, in order.
    ///
    /// ```
    #[doc = include_str!("listing.txt")]
    /// let web = |instance| Process::sample("web", instance, "./serve");
    /// let export = Export::new(&Listing, Application::sample("shop", [web(1), web(2)]), vec![])?;
    /// let names: Vec<_> = export.processes().map(|(process, _)| &process.name).collect();
    /// assert_eq!(names, ["web.1", "web.2"]);
    /// # Ok::<(), ExportError>(())
    /// ```
    pub fn processes(&self) -> impl Iterator<Item = (&Process, Value)> {
        let application = &self.application;
        (0..application.processes.len()).map(move |index| {
            (
                &application.processes[index],
                values::process(application, index),
            )
        })
    }

    /// The processes grouped by process type, in order.
    ///
    /// ```
    #[doc = include_str!("listing.txt")]
    /// let web = |instance| Process::sample("web", instance, "./serve");
    /// let app = Application::sample("shop", [web(1), web(2), Process::sample("clock", 1, "./tick")]);
    /// let export = Export::new(&Listing, app, vec![])?;
    /// let sizes: Vec<_> = export.groups().map(|(name, group)| (name, group.len())).collect();
    /// assert_eq!(sizes, [("web", 2), ("clock", 1)]);
    /// # Ok::<(), ExportError>(())
    /// ```
    pub fn groups(&self) -> impl Iterator<Item = (&str, Vec<(&Process, Value)>)> {
        let mut rest = self.processes().peekable();
        std::iter::from_fn(move || {
            let (first, value) = rest.next()?;
            let mut group = vec![(first, value)];
            while let Some(next) = rest.next_if(|(p, _)| p.process_type == first.process_type) {
                group.push(next);
            }
            Some((first.process_type.as_str(), group))
        })
    }

    /// Renders a template. `variables`, a map, are seen beside the
    /// application's: `app`, `app_root`, `log`, `run`, `shell`, `user`,
    /// `processes`, `settings`, and each setting by its own name.
    ///
    /// # Errors
    ///
    /// [`ExportError::Template`] with the template's name and line.
    ///
    /// ```
    #[doc = include_str!("listing.txt")]
    /// let app = Application::sample("shop", [Process::sample("web", 1, "./serve")]);
    /// let broken = Template::new("row", "\n{{ app | nothing_like_it }}");
    /// let export = Export::new(&Listing, app, vec![broken])?;
    /// let error = export.render("row", context! {}).unwrap_err();
    /// assert!(matches!(error, ExportError::Template(error) if error.line == 2));
    /// # Ok::<(), ExportError>(())
    /// ```
    pub fn render(&self, template: &str, variables: Value) -> Result<String, ExportError> {
        let variables = merge_maps([self.context.clone(), variables]);
        Ok(self.templates.render(template, variables)?)
    }
}

/// All processes of a type have the settings of the first.
fn process_settings(application: &Application) -> Result<BTreeMap<String, Settings>, SettingError> {
    let mut all = BTreeMap::new();
    for process in application.processes.iter().filter(|p| p.settings != "{}") {
        if !all.contains_key(&process.process_type) {
            let settings = Settings::parse(&process.settings)?;
            all.insert(process.process_type.clone(), settings);
        }
    }
    Ok(all)
}

/// An error that says what this format cannot carry, and why.
///
/// ```
/// use portcullis_guest::bindings::ExportError;
/// use portcullis_guest::rejected;
///
/// let error = rejected("`TOKEN` of web.1 has a line break, which a Makefile cannot carry");
/// assert!(matches!(error, ExportError::Rejected(reason) if reason.starts_with("`TOKEN`")));
/// ```
pub fn rejected(reason: impl Into<String>) -> ExportError {
    ExportError::Rejected(reason.into())
}

impl From<SettingError> for ExportError {
    fn from(error: SettingError) -> Self {
        Self::Setting(error)
    }
}

impl From<TemplateError> for ExportError {
    fn from(error: TemplateError) -> Self {
        Self::Template(error)
    }
}
