//! The built-in exporters, compiled ahead of time by the build script.
//!
//! They come in families: components that offer several exporters each, so that
//! what they share is carried once.
//!
//! # As a library
//!
//! ## One exporter
//!
//! ```
//! use portcullis_host::{Host, Limits, Output};
//! use portcullis_output::{File, FilePath, Mode, OutputDir, PathProfile, Plan, ambient_authority};
//! use portcullis_procfile::{Application, EnvFile, Formation, Procfile};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let procfile = Procfile::parse("Procfile", "web: python app.py\nworker: python worker.py\n")?;
//! let env = EnvFile::parse(".env", "DATABASE_URL=postgresql://localhost/myapp\n")?;
//! let application = Application::builder("myapp")
//!     .root("/srv/myapp")
//!     .log_dir("/var/log/myapp")
//!     .shell("/bin/bash")
//!     .user("myapp")
//!     .env(env.variables().to_vec())
//!     .formation(Formation::parse("web=2,worker=1")?)
//!     .build(&procfile)?;
//!
//! let host = Host::new()?;
//! let systemd = portcullis_bundle::find("systemd").expect("built in").load(&host)?;
//! let files = systemd.export("systemd", &application, &[], &Limits::default())?;
//!
//! # let scratch = tempfile::tempdir()?;
//! # let location = scratch.path().join("system");
//! let dir = OutputDir::create(&location, ambient_authority())?;
//! let (mut plan, mut stage) = (Plan::new(), dir.stage()?);
//! for output in files {
//!     let Output::File(file) = output? else { continue };
//!     let path = FilePath::new(&file.path, PathProfile::PosixUnit)?;
//!     let file = File::new(path, file.content, Mode::new(file.executable, file.private));
//!     plan.accept(&file)?;
//!     stage.write(&file)?;
//! }
//! for (path, _) in stage.publish(&plan)?.files() {
//!     println!("Wrote {path}");
//! }
//! # assert_eq!(plan.entries().len(), 6);
//! # Ok(())
//! # }
//! ```
//!
//! ## A custom template directory
//!
//! What was read from a directory goes in as values; a template that it does
//! not have stays the exporter's own.
//!
//! ```
//! # use portcullis_host::{Host, Limits, Output, Template};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let application = example()?;
//! # let host = Host::new()?;
//! let custom = Template {
//!     name: "process.service".to_owned(),
//!     source: "[Service]\nExecStart={{ shell | systemd_exec }} -c {{ process.cmd | systemd_exec }}\n".to_owned(),
//! };
//! let systemd = portcullis_bundle::find("systemd").expect("built in").load(&host)?;
//! let files: Vec<Output> = systemd
//!     .export("systemd", &application, &[custom], &Limits::default())?
//!     .collect::<Result<_, _>>()?;
//! # let services = files.iter().filter(|output| match output {
//! #     Output::File(file) => file.content == b"[Service]\nExecStart=\"/bin/sh\" -c \"python app.py\"",
//! #     Output::Diagnostic(_) => false,
//! # });
//! # assert_eq!(services.count(), 1);
//! # Ok(())
//! # }
//! # fn example() -> Result<portcullis_procfile::Application, Box<dyn std::error::Error>> {
//! #     let procfile = portcullis_procfile::Procfile::parse("Procfile", "web: python app.py\n")?;
//! #     Ok(portcullis_procfile::Application::builder("myapp").root("/srv/myapp").build(&procfile)?)
//! # }
//! ```
//!
//! ## Several formats, and which there are
//!
//! ```
//! # use portcullis_host::{Host, Limits};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let procfile = portcullis_procfile::Procfile::parse("Procfile", "web: python app.py\n")?;
//! # let application = portcullis_procfile::Application::builder("myapp").root("/srv/myapp").build(&procfile)?;
//! let (host, limits) = (Host::new()?, Limits::default());
//! for family in portcullis_bundle::families() {
//!     let component = family.load(&host)?;
//!     for exporter in &component.inspect(&limits)?.exporters {
//!         let outputs = component.export(&exporter.name, &application, &[], &limits)?;
//!         println!("{}: {} steps", exporter.name, outputs.count());
//!     }
//! }
//! # let names: Vec<_> = portcullis_bundle::families().iter().flat_map(|f| f.exporters()).collect();
//! # assert_eq!(names, [&"systemd", &"supervisord", &"upstart", &"runit"]);
//! # Ok(())
//! # }
//! ```
//!
//! ## Custom context
//!
//! Settings are variables of the templates. One that neither the exporter nor
//! any template knows is refused.
//!
//! ```
//! # use portcullis_host::{ErrorKind, Host, Limits, Output, Template};
//! # use serde_json::{Map, json};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let procfile = portcullis_procfile::Procfile::parse("Procfile", "web: python app.py\n")?;
//! let settings = Map::from_iter([
//!     ("environment".to_owned(), json!("production")),
//!     ("memory_limit".to_owned(), json!("512M")),
//! ]);
//! let application = portcullis_procfile::Application::builder("myapp")
//!     .root("/srv/myapp")
//!     .settings(settings)
//!     .build(&procfile)?;
//! let custom = Template {
//!     name: "process.service".to_owned(),
//!     source: "# {{ environment }}\n[Service]\nMemoryMax={{ memory_limit }}\n".to_owned(),
//! };
//! let (host, limits) = (Host::new()?, Limits::default());
//! let systemd = portcullis_bundle::find("systemd").expect("built in").load(&host)?;
//! let files = systemd.export("systemd", &application, &[custom], &limits)?;
//! # let is_rendered = |output| match output {
//! #     Ok(Output::File(file)) => file.content == b"# production\n[Service]\nMemoryMax=512M",
//! #     _ => false,
//! # };
//! # assert!(files.map(is_rendered).any(|yes| yes));
//!
//! let refused = systemd.export("systemd", &application, &[], &limits).unwrap_err();
//! assert!(matches!(refused.kind(), ErrorKind::Setting { key, .. } if key == "environment"));
//! # Ok(())
//! # }
//! ```
//!
//! A custom exporter is shown by the crate `portcullis-guest`.

use portcullis_host::{Component, Error, Host, Precompiled};

include!(concat!(env!("OUT_DIR"), "/families.rs"));

/// Puts compiled code at the beginning of a page, of whatever size pages are.
#[repr(C, align(65536))]
struct Paged<const N: usize>([u8; N]);

/// A component that is built in.
#[derive(Debug)]
pub struct Family {
    name: &'static str,
    digest: &'static str,
    bytes: u64,
    exporters: &'static [&'static str],
    manifest: &'static [u8],
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
            manifest: self.manifest,
        };
        // SAFETY: the build script got the code from `Host::precompile`, and it
        // lies unchanged in the binary.
        unsafe { host.load_precompiled(precompiled) }
    }
}
