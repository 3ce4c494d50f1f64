//! The files of each starter, which lie in `guest-exporters`.

use crate::build::Language;

/// The path in the project, and the text.
type Source = (&'static str, &'static str);

/// Files below a folder of the repository.
macro_rules! files {
    ($folder:literal: $($path:literal),+ $(,)?) => {
        &[$((
            $path,
            include_str!(concat!("../../../../", $folder, "/", $path)),
        )),+]
    };
}

/// All files of the starter of a language.
pub(super) fn of(language: Language) -> impl Iterator<Item = Source> {
    let (own, library): (&[Source], &[Source]) = match language {
        Language::Rust => (RUST, &[]),
        Language::Python => (PYTHON, PYTHON_LIBRARY),
        Language::JavaScript => (JAVASCRIPT, JAVASCRIPT_LIBRARY),
        Language::C => (C, &[]),
        Language::Zig => (ZIG, &[]),
        Language::AssemblyScript => (ASSEMBLYSCRIPT, &[]),
    };
    [own, COMMON, INTERFACE, library]
        .into_iter()
        .flatten()
        .copied()
}

const INTERFACE: &[Source] = &[(
    "wit/exporter.wit",
    include_str!("../../../../wit/exporter.wit"),
)];

/// The test, which is the same in every language since the files are.
const COMMON: &[Source] = files!("guest-exporters/starters/common":
    ".gitignore",
    "tests/two-processes/.env",
    "tests/two-processes/Procfile",
    "tests/two-processes/args",
    "tests/two-processes/expected/Makefile",
    "tests/two-processes/expected/web.1.sh",
    "tests/two-processes/expected/worker.1.sh",
    "tests/two-processes/private.txt",
);

const RUST: &[Source] = files!("guest-exporters/starters/rust":
    "README.md",
    "exporter.toml",
    "Cargo.toml",
    "src/lib.rs",
    "src/exporting.rs",
    "src/encode.rs",
    "src/target.mk",
);

const PYTHON: &[Source] = files!("guest-exporters/starters/python":
    "README.md",
    "exporter.toml",
    "exporter.py",
    "requirements.txt",
    "target.mk",
);

const PYTHON_LIBRARY: &[Source] = files!("guest-exporters/sdk-python":
    "portcullis/__init__.py",
    "portcullis/component.py",
    "portcullis/encode/__init__.py",
    "portcullis/encode/shell.py",
    "portcullis/encode/supervisord.py",
    "portcullis/encode/systemd.py",
    "portcullis/export.py",
    "portcullis/failures.py",
    "portcullis/nearest.py",
    "portcullis/offer.py",
    "portcullis/outputs.py",
    "portcullis/schema.py",
    "portcullis/settings.py",
    "portcullis/system.py",
    "portcullis/templates.py",
    "portcullis/variables.py",
);

const JAVASCRIPT: &[Source] = files!("guest-exporters/starters/javascript":
    "README.md",
    "exporter.toml",
    "exporter.js",
    "package.json",
    "target.js",
);

const JAVASCRIPT_LIBRARY: &[Source] = files!("guest-exporters/sdk-javascript":
    "portcullis/component.js",
    "portcullis/encode/shell.js",
    "portcullis/encode/supervisord.js",
    "portcullis/encode/systemd.js",
    "portcullis/expect.js",
    "portcullis/export.js",
    "portcullis/failures.js",
    "portcullis/index.js",
    "portcullis/nearest.js",
    "portcullis/offer.js",
    "portcullis/outputs.js",
    "portcullis/schema.js",
    "portcullis/settings.js",
    "portcullis/system.js",
    "portcullis/templates.js",
    "portcullis/text.js",
    "portcullis/variables.js",
);

const C: &[Source] = files!("guest-exporters/starters/c":
    "README.md",
    "exporter.toml",
    "exporter.c",
    "exporting.c",
    "exporting.h",
    "requirements.txt",
    "target.mk",
);

const ZIG: &[Source] = files!("guest-exporters/starters/zig":
    "README.md",
    "exporter.toml",
    "exporter.zig",
    "exporting.zig",
    "requirements.txt",
    "target.mk",
);

const ASSEMBLYSCRIPT: &[Source] = files!("guest-exporters/starters/assemblyscript":
    "README.md",
    "exporter.toml",
    "exporter.ts",
    "exporting.ts",
    "package.json",
    "portcullis.ts",
    "target.ts",
);
