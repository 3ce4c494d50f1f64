//! One export: the application, its settings and the templates, in one place.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use minijinja::Value;
use minijinja::value::merge_maps;

use crate::bindings::{Application, ExportError, Process, SettingError, Template, TemplateError};
use crate::settings::Settings;
use crate::{Exporter, Templates, values};

/// Everything that an exporter may look at during one export.
#[derive(Debug)]
pub struct Export {
    application: Arc<Application>,
    settings: Settings,
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
    /// schema nor read by any template, or hides a variable of the templates.
    pub fn new(
        exporter: &dyn Exporter,
        application: Application,
        overrides: Vec<Template>,
    ) -> Result<Self, ExportError> {
        let info = exporter.info();
        let settings = Settings::parse(&application.settings)?;
        let mut templates = Templates::new(&info.templates, overrides)?;
        exporter.configure(&mut templates);
        let application = Arc::new(application);
        let context = values::application(&application, &settings);
        settings.check(&info.settings_schema, &templates, &values::RESERVED)?;
        Ok(Self {
            application,
            settings,
            templates,
            context,
        })
    }

    /// The application.
    pub fn application(&self) -> &Application {
        &self.application
    }

    /// The settings of this export.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The templates of this export.
    pub fn templates(&self) -> &Templates {
        &self.templates
    }

    /// The processes, each with its value for templates, in order.
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
    pub fn render(&self, template: &str, variables: Value) -> Result<String, ExportError> {
        let variables = merge_maps([self.context.clone(), variables]);
        Ok(self.templates.render(template, variables)?)
    }
}

/// An error that says what this format cannot carry, and why.
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
