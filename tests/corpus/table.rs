//! What must become of each guest. The build script asks for a row of each file.

/// A row for each guest: its end, and how it is given to the host if that is not
/// the usual way.
macro_rules! cases {
    ($($name:ident: $end:expr $(, .$how:ident($($with:expr)?))*;)*) => {
        $(
            pub(crate) static $name: Case =
                Case::new(guests::$name, $end)$(.$how($($with)?))*;
        )*
    };
}

mod loading;
mod output;
mod running;

use super::{Case, End, guests};

pub(super) use loading::*;
pub(super) use output::*;
pub(super) use running::*;
