//! Rust: cargo for wasm32-unknown-unknown, with the standard library of the
//! toolchain, else with that which Debian has in sources.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::super::project::Project;
use super::super::step::Step;
use super::find;
use crate::exit::{Failure, Result, TOOLCHAIN};

const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's compiler for the web, of the packages rustc-web and rust-web-src.
const DEBIAN: &str = "/usr/bin/rustc";

/// Flags for the host's compiler are wrong for the guest's.
const FLAGS: [&str; 6] = [
    "CARGO_ENCODED_RUSTFLAGS",
    "RUSTFLAGS",
    "RUSTC",
    "RUSTC_WRAPPER",
    "RUSTC_WORKSPACE_WRAPPER",
    "CARGO_BUILD_TARGET",
];

pub(super) fn step(project: &Project) -> Result<Step> {
    let cargo = find::program(project, "cargo").ok_or_else(|| {
        find::missing(
            project,
            "cargo",
            "see https://rustup.rs, or install your system's Rust",
        )
    })?;
    let folder = std::env::var_os("CARGO_TARGET_DIR").map_or("target".into(), PathBuf::from);
    let library = format!("{}.wasm", project.name.replace('-', "_"));
    let makes = folder.join(TARGET).join("release").join(library);
    let step = Step::new(&cargo, ["build", "--release", "--target", TARGET], makes)
        .and(["--manifest-path", &project.source])
        // A configuration of cargo may name another, where nobody would look.
        .and([OsString::from("--target-dir"), folder.into()]);
    let step = FLAGS.into_iter().fold(step, Step::without);
    with_compiler(project, step)
}

fn with_compiler(project: &Project, step: Step) -> Result<Step> {
    let rustc = find::program(project, "rustc").unwrap_or_default();
    let own = rustc
        .first()
        .and_then(|rustc| sysroot(rustc, &project.directory));
    let has_target = |root: &PathBuf| root.join("lib/rustlib").join(TARGET).join("lib").is_dir();
    if own.as_ref().is_some_and(has_target) {
        return Ok(step);
    }
    let has_sources = |root: PathBuf| root.join("lib/rustlib/src/rust/library/std").is_dir();
    if !sysroot(DEBIAN.as_ref(), Path::new("/")).is_some_and(has_sources) {
        let message = format!(
            "failed to build `{}`: there is no Rust for {TARGET}",
            project.name
        );
        let hint = format!(
            "install it: rustup target add {TARGET}, or on Debian apt-get install rustc-web rust-web-src"
        );
        return Err(Failure::new(TOOLCHAIN, message).hint(hint));
    }
    let step = step
        .and(["-Z", "build-std=std,panic_abort"])
        .with("RUSTC_BOOTSTRAP", "1")
        .with("RUSTC", DEBIAN);
    Ok(match own.as_deref().and_then(linker) {
        Some(linker) => step.with("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker),
        None => step,
    })
}

fn sysroot(rustc: &std::ffi::OsStr, directory: &Path) -> Option<PathBuf> {
    let mut command = Command::new(rustc);
    command.args(["--print", "sysroot"]).current_dir(directory);
    let output = command
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
}

/// The linker of the toolchain, whichever machine it is for.
fn linker(sysroot: &Path) -> Option<OsString> {
    let machines = std::fs::read_dir(sysroot.join("lib/rustlib")).ok()?;
    let linkers = machines.filter_map(|machine| Some(machine.ok()?.path().join("bin/rust-lld")));
    let mut linkers = linkers.filter(|linker| linker.is_file());
    linkers.next().map(PathBuf::into_os_string)
}
