//! The classes of names, each generated from what it is made of.

mod absolute;
mod compatibility;
mod devices;
mod disguises;
mod encodings;
mod ends;
mod folding;
mod hidden;
mod lengths;
mod normalisation;
mod ordinary;
mod reserved;
mod sets;
mod traversal;
mod units;

use super::case::Case;

/// Names that are dangerous for the same reason, and their harmless neighbours.
pub(super) struct Class {
    pub(super) name: &'static str,
    /// How many there are at least, so that none gets lost unnoticed.
    pub(super) least: usize,
    pub(super) cases: fn() -> Vec<Case>,
}

const fn class(name: &'static str, least: usize, cases: fn() -> Vec<Case>) -> Class {
    Class { name, least, cases }
}

pub(super) const CLASSES: &[Class] = &[
    class("traversal", 250, traversal::cases),
    class("encodings", 230, encodings::cases),
    class("absolute", 370, absolute::cases),
    class("devices", 1900, devices::cases),
    class("ends", 450, ends::cases),
    class("reserved", 210, reserved::cases),
    class("hidden", 1800, hidden::cases),
    class("git", 770, disguises::git),
    class("state", 1800, disguises::state),
    class("normalisation", 1300, normalisation::cases),
    class("folding", 3000, folding::cases),
    class("compatibility", 1300, compatibility::cases),
    class("sets", 300, sets::cases),
    class("lengths", 50, lengths::cases),
    class("units", 700, units::cases),
    class("ordinary", 150, ordinary::cases),
];
