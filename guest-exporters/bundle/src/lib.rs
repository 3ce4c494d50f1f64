//! The built-in exporters, compiled ahead of time by the build script.
//!
//! They come in families: components that offer several exporters each, so that
//! what they share is carried once.

use portcullis_host::{Component, Error, Host, Precompiled};

include!(concat!(env!("OUT_DIR"), "/families.rs"));

/// A component that is built in.
#[derive(Debug)]
pub struct Family {
    name: &'static str,
    digest: &'static str,
    bytes: u64,
    exporters: &'static [&'static str],
    component: &'static [u8],
    code: &'static [u8],
}

/// All families, in the order in which their exporters are listed.
pub fn families() -> &'static [Family] {
    FAMILIES
}

/// The family that offers an exporter.
pub fn find(exporter: &str) -> Option<&'static Family> {
    FAMILIES
        .iter()
        .find(|family| family.exporters.contains(&exporter))
}

impl Family {
    /// The component's name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The names of its exporters.
    pub fn exporters(&self) -> &'static [&'static str] {
        self.exporters
    }

    /// The component itself, as it would be loaded from a file.
    pub fn component(&self) -> &'static [u8] {
        self.component
    }

    /// Loads the compiled component.
    ///
    /// # Errors
    ///
    /// If this machine cannot run what the build made.
    #[expect(
        unsafe_code,
        reason = "the code was compiled by this crate's build script"
    )]
    pub fn load(&self, host: &Host) -> Result<Component, Error> {
        let precompiled = Precompiled {
            name: self.name,
            code: self.code,
            digest: self.digest,
            bytes: self.bytes,
        };
        // SAFETY: the build script got the code from `Host::precompile`, and it
        // lies unchanged in the binary.
        unsafe { host.load_precompiled(precompiled) }
    }
}
