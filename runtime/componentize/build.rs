//! Assembles the adapter, so that no binary is checked in.
#![expect(
    clippy::disallowed_methods,
    reason = "a build script reads its sources and writes to its output folder"
)]

use std::path::PathBuf;
use std::{env, error, fs};

const SOURCE: &str = "src/preview1.wat";

fn main() -> Result<(), Box<dyn error::Error>> {
    println!("cargo::rerun-if-changed={SOURCE}");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("preview1.wasm"), wat::parse_file(SOURCE)?)?;
    Ok(())
}
