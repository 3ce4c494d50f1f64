//! Compiles every family of exporters to a component, and the component to
//! machine code, so that the binary that holds them compiles nothing.
#![expect(
    clippy::disallowed_methods,
    reason = "a build script reads its sources and writes to its output folder"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail, ensure};
use portcullis_host::{Host, Limits, Manifest, Precompiled, digest};

/// The crates that are components, by the name that the component has.
const FAMILIES: [&str; 1] = ["managers"];

const TARGET: &str = "wasm32-unknown-unknown";

fn main() -> Result<()> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let root = here
        .ancestors()
        .nth(2)
        .context("the bundle lies in no workspace")?;
    for source in [
        "guest-exporters",
        "templates",
        "wit",
        "Cargo.lock",
        "Cargo.toml",
    ] {
        println!("cargo::rerun-if-changed={}", root.join(source).display());
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let modules = build_guests(root, &out)?;
    let mut list = String::new();
    for family in FAMILIES {
        let module = modules.join(format!("portcullis_{family}.wasm"));
        list += &compile(family, &module, &out)?;
    }
    let list = format!("pub(crate) static FAMILIES: &[Family] = &[\n{list}];\n");
    fs::write(out.join("families.rs"), list)?;
    Ok(())
}

/// Builds the guests as core modules and gives the folder they lie in.
fn build_guests(root: &Path, out: &Path) -> Result<PathBuf> {
    // Beside the host's own profiles, so that each of them finds the guests
    // already built.
    let target = out.ancestors().nth(4).unwrap_or(out).join("guests");
    for family in FAMILIES {
        build_guest(root, &target, family)?;
    }
    Ok(target.join(TARGET).join("guest"))
}

/// Builds one guest. That it is a library to be loaded is said here and not in
/// its manifest, since the host's target may have no such libraries.
fn build_guest(root: &Path, target: &Path, family: &str) -> Result<()> {
    let mut cargo = Command::new(env::var("CARGO")?);
    cargo.current_dir(root).env("CARGO_TARGET_DIR", target);
    cargo.args(["rustc", "--profile", "guest", "--target", TARGET, "--lib"]);
    cargo.args(["--crate-type", "cdylib"]);
    cargo.args(["--package", &format!("portcullis-{family}")]);
    // Flags for the host's compiler are wrong for the guest's.
    for flag in [
        "CARGO_ENCODED_RUSTFLAGS",
        "RUSTFLAGS",
        "RUSTC",
        "RUSTC_WRAPPER",
        "RUSTC_WORKSPACE_WRAPPER",
        "CARGO_BUILD_TARGET",
    ] {
        cargo.env_remove(flag);
    }
    choose_compiler(&mut cargo)?;
    let status = cargo.status().context("cannot run cargo for the guests")?;
    ensure!(status.success(), "the guests do not build: {cargo:?}");
    Ok(())
}

/// The toolchain's own standard library for the target, if it has one; else
/// Debian's compiler for the web, which carries the sources to build it from.
fn choose_compiler(cargo: &mut Command) -> Result<()> {
    let rustc = env::var("RUSTC")?;
    if sysroot(&rustc)?
        .join("lib/rustlib")
        .join(TARGET)
        .join("lib")
        .is_dir()
    {
        return Ok(());
    }
    let debian = "/usr/bin/rustc";
    let has_sources = Path::new(debian).is_file()
        && sysroot(debian)?
            .join("lib/rustlib/src/rust/library/std")
            .is_dir();
    if !has_sources {
        bail!("no compiler for {TARGET} is installed: run `./justw setup`");
    }
    let host = env::var("HOST")?;
    let linker = sysroot(&rustc)?
        .join("lib/rustlib")
        .join(host)
        .join("bin/rust-lld");
    cargo
        .args(["-Z", "build-std=std,panic_abort"])
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", debian)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    Ok(())
}

fn sysroot(rustc: &str) -> Result<PathBuf> {
    let output = Command::new(rustc).args(["--print", "sysroot"]).output();
    let output = output.with_context(|| format!("cannot run {rustc}"))?;
    Ok(PathBuf::from(String::from_utf8(output.stdout)?.trim()))
}

/// Encodes a module as a component, compiles it, and describes both.
fn compile(family: &str, module: &Path, out: &Path) -> Result<String> {
    let module = fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    let component = wit_component::ComponentEncoder::default()
        .validate(true)
        .module(&module)?
        .encode()?;
    let code = Host::precompile(&env::var("TARGET")?, family, &component)?;
    fs::write(out.join(format!("{family}.wasm")), &component)?;
    fs::write(out.join(format!("{family}.code")), &code)?;

    let manifest = describe(family, &component)?;
    fs::write(
        out.join(format!("{family}.manifest")),
        Precompiled::pack(&manifest)?,
    )?;
    let names = manifest.exporters.iter().map(|info| info.name.as_str());
    Ok(entry(family, &component, &names.collect::<Vec<_>>()))
}

/// Asks the component what it offers.
fn describe(family: &str, component: &[u8]) -> Result<Manifest> {
    let loaded = Host::new()?.load(family, component)?;
    Ok(loaded.inspect(&Limits::default())?.clone())
}

/// The entry in the list of families, as source.
fn entry(family: &str, component: &[u8], exporters: &[&str]) -> String {
    let file = |kind: &str| format!("concat!(env!(\"OUT_DIR\"), \"/{family}.{kind}\")");
    format!(
        "Family {{
            name: {family:?},
            digest: {:?},
            bytes: {},
            exporters: &{exporters:?},
            manifest: include_bytes!({}),
            component: include_bytes!({}),
            code: &Paged(*include_bytes!({})).0,
        }},\n",
        digest(component),
        component.len(),
        file("manifest"),
        file("wasm"),
        file("code"),
    )
}
