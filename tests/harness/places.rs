//! Where the things under test are.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap().to_path_buf()
}

/// The binary under test.
#[track_caller]
pub(crate) fn binary() -> PathBuf {
    let given = env::var_os("PORTCULLIS_BIN").map(PathBuf::from);
    let binary = given.unwrap_or_else(|| {
        let test = env::current_exe().unwrap();
        let target = test.ancestors().find(|folder| folder.ends_with("release"));
        target
            .unwrap_or(Path::new("target/release"))
            .join("portcullis")
    });
    assert!(
        binary.is_file(),
        "{} is missing: run `./justw build`",
        binary.display()
    );
    binary
}

/// The folder of the programs that ours is compared with.
#[track_caller]
pub(crate) fn peers() -> PathBuf {
    let given = env::var_os("PORTCULLIS_PEERS").map(PathBuf::from);
    let peers = given.unwrap_or_else(|| root().join(".tools/peers"));
    let honcho = peers.join("bin/honcho");
    assert!(
        honcho.is_file(),
        "{} is missing: run `./justw setup`",
        honcho.display()
    );
    peers
}
