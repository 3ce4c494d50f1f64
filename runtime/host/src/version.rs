//! Versions of the interface: which one a component speaks, and whether this
//! host runs it.
//!
//! There is one so far, and another one is refused. When an older one is to be
//! run beside the newest, this is the one place where its records become those
//! of the newest: [`admit`] lets it through, and what its functions take and
//! return is converted here. Nothing else in the host knows of versions.

use crate::INTERFACE;
use crate::error::ErrorKind;

/// Whether a name is that of the interface, in whatever version.
pub(crate) fn is_interface(name: &str) -> bool {
    let unversioned = |name: &'_ str| name.split('@').next().map(str::to_owned);
    unversioned(name) == unversioned(INTERFACE)
}

/// Refuses a component by what it exports of the interface.
pub(crate) fn admit(exported: Option<&str>) -> Result<(), ErrorKind> {
    match exported {
        Some(name) if name == INTERFACE => Ok(()),
        Some(other) => Err(ErrorKind::InterfaceVersion(other.to_owned())),
        None => Err(ErrorKind::NotAnExporter),
    }
}

/// What to do about a component of another version.
pub(crate) fn remedy(exported: &str) -> &'static str {
    match (numbers(exported), numbers(INTERFACE)) {
        (Some(theirs), Some(ours)) if theirs > ours => {
            "it was built for a newer Portcullis: update this one, or rebuild the component against \
             this one's wit/exporter.wit"
        }
        (Some(_), Some(_)) => {
            "it was built for an older Portcullis: rebuild it against this one's wit/exporter.wit, or \
             ask its author for a newer build"
        }
        _ => "rebuild it against the host's version of the interface",
    }
}

/// Major, minor and patch of a name such as `a:b/c@0.1.0`.
fn numbers(name: &str) -> Option<[u64; 3]> {
    let (_, version) = name.split_once('@')?;
    let mut numbers = version.split('.').map(|number| number.parse().ok());
    let version = [numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then_some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_version_is_run_and_others_are_told_what_to_do() {
        assert!(admit(Some(INTERFACE)).is_ok());
        assert!(admit(None).is_err());
        for (version, says) in [
            ("0.0.9", "older"),
            ("0.1.1", "newer"),
            ("0.10.0", "newer"),
            ("1.0.0", "newer"),
            ("0.1", "the host's version"),
            ("next", "the host's version"),
        ] {
            let name = format!("portcullis:exporter/exporting@{version}");
            assert!(is_interface(&name));
            assert!(admit(Some(&name)).is_err());
            assert!(remedy(&name).contains(says), "{version}");
        }
        assert!(!is_interface("portcullis:exporter/exporting2@0.1.0"));
    }
}
