//! Your exporter: makes a Makefile that starts an application's processes by hand,
//! and beside it a script for each of them.

mod encode;
mod exporting;

use minijinja::context;

use encode::{make_escape, shell_export, shell_quote};
use exporting::{
    Application, ExportError, ExporterInfo, File, Output, PathProfile, Process, Template,
    Templates, merged_env,
};

/// What yields the files, one at a time.
type Outputs = Box<dyn Iterator<Item = Result<Output, ExportError>>>;

/// What the exporter is called and offers.
fn info() -> ExporterInfo {
    ExporterInfo {
        name: "starter".to_owned(),
        summary: "A Makefile with a target for each process".to_owned(),
        templates: vec![Template {
            name: "target.mk".to_owned(),
            source: include_str!("target.mk").to_owned(),
        }],
        settings_schema: r#"{"type":"object","properties":{}}"#.to_owned(),
        paths: PathProfile::Portable,
    }
}

/// Begins the export. What can be found wrong should be found here, before the first
/// file.
fn export(app: Application, templates: Templates) -> Result<Outputs, ExportError> {
    if app.root.contains('\n') {
        let why = "the root has a line break in it, which a Makefile cannot carry";
        return Err(ExportError::Rejected(why.to_owned()));
    }
    let names: Vec<_> = app.processes.iter().map(|p| p.name.clone()).collect();
    let makefile = std::iter::once_with(move || makefile(&app, &templates));
    let scripts = names.into_iter().map(|name| Ok(script(&name)));
    Ok(Box::new(makefile.chain(scripts)))
}

fn makefile(app: &Application, templates: &Templates) -> Result<Output, ExportError> {
    let first = &app.processes[0].name;
    let mut text = format!(
        "# The processes of {}: `make {first}` starts one.\n\n",
        app.name
    );
    for process in &app.processes {
        let values = context! {
            name => &process.name,
            root => make_escape(&shell_quote(&app.root)),
            exports => make_escape(&exports(app, process)),
            shell => make_escape(&shell_quote(&app.shell)),
            command => make_escape(&shell_quote(&process.command)),
        };
        text += &templates.render("target.mk", values)?;
    }
    Ok(Output::File(File {
        path: "Makefile".to_owned(),
        content: text.into_bytes(),
        executable: false,
        // The values in it may be secrets.
        private: true,
    }))
}

fn script(name: &str) -> Output {
    let text = format!(
        "#!/bin/sh\n# Starts {name}.\nexec make --file \"$(dirname \"$0\")/Makefile\" -- {name}\n"
    );
    Output::File(File {
        path: format!("{name}.sh"),
        content: text.into_bytes(),
        executable: true,
        private: false,
    })
}

/// The commands that export the variables of a process.
fn exports(app: &Application, process: &Process) -> String {
    let variables = merged_env(app, process).into_iter();
    variables
        .map(|v| shell_export(&v.name, &v.value) + "; ")
        .collect()
}
