//! From bytes to a component that is ready to run.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use rustix::param::page_size;
use sha2::{Digest, Sha256};
use wasmtime::component::Component as Compiled;

use crate::bindings::{ExporterPre, Manifest};
use crate::component::Component;
use crate::engine::{self, Host};
use crate::error::{Error, ErrorKind, Subject};
use crate::interface;
use crate::screen::screen;

/// Compiled ahead of time, with what is no longer visible in the code.
#[derive(Debug, Clone, Copy)]
pub struct Precompiled {
    /// What to call the component in errors.
    pub name: &'static str,
    /// The compiled code. It is run where it lies and must begin at a page.
    pub code: &'static [u8],
    /// The SHA-256 of the component itself, in hexadecimal.
    pub digest: &'static str,
    /// The size of the component itself, in bytes.
    pub bytes: u64,
    /// What the component answers to `describe`, as [`Precompiled::pack`] gives it.
    pub manifest: &'static [u8],
}

impl Precompiled {
    /// Packs a manifest so that it is read in no time, by the same build only.
    ///
    /// # Errors
    ///
    /// If there is no room for it.
    pub fn pack(manifest: &Manifest) -> Result<Vec<u8>, Error> {
        let subject = Subject::unnamed(&manifest.name);
        postcard::to_allocvec(manifest)
            .map_err(|error| Error::new(&subject, ErrorKind::Engine(error.to_string())))
    }
}

impl Host {
    /// Compiles a component and checks that it is an exporter. `name` is what
    /// errors call it, such as the file's name.
    ///
    /// It is compiled in this process, where nothing ends a component that was
    /// made to be slow to compile. Who takes components of strangers compiles
    /// them [`apart`](crate::apart) and hands the code to
    /// [`Host::load_compiled`].
    ///
    /// # Errors
    ///
    /// If the bytes are not a component, import anything, export another
    /// interface, or exceed a limit of [`limits`](crate::limits).
    #[expect(unsafe_code, reason = "code that was just compiled is trusted")]
    pub fn load(&self, name: &str, bytes: &[u8]) -> Result<Component, Error> {
        let subject = Subject::unnamed(name);
        let fail = |kind| Error::new(&subject, kind);
        Self::screen(name, bytes)?;
        let compiler = self.compiler()?;
        let code = caught(|| engine::compile(compiler, bytes)).map_err(fail)?;
        // SAFETY: the compiler made the code of these bytes just now.
        unsafe { self.load_compiled(name, bytes, &code) }
    }

    /// Refuses whatever must not reach a compiler, without compiling anything.
    /// [`Host::load`] does this first.
    ///
    /// # Errors
    ///
    /// If the bytes are not a component, import anything, export no interface of
    /// this version, or exceed one of the sizes in [`limits`](crate::limits).
    pub fn screen(name: &str, bytes: &[u8]) -> Result<(), Error> {
        screen(bytes).map_err(|kind| Error::new(&Subject::unnamed(name), kind))
    }

    /// Loads the code that [`apart`](crate::apart) compiled from `bytes`, which
    /// have passed [`Host::screen`].
    ///
    /// # Safety
    ///
    /// The code must come unchanged from [`apart::answer`](crate::apart::answer)
    /// of the same build: it is machine code and runs without further checks.
    ///
    /// # Errors
    ///
    /// As [`Host::load`], and if the code is of another version or configuration.
    #[expect(unsafe_code, reason = "compiled code is trusted by contract")]
    pub unsafe fn load_compiled(
        &self,
        name: &str,
        bytes: &[u8],
        code: &[u8],
    ) -> Result<Component, Error> {
        let subject = Subject::unnamed(name);
        // SAFETY: the caller promises that the code comes from `answer`.
        let compiled = unsafe { Compiled::deserialize(self.engine(), code) };
        let compiled = compiled
            .map_err(|error| Error::new(&subject, ErrorKind::Engine(format!("{error:#}"))))?;
        self.admit(subject, &compiled, digest(bytes), bytes.len() as u64)
    }

    /// Compiles a component ahead of time for the machines of `target`, a
    /// triple, whatever else this one could do. [`Host::load_precompiled`] of
    /// the same build takes it.
    ///
    /// # Errors
    ///
    /// As [`Host::load`], and if there is no such target.
    pub fn precompile(target: &str, name: &str, bytes: &[u8]) -> Result<Vec<u8>, Error> {
        let fail = |kind| Error::new(&Subject::unnamed(name), kind);
        Self::screen(name, bytes)?;
        let engine = engine::for_target(target)?;
        caught(|| engine::compile(&engine, bytes)).map_err(fail)
    }

