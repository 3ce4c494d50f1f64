//! What is exported: one application as text, in any size.

use std::path::Path;
use std::process::Command;

use portcullis_guest::bindings;
use portcullis_procfile::{Application, EnvFile, Formation, Procfile, Variable};

/// The name of the application.
pub(crate) const NAME: &str = "shop";

/// Three process types.
pub(crate) const PROCFILE: &str = "\
web: gunicorn shop.wsgi --bind 0.0.0.0:$PORT --workers 3
worker: celery --app shop worker --loglevel info
clock: python -m shop.clock --every 60
";

/// Ten variables.
pub(crate) const ENV: &str = "\
DATABASE_URL=postgresql://shop:s3cret@db.internal:5432/shop
REDIS_URL=redis://cache.internal:6379/0
SECRET_KEY='k7$Zp!w9 q@4%n#x'
DJANGO_SETTINGS_MODULE=shop.settings.production
ALLOWED_HOSTS=shop.example.com,www.shop.example.com
EMAIL_URL=smtp://mailer:hunter2@smtp.internal:587
SENTRY_DSN=https://0123456789abcdef@sentry.example.com/42
LOG_LEVEL=info
TZ=Europe/Berlin
GREETING=\"Hello,\\nworld\"
";

/// Four processes of the three types.
pub(crate) const FORMATION: &str = "web=2,worker=1,clock=1";

/// The application that the command line exports.
pub(crate) fn small() -> anyhow::Result<Application> {
    build(PROCFILE, FORMATION)
}

/// Writes it to a directory.
pub(crate) fn write(directory: &Path) -> anyhow::Result<()> {
    std::fs::write(directory.join("Procfile"), PROCFILE)?;
    std::fs::write(directory.join(".env"), ENV)?;
    Ok(())
}

/// The command line that exports what is in a directory; honcho takes the same.
pub(crate) fn export(program: &Path, directory: &Path, out: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(["export", "systemd"]).arg(out);
    command.args(["-a", NAME, "-c", FORMATION]);
    command.current_dir(directory);
    command
}

/// An application of `process_types` × `instances` processes.
pub(crate) fn sized(process_types: u32, instances: u32) -> anyhow::Result<Application> {
    let line =
        |n| format!("type{n}: python -m shop.worker --queue queue-{n} --bind 0.0.0.0:$PORT\n");
    let procfile: String = (1..=process_types).map(line).collect();
    build(&procfile, &format!("all={instances}"))
}

fn build(procfile: &str, formation: &str) -> anyhow::Result<Application> {
    let env = EnvFile::parse(".env", ENV)?;
    let application = Application::builder(NAME)
        .root("/srv/shop")
        .env(env.variables().to_vec())
        .formation(Formation::parse(formation)?)
        .build(&Procfile::parse("Procfile", procfile)?)?;
    Ok(application)
}

/// The same application as a guest sees it.
pub(crate) fn as_guest(application: &Application) -> bindings::Application {
    let processes = application.processes.iter();
    bindings::Application {
        name: application.name.clone(),
        root: application.root.clone(),
        log_dir: application.log_dir.clone(),
        run_dir: application.run_dir.clone(),
        user: application.user.clone(),
        shell: application.shell.clone(),
        env: variables(&application.env),
        processes: processes.map(process).collect(),
        settings: serde_json::Value::Object(application.settings.clone()).to_string(),
    }
}

fn process(process: &portcullis_procfile::Process) -> bindings::Process {
    bindings::Process {
        process_type: process.process_type.clone(),
        instance: process.instance,
        name: process.name.clone(),
        command: process.command.clone(),
        port: process.port,
        env: variables(&process.env),
        settings: serde_json::Value::Object(process.settings.clone()).to_string(),
    }
}

fn variables(all: &[Variable]) -> Vec<bindings::Variable> {
    let all = all.iter().map(|variable| bindings::Variable {
        name: variable.name.clone(),
        value: variable.value.clone(),
    });
    all.collect()
}
