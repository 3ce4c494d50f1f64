//! Why a name is refused: the kinds of the libraries' errors without what they
//! hold.

use portcullis_output::{PathErrorKind, PlanErrorKind};

macro_rules! reasons {
    (path: $($path:ident)*; plan: $($plan:ident)*; host: $($host:ident)*) => {
        /// One kind of refusal.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Reason {
            $($path,)* $($plan,)* $($host,)*
        }

        impl Reason {
            pub(super) const ALL: &[Self] = &[$(Self::$path,)* $(Self::$plan,)* $(Self::$host,)*];
        }

        impl From<&PathErrorKind> for Reason {
            fn from(kind: &PathErrorKind) -> Self {
                match kind {
                    $(PathErrorKind::$path { .. } => Self::$path,)*
                    other => panic!("no name is refused because it {other}"),
                }
            }
        }

        impl From<&PlanErrorKind> for Reason {
            fn from(kind: &PlanErrorKind) -> Self {
                match kind {
                    $(PlanErrorKind::$plan { .. } => Self::$plan,)*
                    other => panic!("no name is refused because {other}"),
                }
            }
        }
    };
}

reasons! {
    path: Empty PathTooLong TooDeep ComponentTooLong Absolute Unc Drive EmptyComponent CurrentDir
        ParentDir Dots Backslash Reserved Control Bidi Invisible LineSeparator Noncharacter
        LeadingSpace TrailingSpace TrailingDot Device Git State NotNfc;
    plan: Duplicate Collision FileAndDirectory;
    // What is no text never reaches the checks: the engine does not lift it.
    host: NotUtf8
}