    /// Loads what [`Host::precompile`] gave.
    ///
    /// # Safety
    ///
    /// The code must come unchanged from [`Host::precompile`]: it is machine
    /// code and runs without further checks.
    ///
    /// # Errors
    ///
    /// If it was compiled by another version or under another configuration,
    /// or does not begin at a page.
    #[expect(unsafe_code, reason = "compiled code is trusted by contract")]
    pub unsafe fn load_precompiled(&self, precompiled: Precompiled) -> Result<Component, Error> {
        let subject = Subject::unnamed(precompiled.name);
        let fail = |why: String| Error::new(&subject, ErrorKind::Engine(why));
        if !precompiled.code.as_ptr().addr().is_multiple_of(page_size()) {
            return Err(fail("compiled code does not begin at a page".to_owned()));
        }
        // SAFETY: the caller promises that the code comes from `precompile`.
        let compiled = unsafe { self.in_place(precompiled.code) }
            .map_err(|error| fail(format!("{error:#}")))?;
        tracing::debug!(component = precompiled.name, "loaded compiled code");
        let manifest: Manifest = postcard::from_bytes(precompiled.manifest)
            .map_err(|error| fail(format!("the manifest is broken: {error}")))?;
        let digest = precompiled.digest.to_owned();
        let component = self.admit(subject, &compiled, digest, precompiled.bytes)?;
        Ok(Component {
            manifest: OnceLock::from(manifest),
            ..component
        })
    }

    /// Runs code where it lies. The engine's table of code knows an address
    /// only once in a process, so another host than the first gets a copy.
    ///
    /// # Safety
    ///
    /// As [`Host::load_precompiled`].
    #[expect(unsafe_code, reason = "compiled code is trusted by contract")]
    unsafe fn in_place(&self, code: &'static [u8]) -> wasmtime::Result<Compiled> {
        static TAKEN: Mutex<BTreeSet<usize>> = Mutex::new(BTreeSet::new());
        let address = code.as_ptr().addr();
        let mut loaded = lock(self.precompiled());
        if let Some(compiled) = loaded.get(&address) {
            return Ok(compiled.clone());
        }
        let is_first = lock(&TAKEN).insert(address);
        // SAFETY: by the contract of this function; the code is borrowed for
        // ever, begins at a page, and is run in place by this host alone.
        let compiled = unsafe {
            match is_first {
                true => Compiled::deserialize_raw(self.engine(), code.into())?,
                false => Compiled::deserialize(self.engine(), code)?,
            }
        };
        loaded.insert(address, compiled.clone());
        Ok(compiled)
    }

    fn admit(
        &self,
        subject: Subject,
        compiled: &Compiled,
        digest: String,
        bytes: u64,
    ) -> Result<Component, Error> {
        let fail = |kind| Error::new(&subject, kind);
        let kind = compiled.component_type();
        if let Some((import, _)) = kind.imports(self.engine()).next() {
            return Err(fail(ErrorKind::Import(import.to_owned())));
        }
        let types = |error: wasmtime::Error| fail(ErrorKind::InterfaceTypes(format!("{error:#}")));
        let pre = self.linker().instantiate_pre(compiled).map_err(types)?;
        interface::check(&pre).map_err(types)?;
        let pre = ExporterPre::new(pre).map_err(types)?;
        Ok(Component {
            host: self.clone(),
            pre,
            subject,
            digest,
            bytes,
            manifest: OnceLock::new(),
        })
    }
}

/// Compiles, and takes a panic for a fault that the component provoked: a
/// compiler is large, and some components make ours panic.
fn caught<T>(compile: impl FnOnce() -> wasmtime::Result<T>) -> Result<T, ErrorKind> {
    match catch_unwind(AssertUnwindSafe(compile)) {
        Ok(compiled) => compiled.map_err(|error| ErrorKind::Invalid(format!("{error:#}"))),
        Err(_) => Err(ErrorKind::Compiler("it panicked".to_owned())),
    }
}

/// The SHA-256 of some bytes, in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The contents of the mutexes here stay whole when a thread panics.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
