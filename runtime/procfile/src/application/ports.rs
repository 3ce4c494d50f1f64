//! Which process has which port.

use std::collections::HashMap;

use super::error::ApplicationError;
use crate::variable::Variable;

/// The base port where neither the user nor `PORT` gives one.
pub const DEFAULT_BASE_PORT: u16 = 5000;

/// How far apart the ports of the first instances of two process types are.
pub const PORTS_PER_PROCESS_TYPE: u16 = 100;

/// The base port: the one given, else `PORT` of the environment, else the
/// default. Never 0.
pub(super) fn base_port(given: Option<u16>, env: &[Variable]) -> Result<u16, ApplicationError> {
    let variable = env.iter().find(|variable| variable.name == "PORT");
    match (given, variable) {
        (Some(0), _) => Err(ApplicationError::PortZero),
        (Some(port), _) => Ok(port),
        (None, Some(variable)) => parse_port(&variable.value)
            .ok_or_else(|| ApplicationError::PortVariable(variable.value.clone())),
        (None, None) => Ok(DEFAULT_BASE_PORT),
    }
}

fn parse_port(text: &str) -> Option<u16> {
    let is_number = text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|&port| is_number && port != 0)
}

/// Gives out ports in the order of the Procfile, each once.
#[derive(Debug)]
pub(super) struct Ports {
    base: u16,
    taken: HashMap<u16, String>,
}

impl Ports {
    pub(super) fn new(base: u16) -> Self {
        Self {
            base,
            taken: HashMap::new(),
        }
    }

    /// The port of an instance, counted from 1, of the process type at `index`
    /// in the Procfile, counted from 0.
    pub(super) fn take(
        &mut self,
        index: usize,
        instance: u32,
        process: &str,
    ) -> Result<u16, ApplicationError> {
        let offset = u64::from(PORTS_PER_PROCESS_TYPE).saturating_mul(index as u64);
        let port = offset.saturating_add(u64::from(self.base) + u64::from(instance) - 1);
        let port = u16::try_from(port).map_err(|_| ApplicationError::PortTooLarge {
            process: process.to_owned(),
            port,
        })?;
        match self.taken.insert(port, process.to_owned()) {
            None => Ok(port),
            Some(first) => Err(ApplicationError::PortOverlap {
                first,
                second: process.to_owned(),
                port,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_given_port_beats_the_variable_which_beats_the_default() {
        let env = [Variable::new("PORT", "8000")];
        assert_eq!(base_port(Some(7000), &env), Ok(7000));
        assert_eq!(base_port(None, &env), Ok(8000));
        assert_eq!(base_port(None, &[]), Ok(5000));
    }

    #[test]
    fn a_variable_that_is_no_port_is_refused_where_it_is_needed() {
        for value in [
            "", "0", "65536", "-1", "+80", " 80", "80 ", "web", "8e3", "٣",
        ] {
            let env = [Variable::new("PORT", value)];
            let error = ApplicationError::PortVariable(value.to_owned());
            assert_eq!(base_port(None, &env), Err(error), "{value:?}");
            assert_eq!(base_port(Some(80), &env), Ok(80));
        }
        assert_eq!(
            base_port(None, &[Variable::new("PORT", "65535")]),
            Ok(65535)
        );
        assert_eq!(base_port(Some(0), &[]), Err(ApplicationError::PortZero));
    }
}
