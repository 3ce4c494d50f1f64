//! C: the compiler in zig, which brings a C library, or that of the WASI SDK. What
//! the library asks of a system, the component answers itself.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::super::project::Project;
use super::super::step::Step;
use super::find;
use crate::exit::{Failure, Result, TOOLCHAIN};

/// Where the WASI SDK is, if anywhere.
const SDK: &str = "WASI_SDK_PATH";

pub(super) fn step(project: &Project) -> Result<Step> {
    let made = super::made(project);
    Ok(Step::new(
        &compiler(project)?,
        ["-mexec-model=reactor", "-std=gnu23"],
        made.clone(),
    )
    .and(["-Os", "-Wall", "-Wextra", "-o"])
    .and([made])
    .and(sources(project)?))
}

fn compiler(project: &Project) -> Result<Vec<OsString>> {
    // The command runs in the project, and the path may be relative to where we do.
    let sdk = std::env::var_os(SDK).filter(|sdk| !sdk.is_empty());
    if let Some(sdk) = sdk.and_then(|sdk| std::path::absolute(sdk).ok()) {
        return clang(project, &sdk.join("bin/clang"));
    }
    match find::zig(project) {
        Some(mut zig) => {
            zig.extend(["cc", "-target", "wasm32-wasi"].map(OsString::from));
            Ok(zig)
        }
        None => Err(find::missing(project, "zig, which compiles C,", find::PIP)),
    }
}

/// Who names an SDK wants no other compiler.
fn clang(project: &Project, clang: &Path) -> Result<Vec<OsString>> {
    if !clang.is_file() {
        let (name, clang) = (&project.name, clang.display());
        let message = format!("failed to build `{name}`: there is no {clang}");
        let hint = format!("{SDK} names the folder of the WASI SDK; without it, zig compiles");
        return Err(Failure::new(TOOLCHAIN, message).hint(hint));
    }
    Ok(vec![clang.into(), "--target=wasm32-wasip1".into()])
}

/// Every C file beside the source, by name.
fn sources(project: &Project) -> Result<Vec<PathBuf>> {
    let folder = Path::new(&project.source).parent().unwrap_or(Path::new(""));
    let listed = std::fs::read_dir(project.directory.join(folder));
    let listed = listed.with_context(|| format!("cannot list {}", project.directory.display()));
    let names = listed.map_err(Failure::from)?.filter_map(|entry| {
        let name = PathBuf::from(entry.ok()?.file_name());
        (name.extension()? == "c").then(|| folder.join(name))
    });
    let mut sources: Vec<_> = names.collect();
    sources.sort();
    Ok(sources)
}
