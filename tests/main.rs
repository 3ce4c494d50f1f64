//! The integration tests: the binary as a user runs it, and the host as an
//! attacker meets it.
#![expect(
    clippy::disallowed_methods,
    reason = "a test makes the files that it looks at, and runs programs"
)]

mod authoring;
mod bad_input;
mod completion;
mod corpus;
mod directories;
mod discovery;
mod encode;
mod golden;
mod harness;
mod help;
mod honcho;
mod hostile;
mod imports;
mod inherited;
mod inspection;
mod interface;
mod layouts;
mod loading;
mod memory;
mod names;
mod projects;
mod publishing;
mod readme;
mod receipts;
mod settings;
mod telling;
mod tidy;
