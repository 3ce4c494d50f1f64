//! The template environment: defaults, overrides, filters, trimming.

use std::collections::BTreeSet;

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, Value};

use crate::bindings::{Template, TemplateError};
use crate::filters;

/// Templates by name. Those of the user stand before the exporter's own.
///
/// The language is Jinja as Python has it: undefined variables render as
/// nothing, values have Python's methods, and one final newline is dropped.
///
/// ```
/// use portcullis_guest::bindings::{Template, TemplateError};
/// use portcullis_guest::{Templates, context};
///
/// let row = Template::new("row", "{{ name | shellquote }}\n");
/// let mut templates = Templates::new(&[row], vec![])?;
/// templates.environment().add_filter("shout", |text: &str| text.to_uppercase());
/// assert_eq!(templates.render("row", context! { name => "a b" })?, "'a b'");
/// # Ok::<(), TemplateError>(())
/// ```
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
    sources: Vec<Template>,
    overridden: BTreeSet<String>,
}

impl Templates {
    /// Parses `overrides`, and those `defaults` that none of them replaces.
    ///
    /// # Errors
    ///
    /// The first template that does not parse, with its line.
    ///
    /// ```
    /// use portcullis_guest::bindings::{Template, TemplateError};
    /// use portcullis_guest::Templates;
    ///
    /// let default = Template::new("row", "{{ name }}");
    /// let error = Templates::new(&[default], vec![Template::new("row", "a\n{{ name")]).unwrap_err();
    /// assert_eq!((error.template.as_str(), error.line), ("row", 2));
    /// # Ok::<(), TemplateError>(())
    /// ```
    pub fn new(defaults: &[Template], overrides: Vec<Template>) -> Result<Self, TemplateError> {
        let overridden: BTreeSet<_> = overrides.iter().map(|t| t.name.clone()).collect();
        let kept = defaults.iter().filter(|t| !overridden.contains(&t.name));
        let sources: Vec<_> = kept.cloned().chain(overrides).collect();
        let mut templates = Self {
            environment: environment(),
            sources,
            overridden,
        };
        templates.parse()?;
        Ok(templates)
    }

    fn parse(&mut self) -> Result<(), TemplateError> {
        for template in &self.sources {
            self.environment
                .add_template_owned(template.name.clone(), unix_lines(&template.source))
                .map_err(|error| template_error(&template.name, &error))?;
        }
        Ok(())
    }

