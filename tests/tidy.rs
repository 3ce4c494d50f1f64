//! The shape of the project, held by a test.

mod sources;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use portcullis_host::{Host, Limits};

use crate::harness::{App, files, root};
use sources::{Source, sources};

/// Fails with the place of every source in which something is found.
#[track_caller]
fn none(what: &str, is_found: impl Fn(&Source) -> bool) {
    let found = sources().into_iter().filter(|source| is_found(source));
    let found: Vec<_> = found.map(|source| source.path).collect();
    assert!(found.is_empty(), "{what}: {}", found.join(", "));
}

#[test]
fn every_source_opens_with_what_room_it_is() {
    none("it does not open with `//!`", |source| {
        !source.text.starts_with("//! ")
    });
}

#[test]
fn no_source_is_longer_than_600_lines_and_half_are_under_200() {
    none("it is too long", |source| source.text.lines().count() > 600);
    let mut lengths: Vec<_> = sources()
        .iter()
        .map(|source| source.text.lines().count())
        .collect();
    lengths.sort_unstable();
    assert!(lengths[lengths.len() / 2] < 200, "{lengths:?}");
}

#[test]
fn modules_are_named_for_what_they_hold() {
    let names = [
        "mod.rs",
        "utils.rs",
        "util.rs",
        "helpers.rs",
        "helper.rs",
        "manager.rs",
        "misc.rs",
        "common.rs",
    ];
    none("it has a name that says nothing", |source| {
        names.contains(&source.path.rsplit('/').next().unwrap())
    });
}

#[test]
fn every_public_item_for_exporters_has_an_example() {
    let is_public = |line: &str| {
        let words = [
            "pub fn ",
            "pub struct ",
            "pub trait ",
            "pub type ",
            "macro_rules! ",
        ];
        words.iter().any(|word| line.starts_with(word))
    };
    let is_about = |line: &&str| line.starts_with("///") || line.starts_with("#[");
    let mut seen = 0;
    let of_authors = sources().into_iter().filter(|source| {
        // What the macro calls is nobody's else.
        source.path.starts_with("guest-exporters/sdk/src/") && !source.path.ends_with("/tests.rs")
    });
    for source in of_authors {
        let is_hidden = source.path.ends_with("/component.rs");
        let lines: Vec<_> = source.text.lines().map(str::trim).collect();
        for (at, line) in lines.iter().enumerate() {
            if !is_public(line) || (is_hidden && line.starts_with("pub fn")) {
                continue;
            }
            seen += 1;
            let before = lines[..at].iter().rev().take_while(|line| is_about(line));
            let fences = before.filter(|line| line.starts_with("/// ```")).count();
            assert!(fences >= 2, "{}: `{line}` has no example", source.path);
        }
    }
    assert!(seen > 60, "only {seen} items were looked at");
}

#[test]
fn nothing_is_left_undone_or_left_out() {
    let words = ["todo!(", "unimplemented!(", "#[ignore", "dbg!("];
    none("something is left undone", |source| {
        source.path != "tests/tidy.rs" && words.iter().any(|word| source.text.contains(word))
    });
}

/// What only turns values into values.
const PURE: [&str; 6] = [
    "runtime/procfile/",
    "runtime/output/src/plan",
    "runtime/output/src/path",
    "runtime/output/src/manifest",
    "runtime/output/src/journal",
    "runtime/output/src/history",
];

#[test]
fn parsing_and_planning_do_no_input_or_output() {
    let words = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::io",
        "std::time",
        "std::thread",
    ];
    let is_pure = |path: &str| PURE.iter().any(|start| path.starts_with(start));
    assert!(
        sources()
            .iter()
            .filter(|source| is_pure(&source.path))
            .count()
            > 10
    );
    none("it is not pure", |source| {
        is_pure(&source.path) && words.iter().any(|word| source.code().contains(word))
    });
}

