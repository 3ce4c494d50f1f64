//! Whether a component's functions have the interface's types.

use wasmtime::component::types::{ComponentFunc, ComponentItem};
use wasmtime::component::{ComponentNamedList, InstancePre, Lift, Lower};

use crate::INTERFACE;
use crate::bindings::{Application, ExportError, Manifest, Output, Template};
use crate::budget::Budget;

/// Compares the types of the three functions. Generated bindings would only do
/// so on an instance, and a component that cannot serve is refused before that.
pub(crate) fn check(pre: &InstancePre<Budget>) -> wasmtime::Result<()> {
    type Start<'a> = (&'a str, &'a Application, &'a [Template]);
    type Next = Result<Option<Output>, ExportError>;
    compare::<(), (Manifest,)>(pre, "describe")?;
    compare::<Start<'_>, (Result<(), ExportError>,)>(pre, "start")?;
    compare::<(), (Next,)>(pre, "next")
}

fn compare<Params, Return>(pre: &InstancePre<Budget>, name: &str) -> wasmtime::Result<()>
where
    Params: ComponentNamedList + Lower,
    Return: ComponentNamedList + Lift,
{
    let Some(function) = function(pre, name) else {
        return Err(wasmtime::Error::msg(format!(
            "there is no function `{name}`"
        )));
    };
    function
        .typecheck::<Params, Return>(&pre.instance_type())
        .map_err(|error| error.context(format!("function `{name}`")))
}

fn function(pre: &InstancePre<Budget>, name: &str) -> Option<ComponentFunc> {
    let component = pre.component().component_type();
    let interface = component.get_export(pre.engine(), INTERFACE)?;
    let ComponentItem::ComponentInstance(interface) = interface.ty else {
        return None;
    };
    match interface.get_export(pre.engine(), name)?.ty {
        ComponentItem::ComponentFunc(function) => Some(function),
        _ => None,
    }
}
