//! A page of documentation for one exporter, in Markdown.

use std::fmt::Write as _;

use portcullis_host::{ExporterInfo, Manifest, PathProfile, visible};

use super::groups;
use crate::settings::brief::{self, Plain};
use crate::settings::{Schema, Scope, Setting};

/// The page: what the exporter is, its settings, its templates.
pub(crate) fn markdown(manifest: &Manifest, info: &ExporterInfo) -> String {
    let (name, summary) = (visible(&info.name), visible(&info.summary));
    let mut page = format!("# {name}\n\n{summary}.\n\n");
    let _ = writeln!(
        page,
        "An exporter of the component `{}` {}.{}\n",
        visible(&manifest.name),
        visible(&manifest.version),
        match info.paths {
            PathProfile::Portable => "",
            PathProfile::PosixUnit => " Its files have names as systemd makes them.",
        }
    );
    settings(&mut page, info);
    templates(&mut page, info);
    page
}

fn settings(page: &mut String, info: &ExporterInfo) {
    let schema = Schema::of(info);
    let of_export = schema.settings(Scope::Export);
    let of_process = schema.only_of_processes();
    page.push_str("## Settings\n\n");
    if of_export.is_empty() && of_process.is_empty() {
        page.push_str("It has none.\n\n");
        return;
    }
    page.push_str("By `--set KEY=VALUE`, or in the table `[settings]` of `portcullis.toml`.\n\n");
    for (group, settings) in groups(of_export) {
        if let Some(group) = group {
            let _ = writeln!(page, "### {}\n", cell(group));
        }
        table(page, &settings);
    }
    if !of_process.is_empty() {
        page.push_str("### For one process type\n\nIn its table `[process.TYPE]`.\n\n");
        table(page, &of_process);
    }
}

fn table(page: &mut String, settings: &[Setting<'_>]) {
    page.push_str("| setting | value | default | |\n|---|---|---|---|\n");
    for setting in settings {
        let default = match setting.default() {
            _ if setting.is_required => "required".to_owned(),
            Some(default) => format!("`{}`", cell(&brief::of(&Plain(default)))),
            None => String::new(),
        };
        let (key, kind) = (cell(setting.key), cell(&setting.kind()));
        let description = cell(&setting.description());
        let _ = writeln!(page, "| `{key}` | {kind} | {default} | {description} |");
    }
    page.push('\n');
}

fn templates(page: &mut String, info: &ExporterInfo) {
    page.push_str("## Templates\n\n");
    if info.templates.is_empty() {
        page.push_str("It has none.\n");
        return;
    }
    let name = visible(&info.name);
    let _ = writeln!(
        page,
        "`portcullis templates eject {name} DIR` copies them, `--template-dir DIR` uses them.\n"
    );
    for template in &info.templates {
        let _ = writeln!(page, "* `{}`", cell(&template.name));
    }
}

/// Text that ends neither a cell nor a row.
fn cell(text: &str) -> String {
    visible(text).replace('|', "\\|")
}