#[test]
fn unsafe_code_is_where_compiled_code_is_loaded_and_nowhere_else() {
    let allowed = [
        "runtime/host/src/load.rs",
        "runtime/host/src/code.rs",
        "guest-exporters/bundle/src/lib.rs",
        // Only the command knows where compiled code came from.
        "runtime/cli/src/loading.rs",
        // The process that compiles closes descriptors that others left open.
        "runtime/cli/src/compiler/child.rs",
        // The benchmark and the trial of the hostile corpus ask the kernel what a
        // child has used.
        "tests/reap.rs",
        "tests/tidy.rs",
    ];
    let words = ["unsafe {", "unsafe fn", "unsafe impl", "unsafe extern"];
    none("it has unsafe code", |source| {
        !allowed.contains(&source.path.as_str())
            && words.iter().any(|word| source.code().contains(word))
    });
}

#[test]
fn the_engine_is_named_in_one_manifest_and_the_capabilities_in_one() {
    for (package, manifest) in [
        ("wasmtime", "runtime/host/Cargo.toml"),
        ("cap-std", "runtime/output/Cargo.toml"),
    ] {
        let names = |text: &str| text.lines().any(|line| line.starts_with(package));
        let manifests = sources::manifests()
            .into_iter()
            .filter(|source| names(&source.text));
        let found: Vec<_> = manifests.map(|source| source.path).collect();
        assert_eq!(found, ["Cargo.toml", manifest], "{package}");
    }
}

#[test]
fn the_encoder_of_components_is_named_where_components_are_made() {
    let names = |text: &str| text.lines().any(|line| line.starts_with("wit-component"));
    let manifests = sources::manifests().into_iter();
    let found: Vec<_> = manifests
        .filter(|source| names(&source.text))
        .map(|source| source.path)
        .collect();
    let homes = [
        "Cargo.toml",
        "fuzz/Cargo.toml",
        "tests/Cargo.toml",
        "guest-exporters/bundle/Cargo.toml",
        "runtime/componentize/Cargo.toml",
    ];
    assert_eq!(found, homes);
}

#[test]
fn the_engine_is_named_in_the_sources_of_the_host_alone() {
    for (word, home) in [
        ("wasmtime::", "runtime/host/"),
        ("cap_std::", "runtime/output/"),
    ] {
        none(&format!("it names {word}"), |source| {
            !source.path.starts_with(home)
                && !source.path.starts_with("tests/")
                && source.code().contains(word)
        });
    }
}

#[test]
fn no_binary_is_checked_in() {
    let tracked = sources::tracked();
    assert!(tracked.len() > 50);
    let kinds = [
        ".wasm", ".cwasm", ".so", ".a", ".o", ".exe", ".pyc", ".zip", ".gz",
    ];
    let found: Vec<_> = tracked
        .iter()
        .filter(|path| kinds.iter().any(|kind| path.ends_with(kind)))
        .collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn every_recipe_that_a_document_names_exists() {
    let justfile = fs::read_to_string(root().join("Justfile")).unwrap();
    let mut folders = BTreeSet::new();
    for (document, text) in documents() {
        for recipe in recipes(&text) {
            folders.insert(Path::new(&document).parent().unwrap().to_owned());
            let is_defined =
                |line: &str| line.split([' ', ':']).next() == Some(&recipe) && line.contains(':');
            assert!(
                justfile.lines().any(is_defined),
                "{document} names the recipe `{recipe}`"
            );
        }
    }
    assert!(folders.contains(Path::new("docs")), "{folders:?}");
}

/// Every document, by its path, with its text.
fn documents() -> Vec<(String, String)> {
    let paths = sources::tracked().into_iter();
    let paths = paths.filter(|path| path.ends_with(".md"));
    let read = |path: String| {
        let text = fs::read_to_string(root().join(&path)).unwrap();
        (path, text)
    };
    paths.map(read).collect()
}

/// Whether a word of code is a path in this repository. Words in capitals stand for
/// any name.
fn is_place(code: &str) -> bool {
    let folders = [
        "runtime/",
        "tests/",
        "fuzz/",
        "guest-exporters/",
        "docs/",
        "wit/",
    ];
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    folders.iter().any(|folder| code.starts_with(folder))
        && code.chars().all(is_plain)
        && !code.contains("NAME")
}

#[test]
fn every_place_that_a_document_names_is_there() {
    let mut seen = 0;
    for (document, text) in documents() {
        for place in text
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|code| is_place(code))
        {
            seen += 1;
            let ends = ["", ".rs"].iter();
            let mut targets = ends.map(|end| root().join(format!("{place}{end}")));
            assert!(
                targets.any(|target| target.exists()),
                "{document} names `{place}`"
            );
        }
    }
    assert!(seen > 40, "only {seen} places were looked at");
}

