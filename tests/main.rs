//! The integration tests: the binary as a user runs it, and the host as an
//! attacker meets it.
#![expect(
    clippy::disallowed_methods,
    reason = "a test makes the files that it looks at, and runs programs"
)]

mod bad_input;
mod corpus;
mod golden;
mod harness;
mod help;
mod honcho;
mod hostile;
mod imports;
mod layouts;
mod loading;
mod readme;
mod receipts;
mod stale;
mod tidy;
