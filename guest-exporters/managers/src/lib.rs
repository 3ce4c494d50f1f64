//! Exporters for service managers, with honcho's file names and template names.

mod carry;
mod crontab;
mod lifecycle;
mod runit;
mod schedule;
mod schemas;
mod supervisord;
mod systemd;
mod upstart;

pub use runit::Runit;
pub use supervisord::Supervisord;
pub use systemd::Systemd;
pub use upstart::Upstart;

portcullis_guest::export!("managers", [Systemd, Supervisord, Upstart, Runit]);
