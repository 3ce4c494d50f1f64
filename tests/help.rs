//! What the command line says of itself, as it was when it was last looked at.

use std::{env, fs};

use crate::harness::{App, root};

const COMMANDS: [&[&str]; 21] = [
    &[],
    &["export"],
    &["status"],
    &["rollback"],
    &["remove"],
    &["check"],
    &["exporters"],
    &["inspect"],
    &["test"],
    &["verify-receipt"],
    &["new"],
    &["build"],
    &["cache"],
    &["cache", "show"],
    &["cache", "clear"],
    &["templates"],
    &["templates", "list"],
    &["templates", "show"],
    &["templates", "eject"],
    &["completions"],
    &["man"],
];

/// The help of a command, the long one or the short one.
fn help(command: &[&str], option: &str) -> String {
    let app = App::empty();
    let run = app.run(&[command, &[option]].concat());
    run.succeeds().writes_nothing();
    assert_eq!(run.stderr, "");
    run.text().to_owned()
}

#[test]
fn help_is_as_it_was_accepted() {
    let mut changed = Vec::new();
    for command in COMMANDS {
        let name = [&["portcullis"], command].concat().join("-");
        let path = root().join(format!("tests/cases/help/{name}.txt"));
        let text = help(command, "--help");
        if env::var_os("BLESS").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &text).unwrap();
        }
        if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
            changed.push(format!("{}\n{text}", path.display()));
        }
    }
    assert!(
        changed.is_empty(),
        "{}\nIf this is right: ./justw bless",
        changed.join("\n\n")
    );
}

#[test]
fn help_fits_into_eighty_columns() {
    for command in COMMANDS {
        for option in ["-h", "--help"] {
            for line in help(command, option).lines() {
                assert!(line.chars().count() <= 80, "{command:?} {option}: {line}");
            }
        }
    }
}

#[test]
fn help_in_one_line_has_no_final_period() {
    for command in COMMANDS {
        let text = help(command, "-h");
        // What is not indented is a heading, or a sentence under the options.
        let described = text.lines().filter(|line| line.starts_with(' '));
        for line in text.lines().take(1).chain(described) {
            assert!(
                !line.ends_with('.') || line.ends_with("..."),
                "{command:?}: {line}"
            );
        }
    }
}

#[test]
fn the_exit_codes_are_documented() {
    let text = help(&[], "--help");
    for code in 0..=9 {
        let is_listed = |line: &str| line.trim_start().starts_with(&format!("{code}  "));
        assert!(text.lines().any(is_listed), "{code} in {text}");
    }
}

#[test]
fn the_version_is_that_of_the_workspace() {
    let run = App::empty().run(&["--version"]);
    run.succeeds()
        .stdout_is(&format!("portcullis {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_manual_page_is_one() {
    let run = App::empty().run(&["man"]);
    run.succeeds().writes_nothing();
    for text in [".TH portcullis", ".SH NAME", ".SH SYNOPSIS", "export"] {
        run.stdout_contains(text);
    }
}

#[test]
fn each_page_that_a_page_refers_to_is_there() {
    let app = App::empty();
    let mut seen = Vec::new();
    let mut next = vec!["portcullis".to_owned()];
    while let Some(page) = next.pop() {
        let run = match page.strip_prefix("portcullis-") {
            None => app.run(&["man"]),
            Some(command) => app.run(&["man", command]),
        };
        let version = env!("CARGO_PKG_VERSION");
        let title = format!(".TH {page} 1  \"{page} {version}\"");
        run.succeeds().stdout_contains(&title);
        let text = run.text().replace('\\', "");
        let words = text.split_whitespace();
        let named = words.filter_map(|word| word.strip_suffix("(1)"));
        next.extend(named.map(str::to_owned));
        seen.push(page);
    }
    assert_eq!(seen.len(), COMMANDS.len(), "{seen:?}");
}

#[test]
fn the_page_of_a_subcommand_is_found_by_its_words_and_by_its_name() {
    let app = App::empty();
    for name in ["cache-show", "cache show", "portcullis-cache-show"] {
        app.run(&["man", name])
            .succeeds()
            .stdout_contains(".TH portcullis-cache-show 1");
    }
    let run = app.run(&["man", "cache shwo"]);
    run.fails_with(2)
        .stderr_contains("did you mean `cache-show`?");
    let run = App::empty().run(&["man", "exprot"]);
    run.fails_with(2).stdout_is("").stderr_contains("exprot");
}

#[test]
fn there_are_completions_for_every_shell() {
    for (shell, text) in [
        ("bash", "-F _portcullis portcullis"),
        ("zsh", "#compdef portcullis"),
        ("fish", "--command portcullis"),
        ("elvish", "edit:completion"),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        let run = App::empty().run(&["completions", shell]);
        run.succeeds()
            .writes_nothing()
            .stdout_contains(text)
            .stdout_contains("PORTCULLIS_COMPLETE");
    }
}

#[test]
fn the_built_in_exporters_are_listed_with_origin_version_and_digest() {
    let app = App::empty();
    let run = app.run(&["exporters"]);
    run.succeeds().writes_nothing();
    let listed = app.run(&["exporters", "--json"]);
    let listed: Vec<serde_json::Value> = serde_json::from_str(listed.succeeds().text()).unwrap();
    let exporters = portcullis_bundle::families()
        .iter()
        .flat_map(portcullis_bundle::Family::exporters);
    let names: Vec<_> = listed
        .iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, exporters.copied().collect::<Vec<_>>());
    for row in &listed {
        for key in ["origin", "version", "sha256", "summary"] {
            assert!(
                row[key].as_str().is_some_and(|text| !text.is_empty()),
                "{key} of {row}"
            );
        }
        assert_eq!(row["sha256"].as_str().unwrap().len(), 64);
        run.stdout_contains(row["name"].as_str().unwrap());
    }
}

#[test]
fn colours_are_for_terminals_or_on_demand() {
    let app = App::new("web\n");
    let is_coloured = |args: &[&str]| app.run(args).stderr.contains('\u{1b}');
    assert!(!is_coloured(&["check"]));
    assert!(!is_coloured(&["check", "--color", "never"]));
    assert!(is_coloured(&["check", "--color", "always"]));
}
