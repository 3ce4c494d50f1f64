//! How each manager's files carry text unchanged.
//!
//! Each function takes any text without NUL and gives the one way to write it
//! that the manager reads back as the same text. They are also filters of every
//! template, under the name `<module>_<function>`; those of [`shell`] are
//! `shellquote` and `shell_export`.

pub mod shell;
pub mod supervisord;
pub mod systemd;
