//! What stands between your exporter and the interface in wit/exporter.wit. You need
//! not change it.

use std::cell::RefCell;

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, Value};

wit_bindgen::generate!({ path: "wit", world: "exporter" });

pub use exports::portcullis::exporter::exporting::*;

thread_local! {
    static RUNNING: RefCell<Option<crate::Outputs>> = const { RefCell::new(None) };
}

struct Component;

impl Guest for Component {
    fn describe() -> Manifest {
        let info = crate::info();
        Manifest {
            name: info.name.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            exporters: vec![info],
        }
    }

    fn start(
        exporter: String,
        app: Application,
        overrides: Vec<Template>,
    ) -> Result<(), ExportError> {
        let info = crate::info();
        if exporter != info.name {
            let why = format!("the component has no exporter `{exporter}`");
            return Err(ExportError::Rejected(why));
        }
        let outputs = crate::export(app, Templates::new(info.templates, overrides)?)?;
        RUNNING.with(|running| running.replace(Some(outputs)));
        Ok(())
    }

    fn next() -> Result<Option<Output>, ExportError> {
        RUNNING.with(|running| {
            let mut running = running.borrow_mut();
            running.as_mut().and_then(Iterator::next).transpose()
        })
    }
}

export!(Component);

/// Templates by name. Those of the user stand before your own. A value that a template
/// asks for and does not get is an error.
pub struct Templates(Environment<'static>);

impl Templates {
    fn new(defaults: Vec<Template>, overrides: Vec<Template>) -> Result<Self, ExportError> {
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
        environment.set_syntax(syntax()?);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        for template in defaults.into_iter().chain(overrides) {
            environment
                .add_template_owned(template.name.clone(), template.source)
                .map_err(|error| failure(&template.name, &error))?;
        }
        Ok(Self(environment))
    }

    pub fn render(&self, name: &str, values: Value) -> Result<String, ExportError> {
        let template = self.0.get_template(name);
        let rendered = template.and_then(|template| template.render(values));
        rendered.map_err(|error| failure(name, &error))
    }
}

/// A newline at the end of a template stays.
fn syntax() -> Result<SyntaxConfig, ExportError> {
    let syntax = SyntaxConfig::builder().keep_trailing_newline(true).build();
    syntax.map_err(|error| failure("", &error))
}

fn failure(name: &str, error: &minijinja::Error) -> ExportError {
    let kind = error.kind().to_string();
    ExportError::Template(TemplateError {
        template: error.name().unwrap_or(name).to_owned(),
        line: error.line().map_or(0, |line| line as u32),
        message: match error.detail() {
            Some(detail) => format!("{kind}: {detail}"),
            None => kind,
        },
    })
}

/// honcho sets this variable before all others, and so does every exporter.
const FIRST: &str = "HONCHO_PROCESS_NAME";

/// The variables of a process: [`FIRST`], the shared ones, its own in the place of those
/// of the same name, then the rest of its own.
pub fn merged_env<'a>(app: &'a Application, process: &'a Process) -> Vec<&'a Variable> {
    let own = |name: &str| process.env.iter().find(|v| v.name == name);
    let is_shared = |name: &str| app.env.iter().any(|v| v.name == name);
    let first = own(FIRST).filter(|v| !is_shared(&v.name));
    let shared = app.env.iter().map(|v| own(&v.name).unwrap_or(v));
    let is_rest = |v: &&Variable| v.name != FIRST && !is_shared(&v.name);
    let rest = process.env.iter().filter(is_rest);
    first.into_iter().chain(shared).chain(rest).collect()
}
