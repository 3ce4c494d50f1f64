//! What an exporter can rely on, tried with one of its own.

use minijinja::context;

use super::Export;
use crate::bindings::{
    Application, ExportError, ExporterInfo, File, Output, Process, Template, Variable,
};
use crate::{Exporter, Outputs, Templates, merged_env, outputs};

struct Sample;

impl Exporter for Sample {
    fn info(&self) -> ExporterInfo {
        ExporterInfo::new("sample", "A sample")
            .template("page", "{% for p in processes %}\n  {{ p.cmd | shout }} {{ twice(p.instance) }}\n{% endfor %}\n")
            .template("frame", "[{% include 'page' %}]")
            .settings(r#"{"type":"object","properties":{"depth":{"type":"integer"}}}"#)
    }

    fn configure(&self, templates: &mut Templates) {
        let environment = templates.environment();
        environment.add_filter("shout", |text: &str| text.to_uppercase());
        environment.add_function("twice", |number: u32| number * 2);
        templates
            .trim(true, true)
            .expect("the templates parse trimmed too");
    }

    fn export<'a>(&self, export: &'a Export) -> Result<Outputs<'a>, ExportError> {
        let text = export.render("frame", context! {})?;
        Ok(outputs([File::new("frame", text)]))
    }
}

fn process(instance: u32) -> Process {
    let own = [
        ("HONCHO_PROCESS_NAME", "web.1"),
        ("PORT", "5000"),
        ("PS", "web.1"),
    ];
    Process {
        port: Some(5000),
        env: own.map(|(name, value)| Variable::new(name, value)).to_vec(),
        ..Process::sample("web", instance, "serve")
    }
}

fn application(settings: &str) -> Application {
    Application {
        env: [("A", "1"), ("PORT", "80"), ("B", "2")]
            .map(|(name, value)| Variable::new(name, value))
            .to_vec(),
        settings: settings.to_owned(),
        ..Application::sample("shop", [process(1), process(2)])
    }
}

fn rendered(settings: &str, overrides: Vec<Template>) -> Result<String, ExportError> {
    let export = Export::new(&Sample, application(settings), overrides)?;
    match Sample.export(&export)?.next() {
        Some(Ok(Output::File(file))) => Ok(String::from_utf8(file.content).expect("text")),
        other => panic!("no file: {other:?}"),
    }
}

#[test]
fn own_filters_functions_and_trimming_are_in_force() {
    assert_eq!(rendered("{}", vec![]).unwrap(), "[  SERVE 2\n  SERVE 4\n]");
}

#[test]
fn an_override_replaces_one_template_and_is_trimmed_like_the_others() {
    let page = Template::new("page", "{% if true %}\r\n{{ app }}{% endif %}");
    assert_eq!(rendered("{}", vec![page]).unwrap(), "[shop]");
}

#[test]
fn a_template_that_does_not_parse_is_named_with_its_line() {
    let page = Template::new("page", "fine\n{% if %}");
    match rendered("{}", vec![page]) {
        Err(ExportError::Template(error)) => {
            assert_eq!((error.template.as_str(), error.line), ("page", 2));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_setting_must_be_known_to_the_schema_or_read_by_a_template() {
    assert!(rendered(r#"{"depth":1}"#, vec![]).is_ok());
    let page = || Template::new("page", "{{ color }}");
    assert_eq!(
        rendered(r#"{"color":"red"}"#, vec![page()]).unwrap(),
        "[red]"
    );
    for (settings, key) in [
        (r#"{"color":"red"}"#, "color"),
        (r#"{"user":"me"}"#, "user"),
    ] {
        match rendered(settings, vec![]) {
            Err(ExportError::Setting(error)) => assert_eq!(error.key, key),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_process_type_has_its_own_settings_before_those_of_the_export() {
    let mut app = application(r#"{"depth":1}"#);
    app.processes[0].settings = r#"{"color":"red","depth":2}"#.to_owned();
    let read = Template::new("page", "{{ process.settings.color }}{{ depth }}");
    match Export::new(&Sample, app.clone(), vec![read.clone()]) {
        Err(ExportError::Setting(error)) => assert_eq!(error.key, "process.web.depth"),
        other => panic!("{other:?}"),
    }
    app.processes[0].settings = r#"{"color":"red"}"#.to_owned();
    let export = Export::new(&Sample, app, vec![read]).unwrap();
    let settings = export.settings_of("web");
    assert_eq!(settings.text("color"), Some("red"));
    assert_eq!(settings.number("depth"), Some(1));
    assert!(settings.is_own("color") && !settings.is_own("depth"));
}

#[test]
fn the_environment_is_merged_in_honchos_order() {
    let app = application("{}");
    let merged = merged_env(&app, &app.processes[0]);
    let pairs: Vec<_> = merged
        .iter()
        .map(|v| (v.name.as_str(), v.value.as_str()))
        .collect();
    let expected = [
        ("HONCHO_PROCESS_NAME", "web.1"),
        ("A", "1"),
        ("PORT", "5000"),
        ("B", "2"),
        ("PS", "web.1"),
    ];
    assert_eq!(pairs, expected);
}
