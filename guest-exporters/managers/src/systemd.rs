//! systemd: a target for the application, one for each process type, and a
//! service for each process.

mod check;

use portcullis_guest::bindings::{ExportError, ExporterInfo, File, Output, PathProfile, Process};
use portcullis_guest::encode::systemd::unit;
use portcullis_guest::filters::dashrepl;
use portcullis_guest::{Export, Exporter, Outputs, Value, context};

use crate::carry;

/// The exporter `systemd`.
#[derive(Debug, Clone, Copy)]
pub struct Systemd;

struct Group<'a> {
    name: String,
    process_type: &'a str,
    units: Vec<(String, &'a Process, Value)>,
}

impl Exporter for Systemd {
    fn info(&self) -> ExporterInfo {
        ExporterInfo::new(
            "systemd",
            "systemd units: a service for each process, targets over them",
        )
        .template(
            "master.target",
            include_str!("../../../templates/systemd/master.target"),
        )
        .template(
            "process_master.target",
            include_str!("../../../templates/systemd/process_master.target"),
        )
        .template(
            "process.service",
            include_str!("../../../templates/systemd/process.service"),
        )
        .settings(carry::SETTINGS)
        .paths(PathProfile::PosixUnit)
    }

    fn export<'a>(&self, export: &'a Export) -> Result<Outputs<'a>, ExportError> {
        let app = unit(&export.application().name);
        let groups = groups(export, &app);
        check::application(export.application())?;
        check::units(&groups)?;
        let shared = context! {
            app_unit => &app,
            timeout => carry::timeout(export)?,
            master_wants => joined(groups.iter().map(|g| format!("{}.target", g.name))),
            process_groups => groups.iter().map(Group::to_value).collect::<Value>(),
        };
        let master = render(
            export,
            "master.target",
            format!("{app}.target"),
            shared.clone(),
        );
        let rest = groups
            .into_iter()
            .flat_map(move |group| group.render(export, &shared));
        Ok(Box::new(std::iter::once(master).chain(rest)))
    }
}

fn groups<'a>(export: &'a Export, app: &str) -> Vec<Group<'a>> {
    let group = |(process_type, processes): (&'a str, Vec<(&'a Process, Value)>)| Group {
        name: format!("{app}-{process_type}"),
        process_type,
        units: processes
            .into_iter()
            .map(|(process, value)| (format!("{app}-{}", dashrepl(&process.name)), process, value))
            .collect(),
    };
    export.groups().map(group).collect()
}

impl<'a> Group<'a> {
    /// As honcho has it: the group's name, and its processes by unit name.
    fn to_value(&self) -> Value {
        let units = self.units.iter();
        let units: Value = units
            .map(|(name, _, value)| Value::from(vec![Value::from(name), value.clone()]))
            .collect();
        Value::from(vec![Value::from(&self.name), units])
    }

    fn render(
        self,
        export: &'a Export,
        shared: &Value,
    ) -> impl Iterator<Item = Result<Output, ExportError>> + use<'a> {
        let context = context! {
            process_type => self.process_type,
            process_master_name => &self.name,
            process_master_wants => joined(self.units.iter().map(|u| format!("{}.service", u.0))),
            ..shared.clone()
        };
        let name = format!("{}.target", self.name);
        let target = render(export, "process_master.target", name, context.clone());
        let services = self.units.into_iter().map(move |(name, _, value)| {
            let context = context! { process => value, ..context.clone() };
            render(
                export,
                "process.service",
                format!("{name}.service"),
                context,
            )
        });
        std::iter::once(target).chain(services)
    }
}

fn render(
    export: &Export,
    template: &str,
    path: String,
    context: Value,
) -> Result<Output, ExportError> {
    Ok(File::new(path, export.render(template, context)?).into())
}

fn joined(names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<_>>().join(" ")
}
