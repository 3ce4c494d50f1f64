//! One case: names that come one after another, and what becomes of the last.

use std::fmt;

use portcullis_output::PathProfile;

use super::reason::Reason;

/// What becomes of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// It is written exactly as it is.
    Accepted,
    /// It ends the export, and nothing is written.
    Refused(Reason),
}

/// A name alone or the last of a set, with its verdict under each profile.
/// Those before it are accepted.
pub(super) struct Case {
    pub(super) names: Vec<Vec<u8>>,
    portable: Verdict,
    unit: Verdict,
}

/// A name that is refused in both profiles.
pub(super) fn refused(name: impl Into<Vec<u8>>, reason: Reason) -> Case {
    Case::new(vec![name.into()], Verdict::Refused(reason))
}

/// A name that is accepted in both profiles.
pub(super) fn accepted(name: impl Into<Vec<u8>>) -> Case {
    Case::new(vec![name.into()], Verdict::Accepted)
}

/// Two names that are good alone and clash, whichever comes first.
pub(super) fn clash(one: &str, other: &str, reason: Reason) -> [Case; 2] {
    [[one, other], [other, one]].map(|pair| {
        let names = pair.map(|name| name.as_bytes().to_vec());
        Case::new(names.to_vec(), Verdict::Refused(reason))
    })
}

/// Names that stand together.
pub(super) fn together(names: &[&str]) -> Case {
    let names = names.iter().map(|name| name.as_bytes().to_vec());
    Case::new(names.collect(), Verdict::Accepted)
}

/// The same name at each place of a path where it must be found.
pub(super) fn everywhere(name: &str) -> [String; 4] {
    [
        name.to_owned(),
        format!("{name}/b"),
        format!("a/{name}"),
        format!("a/{name}/b"),
    ]
}

/// A name that is refused wherever it stands in a path.
pub(super) fn refused_everywhere(name: &str, reason: Reason) -> [Case; 4] {
    everywhere(name).map(|path| refused(path, reason))
}

/// A character in the middle of a name, in front and at the end.
pub(super) fn around(char: char) -> [String; 3] {
    [
        format!("a{char}b"),
        format!("x/{char}a"),
        format!("x/a{char}"),
    ]
}

impl Case {
    fn new(names: Vec<Vec<u8>>, verdict: Verdict) -> Self {
        Self {
            names,
            portable: verdict,
            unit: verdict,
        }
    }

    /// The same, but accepted as a name of systemd's.
    pub(super) fn but_good_for_units(self) -> Self {
        Self {
            unit: Verdict::Accepted,
            ..self
        }
    }

    /// The same, but refused for another reason as a name of systemd's.
    pub(super) fn but_for_units(self, reason: Reason) -> Self {
        Self {
            unit: Verdict::Refused(reason),
            ..self
        }
    }

    pub(super) fn verdict(&self, profile: PathProfile) -> Verdict {
        match profile {
            PathProfile::Portable => self.portable,
            PathProfile::PosixUnit => self.unit,
        }
    }
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.names.iter().map(|name| name.escape_ascii());
        let names: Vec<_> = names.map(|name| format!("\"{name}\"")).collect();
        write!(f, "{} ({:?})", names.join(", "), self.portable)
    }
}
