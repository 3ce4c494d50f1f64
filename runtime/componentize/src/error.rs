//! Why something is no exporter, and how to make one of it.

/// Why no component was made.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] ErrorKind);

/// What is wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The bytes are neither a module nor a component.
    #[error("make a component of it: it is not WebAssembly")]
    NotWebAssembly,
    /// The bytes break off, or are WebAssembly that nobody can read.
    #[error("make a component of it: it is not valid WebAssembly: {0}")]
    Invalid(String),
    /// The module or component wants something from the host.
    #[error("make an exporter of it: it imports `{0}`, and an exporter may import nothing")]
    Import(String),
    /// The module cannot be made a component of the world.
    #[error("make an exporter of it: {0}")]
    Encode(String),
    /// The component is of another world.
    #[error("make an exporter of it: it is of another world than `exporter`: {0}")]
    World(String),
}

impl Error {
    /// What is wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }

    /// How to mend it, where that can be said.
    pub fn hint(&self) -> Option<String> {
        Some(match &self.0 {
            ErrorKind::Import(name) => remedy(name).to_owned(),
            ErrorKind::Encode(_) | ErrorKind::World(_) => {
                "export `describe`, `start` and `next` of the interface in wit/exporter.wit, with its types"
                    .to_owned()
            }
            _ => return None,
        })
    }
}

impl ErrorKind {
    /// The encoder tells the cause last.
    #[expect(clippy::needless_pass_by_value, reason = "it maps an error")]
    pub(crate) fn from_encoder(error: anyhow::Error) -> Self {
        Self::Encode(format!("{error:#}"))
    }

    pub(crate) fn invalid(error: impl std::fmt::Display) -> Self {
        Self::Invalid(error.to_string())
    }
}

/// How to build without this import.
fn remedy(import: &str) -> &'static str {
    match import {
        name if name.starts_with("wasi:") => {
            "build it without WASI: componentize-py and componentize-qjs leave it out with --stub-wasi"
        }
        "env.abort" => "let the compiler use no abort of the host: asc --use abort=",
        name if name.starts_with("env.") => {
            "the linker found no definition of it: link the library or the file that has it"
        }
        name if name.starts_with("wasi") => {
            "only wasi_snapshot_preview1 is answered; build for wasm32-wasip1 or without WASI"
        }
        name if name.starts_with("__wbindgen") => {
            "build it without wasm-bindgen; there is no JavaScript around an exporter"
        }
        _ => "remove what needs it: whatever an exporter may use arrives as arguments",
    }
}