    /// The environment, to add filters, functions and globals to.
    ///
    /// ```
    /// use portcullis_guest::bindings::{Template, TemplateError};
    /// use portcullis_guest::{Templates, context};
    ///
    /// let row = Template::new("row", "{{ name }}");
    /// let mut templates = Templates::new(&[row], vec![])?;
    /// templates.environment().add_global("name", "shop");
    /// assert_eq!(templates.render("row", context! {})?, "shop");
    /// # Ok::<(), TemplateError>(())
    /// ```
    pub fn environment(&mut self) -> &mut Environment<'static> {
        &mut self.environment
    }

    /// Sets whether the newline after a block is dropped, and whether white
    /// space before a block is. Both are off by default, as in Jinja.
    ///
    /// # Errors
    ///
    /// The first template that no longer parses.
    ///
    /// ```
    /// use portcullis_guest::bindings::{Template, TemplateError};
    /// use portcullis_guest::{Templates, context};
    ///
    /// let page = Template::new("page", "{% if true %}\nyes\n{% endif %}\n.");
    /// let mut templates = Templates::new(&[page], vec![])?;
    /// assert_eq!(templates.render("page", context! {})?, "\nyes\n\n.");
    /// templates.trim(true, false)?;
    /// assert_eq!(templates.render("page", context! {})?, "yes\n.");
    /// # Ok::<(), TemplateError>(())
    /// ```
    pub fn trim(&mut self, trim_blocks: bool, lstrip_blocks: bool) -> Result<(), TemplateError> {
        let syntax = SyntaxConfig::builder()
            .trim_blocks(trim_blocks)
            .lstrip_blocks(lstrip_blocks)
            .build();
        if let Ok(syntax) = syntax {
            self.environment.set_syntax(syntax);
        }
        self.environment.clear_templates();
        self.parse()
    }

    /// Whether the user replaced this template.
    ///
    /// ```
    /// use portcullis_guest::bindings::{Template, TemplateError};
    /// use portcullis_guest::Templates;
    ///
    /// let defaults = [Template::new("row", "a"), Template::new("page", "b")];
    /// let templates = Templates::new(&defaults, vec![Template::new("row", "mine")])?;
    /// assert!(templates.is_overridden("row") && !templates.is_overridden("page"));
    /// # Ok::<(), TemplateError>(())
    /// ```
    pub fn is_overridden(&self, name: &str) -> bool {
        self.overridden.contains(name)
    }

    /// Whether the template looks at a variable such as `user`, or an attribute
    /// such as `process.env`; one that it looks at for a further attribute does
    /// not count. What it includes is not looked into.
    ///
    /// ```
    /// use portcullis_guest::bindings::{Template, TemplateError};
    /// use portcullis_guest::Templates;
    ///
    /// let row = Template::new("row", "{{ process.env }} for {{ user }}");
    /// let templates = Templates::new(&[row], vec![])?;
    /// assert!(templates.reads("row", "process.env") && templates.reads("row", "user"));
    /// assert!(!templates.reads("row", "process"));
    /// # Ok::<(), TemplateError>(())
    /// ```
    pub fn reads(&self, template: &str, variable: &str) -> bool {
        self.environment
            .get_template(template)
            .is_ok_and(|t| t.undeclared_variables(true).contains(variable))
    }

    /// Whether any template looks at this variable.
    ///
    /// ```
    /// use portcullis_guest::bindings::{Template, TemplateError};
    /// use portcullis_guest::Templates;
    ///
    /// let templates = Templates::new(&[Template::new("row", "{{ owner }}")], vec![])?;
    /// assert!(templates.any_reads("owner") && !templates.any_reads("depth"));
    /// # Ok::<(), TemplateError>(())
    /// ```
    pub fn any_reads(&self, variable: &str) -> bool {
        self.environment
            .templates()
            .any(|(_, t)| t.undeclared_variables(false).contains(variable))
    }

    /// Whether this text stands in the source of a template. Unlike
    /// [`reads`](Self::reads) it also finds what is looked at within a loop.
    ///
    /// ```
    /// use portcullis_guest::bindings::{Template, TemplateError};
    /// use portcullis_guest::Templates;
    ///
    /// let row = Template::new("row", "{% for p in processes %}{{ p.env }}{% endfor %}");
    /// let templates = Templates::new(&[row], vec![])?;
    /// assert!(templates.mentions("row", ".env"));
    /// # Ok::<(), TemplateError>(())
    /// ```
    pub fn mentions(&self, template: &str, text: &str) -> bool {
        let mut sources = self.sources.iter().filter(|t| t.name == template);
        sources.any(|t| t.source.contains(text))
    }

    /// Whether this text stands in the source of any template.
    pub(crate) fn any_mentions(&self, text: &str) -> bool {
        self.sources.iter().any(|t| t.source.contains(text))
    }

    /// Renders a template with the variables in `context`, a map.
    ///
    /// # Errors
    ///
    /// The template, line and cause.
    ///
    /// ```
    /// use portcullis_guest::bindings::{Template, TemplateError};
    /// use portcullis_guest::{Templates, context};
    ///
    /// let templates = Templates::new(&[Template::new("row", "{{ name.upper() }}{{ absent }}")], vec![])?;
    /// assert_eq!(templates.render("row", context! { name => "web" })?, "WEB");
    /// assert_eq!(templates.render("none", context! {}).unwrap_err().template, "none");
    /// # Ok::<(), TemplateError>(())
    /// ```
    pub fn render(&self, name: &str, context: Value) -> Result<String, TemplateError> {
        self.environment
            .get_template(name)
            .and_then(|template| template.render(context))
            .map_err(|error| template_error(name, &error))
    }
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    filters::add_to(&mut environment);
    environment
}

/// Jinja takes every kind of line end for a newline.
fn unix_lines(source: &str) -> String {
    source.replace("\r\n", "\n").replace('\r', "\n")
}

fn template_error(asked: &str, error: &minijinja::Error) -> TemplateError {
    let kind = error.kind().to_string();
    TemplateError {
        template: error.name().unwrap_or(asked).to_owned(),
        line: error.line().map_or(0, |line| line.try_into().unwrap_or(0)),
        message: match error.detail() {
            Some(detail) => format!("{kind}: {detail}"),
            None => kind,
        },
    }
}