#[test]
fn every_link_of_a_document_leads_somewhere() {
    let mut seen = 0;
    for (document, text) in documents() {
        let links = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split_once(')'));
        for (link, _) in links.filter(|(link, _)| !link.contains("://")) {
            seen += 1;
            let file = link.split('#').next().unwrap_or_default();
            let folder = Path::new(&document).parent().unwrap();
            let target = root().join(folder).join(file);
            assert!(target.exists(), "{document} links to `{link}`");
        }
    }
    assert!(seen > 10, "only {seen} links were looked at");
}

/// The words after `./justw` and `just` in code.
fn recipes(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for start in ["./justw ", "`just "] {
        for (at, _) in text.match_indices(start) {
            let word = text[at + start.len()..]
                .split(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c)));
            found.extend(
                word.take(1)
                    .filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase()))
                    .map(str::to_owned),
            );
        }
    }
    found
}

#[test]
fn each_exporter_has_exactly_its_templates_in_its_folder() {
    let host = Host::new().unwrap();
    let mut exporters = Vec::new();
    for family in portcullis_bundle::families() {
        let component = family.load(&host).unwrap();
        for info in &component.inspect(&Limits::default()).unwrap().exporters {
            let folder = files(&root().join("templates").join(&info.name));
            let templates = info.templates.iter();
            let offered = templates
                .map(|t| (t.name.clone(), t.source.clone().into_bytes()))
                .collect();
            assert!(
                folder == offered,
                "the templates of {} are not those of its folder",
                info.name
            );
            exporters.push(info.name.clone());
        }
    }
    exporters.sort();
    let folders = fs::read_dir(root().join("templates")).unwrap();
    let mut folders: Vec<_> = folders
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    folders.sort();
    assert_eq!(folders, exporters);
}

#[test]
fn ejected_templates_are_those_of_the_folder_and_render_the_same() {
    for format in ["systemd", "supervisord", "upstart", "runit"] {
        let app = App::new(crate::harness::PROCFILE).env("A='b'\n");
        app.run(&["templates", "eject", format, "ejected"])
            .succeeds();
        let folder = root().join("templates").join(format);
        assert!(
            files(&app.dir().join("ejected")) == files(&folder),
            "{format}"
        );
        app.export(format, &[]).succeeds();
        app.export(format, &["-t", "ejected"])
            .succeeds()
            .writes_nothing();
    }
}

#[test]
fn the_figures_name_the_kernel_by_its_number() {
    let text = fs::read_to_string(root().join("docs/benchmarks.md")).unwrap();
    let (_, rest) = text.split_once(" Linux ").unwrap();
    let number = rest.split(',').next().unwrap();
    let is_number = |c: char| c.is_ascii_digit() || c == '.';
    assert!(number.chars().all(is_number), "{number}");
}

#[test]
fn the_documents_are_there() {
    let documents = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "SECURITY.md",
    ];
    for document in documents.iter().chain(&[
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "deny.toml",
        "clippy.toml",
        ".ci/run",
    ]) {
        assert!(Path::new(&root()).join(document).is_file(), "{document}");
    }
}
