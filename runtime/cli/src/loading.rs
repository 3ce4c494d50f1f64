//! Loads components that are not built in: screened, compiled apart, remembered.

use std::io::Read as _;
use std::path::Path;
use std::time::Instant;

use anyhow::Context;
use portcullis_host::cache::Entry;
use portcullis_host::limits::COMPONENT_BYTES;
use portcullis_host::{Component, Error, ErrorKind, Host, Limits};

use crate::cache::{Cache, Place};
use crate::exit::{Failure, INPUT, OTHER, Result};
use crate::options::{Bounds, Options};
use crate::{compiler, input, limits};

/// How a component is loaded.
#[derive(Debug, Clone, Default)]
pub(crate) struct Loading {
    pub(crate) limits: Limits,
    /// Whether to compile even what was compiled before, and to remember nothing.
    pub(crate) no_cache: bool,
    /// Until when to load, and only what was compiled before, for who will not wait.
    pub(crate) only_known_until: Option<Instant>,
}

impl Loading {
    /// As the options of an export say.
    pub(crate) fn of(options: &Options, limits: &Limits) -> Self {
        Self {
            limits: limits.clone(),
            no_cache: options.bounds.no_cache,
            only_known_until: None,
        }
    }

    /// As the options of a command say that reads no project file.
    pub(crate) fn within(bounds: &Bounds) -> Result<Self> {
        let mut limits = Limits::default();
        limits::given(&mut limits, &bounds.limit)?;
        Ok(Self {
            limits,
            no_cache: bounds.no_cache,
            only_known_until: None,
        })
    }

    /// Loads a component from a file that nobody has to trust.
    pub(crate) fn load(&self, host: &Host, file: &Path) -> Result<Component> {
        let is_late = |until| Instant::now() >= until;
        if self.only_known_until.is_some_and(is_late) {
            let why = format!("no time is left for `{}`", file.display());
            return Err(Failure::new(OTHER, why));
        }
        let bytes = read(file)?;
        self.load_bytes(host, &file.display().to_string(), &bytes)
    }

    /// Loads a component of which the bytes are known. `name` is what errors call
    /// it.
    pub(crate) fn load_bytes(&self, host: &Host, name: &str, bytes: &[u8]) -> Result<Component> {
        Host::screen(name, bytes)?;
        let cache = if self.no_cache { None } else { Cache::open() };
        let place = match &cache {
            Some(cache) => Some(cache.place(host.tag(bytes)?)),
            None => None,
        };
        let known = place.as_ref().and_then(Place::read);
        match known {
            Some(Entry::Code(code)) => match run(host, name, bytes, &code) {
                Err(error) if is_of_engine(&error) => {
                    tracing::debug!(%error, "remembered code is of no use");
                    self.compile(host, name, bytes, place.as_ref())
                }
                loaded => Ok(loaded?),
            },
            Some(Entry::Refused { limit, budget })
                if limit.figure(&self.limits).is_none_or(|now| now <= budget) =>
            {
                Err(Error::compile(name, limit, budget, true).into())
            }
            _ => self.compile(host, name, bytes, place.as_ref()),
        }
    }

    fn compile(
        &self,
        host: &Host,
        name: &str,
        bytes: &[u8],
        place: Option<&Place<'_>>,
    ) -> Result<Component> {
        if self.only_known_until.is_some() {
            return Err(Failure::new(
                OTHER,
                format!("`{name}` was not compiled yet"),
            ));
        }
        let compiled = compiler::compile(name, bytes, &self.limits.compile)?;
        if let Some(place) = place {
            place.remember(&compiled);
        }
        Ok(run(host, name, bytes, &compiled?)?)
    }
}

const WHICH: &str =
    "`portcullis exporters` lists what there is, and `portcullis build` makes one of a project";

/// Reads a component: no more than may be loaded, and a byte that tells of more.
pub(crate) fn read(file: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input::open(file)
        .and_then(|opened| opened.take(COMPONENT_BYTES + 1).read_to_end(&mut bytes))
        .with_context(|| format!("cannot read the component {}", file.display()))
        .map_err(|error| Failure::new(INPUT, format!("{error:#}")).hint(WHICH))?;
    Ok(bytes)
}

#[expect(unsafe_code, reason = "compiled code is trusted by contract")]
fn run(
    host: &Host,
    name: &str,
    bytes: &[u8],
    code: &[u8],
) -> std::result::Result<Component, Error> {
    // SAFETY: the code came from this program's own compiler, either through a
    // pipe that nobody else holds, or from an entry whose seal was verified over
    // the very bytes in memory, under a key that only this user can read.
    unsafe { host.load_compiled(name, bytes, code) }
}

/// Whether the code is at fault and not the component.
fn is_of_engine(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Engine(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_will_not_wait_gets_no_more_than_there_was_time_for() {
        let loading = Loading {
            only_known_until: Some(Instant::now()),
            ..Loading::default()
        };
        let host = crate::inherited::host().unwrap();
        // Were it looked at, it would be told that it is missing.
        let late = loading.load(host, Path::new("missing.wasm")).unwrap_err();
        assert_eq!(late.message(), "no time is left for `missing.wasm`");
    }
}
