//! The few colours there are. `anstream` drops them where they are not wanted.

use anstyle::{AnsiColor, Style};
use portcullis_output::Change;

pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
pub(crate) const NOTE: Style = AnsiColor::Cyan.on_default().bold();
pub(crate) const HINT: Style = AnsiColor::Green.on_default().bold();
pub(crate) const PLACE: Style = AnsiColor::Blue.on_default().bold();
pub(crate) const STRONG: Style = Style::new().bold();
pub(crate) const FAINT: Style = Style::new().dimmed();
pub(crate) const ADDED: Style = AnsiColor::Green.on_default();
pub(crate) const REMOVED: Style = AnsiColor::Red.on_default();

/// The word for what becomes of a file, in a column.
pub(crate) fn change(change: Change) -> String {
    let style = match change {
        Change::Create => ADDED,
        Change::Identical => FAINT,
        Change::Remove => REMOVED,
        _ => WARNING,
    };
    format!("{style}{change:<9}{style:#}")
}
