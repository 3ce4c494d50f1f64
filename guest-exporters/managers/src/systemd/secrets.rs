//! Where the variables go: into the units, which everybody may ask systemd for,
//! or into files that only it may read.

use portcullis_guest::bindings::{ExportError, File, Output, Process, SettingError, Variable};
use portcullis_guest::encode::systemd::env_file;
use portcullis_guest::{Export, Value, context, merged_env};

/// The setting `secrets`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Secrets {
    /// In `Environment=` lines.
    Inline,
    /// In a private file beside each unit, named by `EnvironmentFile=`.
    File,
    /// Each variable of the `.env` file in a private file, named by
    /// `LoadCredential=`, and not in the environment.
    Credentials,
}

/// What a template must read, so that variables are not in its units as well.
const VARIABLES: &str = "variables";

impl Secrets {
    pub(super) fn of(export: &Export) -> Result<Self, ExportError> {
        let secrets = match export.settings().text("secrets") {
            Some("file") => Self::File,
            Some("credentials") => Self::Credentials,
            _ => return Ok(Self::Inline),
        };
        let reads = |what: &str| export.templates().reads("process.service", what);
        if reads(VARIABLES) || reads("variables.items") {
            return Ok(secrets);
        }
        let (key, message) = (
            "secrets".to_owned(),
            "the template `process.service` does not read `variables`, but the variables \
             themselves: compare it with `portcullis templates show systemd process.service`",
        );
        let message = message.to_owned();
        Err(SettingError { key, message }.into())
    }

    /// What the template of a unit sees: the variables that stand in it, and
    /// where the others are. `%Y` is the directory that the unit lies in.
    pub(super) fn of_unit(
        self,
        export: &Export,
        process: &Process,
        value: &Value,
        unit: &str,
    ) -> Value {
        match self {
            Self::Inline => {
                let env = value.get_attr("env").unwrap_or_default();
                context! { variables => env }
            }
            Self::File => {
                let none = Value::from_pairs([("", ""); 0]);
                context! { variables => none, environment_file => format!("%Y/{unit}.env") }
            }
            Self::Credentials => {
                let own = process.env.iter();
                let own = Value::from_pairs(own.map(|v| (v.name.as_str(), v.value.as_str())));
                let app = portcullis_guest::encode::systemd::unit(&export.application().name);
                let path = |v: &Variable| format!("{}:%Y/{app}.credentials/{0}", v.name);
                let credentials: Vec<_> = shared(export, process).map(path).collect();
                context! { variables => own, credentials }
            }
        }
    }

    /// The file of a unit's variables.
    pub(super) fn file(self, export: &Export, process: &Process, unit: &str) -> Option<Output> {
        if self != Self::File {
            return None;
        }
        let env = merged_env(export.application(), process).into_iter();
        let lines = env.map(|v| env_file(&v.name, &v.value) + "\n");
        let file = File::new(format!("{unit}.env"), lines.collect::<String>());
        Some(file.private(true).into())
    }

    /// The files of the application's credentials.
    pub(super) fn credentials<'a>(
        self,
        export: &'a Export,
        app: &str,
    ) -> impl Iterator<Item = Result<Output, ExportError>> + use<'a> {
        let app = app.to_owned();
        let first = export.application().processes.first();
        let first = first.filter(|_| self == Self::Credentials);
        let variables = first.into_iter().flat_map(|first| shared(export, first));
        variables.map(move |Variable { name, value }| {
            let file = File::new(format!("{app}.credentials/{name}"), value.as_str());
            Ok(file.private(true).into())
        })
    }
}

/// The variables of the `.env` file that the process does not replace.
fn shared<'a>(
    export: &'a Export,
    process: &'a Process,
) -> impl Iterator<Item = &'a Variable> + use<'a> {
    let is_own = |name: &str| process.env.iter().any(|own| own.name == name);
    let all = export.application().env.iter();
    all.filter(move |variable| !is_own(&variable.name))
}
