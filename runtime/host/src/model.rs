//! The application on its way into a guest.

use portcullis_procfile::Application;

use crate::bindings;

/// The application in the interface's types.
pub(crate) fn lower(application: &Application) -> bindings::Application {
    bindings::Application {
        name: application.name.clone(),
        root: application.root.clone(),
        log_dir: application.log_dir.clone(),
        run_dir: application.run_dir.clone(),
        user: application.user.clone(),
        shell: application.shell.clone(),
        env: variables(&application.env),
        processes: application.processes.iter().map(process).collect(),
        settings: object(&application.settings),
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
        settings: object(&process.settings),
    }
}

fn variables(all: &[portcullis_procfile::Variable]) -> Vec<bindings::Variable> {
    all.iter()
        .map(|variable| bindings::Variable {
            name: variable.name.clone(),
            value: variable.value.clone(),
        })
        .collect()
}

fn object(map: &serde_json::Map<String, serde_json::Value>) -> String {
    serde_json::Value::Object(map.clone()).to_string()
}
