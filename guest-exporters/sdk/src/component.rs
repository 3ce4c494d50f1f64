//! Behind the interface: which exporter runs, and how far it has come.

use std::cell::RefCell;

use crate::bindings::{Application, ExportError, ExporterInfo, Manifest, Output, Template};
use crate::{Export, Exporter, Outputs, rejected};

thread_local! {
    static RUNNING: RefCell<Option<Outputs<'static>>> = const { RefCell::new(None) };
}

/// Answers `describe`.
pub fn describe(name: &str, version: &str, exporters: &[&dyn Exporter]) -> Manifest {
    Manifest {
        name: name.to_owned(),
        version: version.to_owned(),
        exporters: exporters.iter().map(|exporter| exporter.info()).collect(),
    }
}

/// Answers `start`.
///
/// # Errors
///
/// Those of [`Export::new`] and [`Exporter::export`].
pub fn start(
    exporters: &[&dyn Exporter],
    name: &str,
    application: Application,
    overrides: Vec<Template>,
) -> Result<(), ExportError> {
    let exporter = find(exporters, name)?;
    // The instance serves this one export and is thrown away with its memory,
    // so nothing is lost by never freeing what the iterator borrows.
    let export: &'static Export =
        Box::leak(Box::new(Export::new(exporter, application, overrides)?));
    let outputs = exporter.export(export)?;
    RUNNING.with(|running| running.replace(Some(outputs)));
    Ok(())
}

/// Answers `next`.
///
/// # Errors
///
/// What the exporter yields as an error; after that, nothing more.
pub fn next() -> Result<Option<Output>, ExportError> {
    RUNNING.with(|running| {
        let mut running = running.borrow_mut();
        running.as_mut().and_then(Iterator::next).transpose()
    })
}

fn find<'a>(exporters: &[&'a dyn Exporter], name: &str) -> Result<&'a dyn Exporter, ExportError> {
    let is_named = |info: &ExporterInfo| info.name == name;
    let found = exporters.iter().find(|exporter| is_named(&exporter.info()));
    found
        .copied()
        .ok_or_else(|| rejected(format!("the component has no exporter `{name}`")))
}

/// Exports exporters as a component.
///
/// Takes the component's name and its exporters, which are constants of types
/// that implement [`Exporter`](crate::Exporter). The version is that of the
/// crate. On other targets than WebAssembly only the list `EXPORTERS` is made,
/// so that exporters can be tested natively.
///
/// ```
/// use portcullis_guest::bindings::{ExportError, ExporterInfo, File};
/// use portcullis_guest::{Export, Exporter, Outputs, outputs};
///
/// struct Empty(&'static str);
///
/// impl Exporter for Empty {
///     fn info(&self) -> ExporterInfo {
///         ExporterInfo::new(self.0, "A file without content")
///     }
///
///     fn export<'a>(&self, _: &'a Export) -> Result<Outputs<'a>, ExportError> {
///         Ok(outputs([File::new(self.0, "")]))
///     }
/// }
///
/// portcullis_guest::export!("two", [Empty("one"), Empty("other")]);
///
/// let names: Vec<_> = EXPORTERS.iter().map(|exporter| exporter.info().name).collect();
/// assert_eq!(names, ["one", "other"]);
/// ```
#[macro_export]
macro_rules! export {
    ($name:literal, [$($exporter:expr),+ $(,)?]) => {
        /// The exporters of this component.
        pub const EXPORTERS: &[&dyn $crate::Exporter] = &[$(&$exporter),+];

        #[cfg(target_arch = "wasm32")]
        mod component {
            //! The component's exports.
            #![allow(unsafe_code, reason = "generated code speaks the canonical ABI")]

            use super::EXPORTERS;
            use $crate::bindings::{
                Application, ExportError, Guest, Manifest, Output, Template,
            };

            struct Component;

            impl Guest for Component {
                fn describe() -> Manifest {
                    $crate::component::describe($name, env!("CARGO_PKG_VERSION"), EXPORTERS)
                }

                fn start(
                    exporter: String,
                    app: Application,
                    overrides: Vec<Template>,
                ) -> Result<(), ExportError> {
                    $crate::component::start(EXPORTERS, &exporter, app, overrides)
                }

                fn next() -> Result<Option<Output>, ExportError> {
                    $crate::component::next()
                }
            }

            $crate::bindings::export_component!(Component with_types_in $crate::bindings);
        }
    };
}
