//! The units of one process type.

use portcullis_guest::bindings::{ExportError, Output, Process};
use portcullis_guest::encode::systemd::unit;
use portcullis_guest::filters::dashrepl;
use portcullis_guest::{Export, Value, context};

use super::secrets::Secrets;
use super::{joined, render};
use crate::lifecycle::{Lifecycle, RESOURCE_LIMITS, Restart};
use crate::schedule::Schedule;

pub(super) struct Group<'a> {
    /// The name of the target, without its suffix.
    pub(super) name: String,
    pub(super) process_type: &'a str,
    pub(super) units: Vec<Unit<'a>>,
    lifecycle: Lifecycle<'a>,
}

pub(super) struct Unit<'a> {
    /// The name of the service, without its suffix.
    pub(super) name: String,
    pub(super) process: &'a Process,
    value: Value,
}

pub(super) fn groups<'a>(export: &'a Export, app: &str) -> Result<Vec<Group<'a>>, ExportError> {
    let group = |(process_type, processes): (&'a str, Vec<(&'a Process, Value)>)| {
        let units = processes.into_iter().map(|(process, value)| Unit {
            name: format!("{app}-{}", dashrepl(&process.name)),
            process,
            value,
        });
        Ok(Group {
            name: format!("{app}-{process_type}"),
            process_type,
            units: units.collect(),
            lifecycle: Lifecycle::of(export, process_type)?,
        })
    };
    export.groups().map(group).collect()
}

impl<'a> Group<'a> {
    /// As honcho has it: the group's name, and its processes by unit name.
    pub(super) fn to_value(&self) -> Value {
        let units = self.units.iter();
        let units: Value = units
            .map(|unit| Value::from(vec![Value::from(&unit.name), unit.value.clone()]))
            .collect();
        Value::from(vec![Value::from(&self.name), units])
    }

    pub(super) fn render(
        self,
        export: &'a Export,
        shared: &Value,
        secrets: Secrets,
    ) -> impl Iterator<Item = Result<Output, ExportError>> + use<'a> {
        let is_scheduled = self.lifecycle.schedule.is_some();
        let suffix = if is_scheduled { "timer" } else { "service" };
        let wants = self.units.iter().map(|u| format!("{}.{suffix}", u.name));
        let context = context! {
            process_type => self.process_type,
            process_master_name => &self.name,
            process_master_wants => joined(wants),
            ..context! { ..self.settings(export), ..shared.clone() }
        };
        let name = format!("{}.target", self.name);
        let target = render(export, "process_master.target", name, &context);
        let units = self
            .units
            .into_iter()
            .flat_map(move |unit| unit.render(export, &context, secrets, is_scheduled));
        std::iter::once(target).chain(units)
    }

    /// The settings in systemd's words.
    fn settings(&self, export: &Export) -> Value {
        let lifecycle = &self.lifecycle;
        let app = unit(&export.application().name);
        let requires = lifecycle
            .requires
            .iter()
            .map(|name| format!("{app}-{name}"));
        let restart = match lifecycle.restart {
            Restart::Always => "always",
            Restart::OnFailure => "on-failure",
            Restart::Never => "no",
        };
        let calendar = lifecycle.schedule.as_ref().map(Schedule::calendar);
        context! {
            restart,
            requires => requires.collect::<Vec<_>>(),
            limits => limits(lifecycle),
            calendar => calendar.unwrap_or_default(),
            ..lifecycle.to_value()
        }
    }
}

impl<'a> Unit<'a> {
    fn render(
        self,
        export: &'a Export,
        context: &Value,
        secrets: Secrets,
        is_scheduled: bool,
    ) -> impl Iterator<Item = Result<Output, ExportError>> + use<'a> {
        let context = context! {
            process => self.value.clone(),
            ..context! { ..secrets.of_unit(export, self.process, &self.value, &self.name), ..context.clone() }
        };
        let file = |suffix: &str| {
            let template = format!("process.{suffix}");
            render(
                export,
                &template,
                format!("{}.{suffix}", self.name),
                &context,
            )
        };
        let timer = is_scheduled.then(|| file("timer"));
        let variables = secrets.file(export, self.process, &self.name);
        let service = std::iter::once(file("service"));
        service.chain(timer).chain(variables.map(Ok))
    }
}

/// The directives that limit a process.
fn limits(lifecycle: &Lifecycle<'_>) -> Vec<String> {
    let line = |setting: &str, directive: &str, unit: &str| {
        let value = lifecycle.limit(setting)?;
        Some(format!("{directive}={value}{unit}"))
    };
    let of_resources = RESOURCE_LIMITS
        .iter()
        .filter_map(|(setting, directive, ..)| line(setting, directive, ""));
    let of_groups = [
        line("limit_memory", "MemoryMax", ""),
        line("limit_cpu", "CPUQuota", "%"),
        line("limit_tasks", "TasksMax", ""),
    ];
    of_resources
        .chain(of_groups.into_iter().flatten())
        .collect()
}
