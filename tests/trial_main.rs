//! The program that `just hostile` starts.
#![expect(
    clippy::disallowed_methods,
    reason = "a trial makes the files that it looks at, and runs programs"
)]

mod corpus;
mod encode;
mod reap;
mod trial;

fn main() -> anyhow::Result<std::process::ExitCode> {
    trial::main()
}
