//! Paths alone and in sets: one name a line.
#![no_main]

use std::path::{Component, Path};

use libfuzzer_sys::fuzz_target;
use portcullis_fuzz::is_safe_to_show;
use portcullis_output::{
    COMPONENT_BYTES, COMPONENTS, File, FilePath, Mode, PATH_BYTES, PathProfile, Plan,
};

fuzz_target!(|text: &str| {
    for profile in [PathProfile::Portable, PathProfile::PosixUnit] {
        let paths: Vec<_> = text
            .split('\n')
            .filter_map(|name| path(name, profile))
            .collect();
        let accepted = set(&paths);
        let reversed: Vec<_> = accepted.iter().rev().cloned().collect();
        assert_eq!(set(&reversed).len(), accepted.len(), "the order decides");
        accepted.iter().for_each(|one| stands_apart(one, &accepted));
    }
});

/// Accepts a name, or shows why not.
fn path(name: &str, profile: PathProfile) -> Option<FilePath> {
    match FilePath::new(name, profile) {
        Ok(path) => {
            assert_eq!(path.as_str(), name, "it was changed");
            is_contained(name);
            let again = FilePath::new(name, PathProfile::PosixUnit);
            assert!(again.is_ok(), "the wider profile refuses it");
            Some(path)
        }
        Err(error) => {
            assert!(is_safe_to_show(&error.to_string()), "{error:?}");
            None
        }
    }
}

/// The limits hold, and the path leads down and nowhere else.
fn is_contained(name: &str) {
    // White space of any width may be in a name: it moves and hides nothing.
    let spaced = name.replace(char::is_whitespace, " ");
    assert!(name.len() <= PATH_BYTES && is_safe_to_show(&spaced));
    assert!(!name.contains(char::is_control) && !name.contains(['\u{2028}', '\u{2029}']));
    let components: Vec<_> = Path::new(name).components().collect();
    assert!(components.len() <= COMPONENTS);
    assert_eq!(components.len(), name.split('/').count());
    for component in components {
        let Component::Normal(name) = component else {
            panic!("{component:?}")
        };
        assert!(name.len() <= COMPONENT_BYTES);
    }
}

/// Plans what can stand together. A refusal leaves the plan as it was.
fn set(paths: &[FilePath]) -> Vec<FilePath> {
    let mut plan = Plan::new();
    for path in paths {
        let file = File::new(path.clone(), Vec::new(), Mode::new(false, false));
        let before = plan.entries().len();
        if let Err(error) = plan.accept(&file) {
            assert!(is_safe_to_show(&error.to_string()), "{error:?}");
            assert_eq!(plan.entries().len(), before);
            assert_eq!(plan.accept(&file), Err(error));
        }
    }
    plan.entries()
        .iter()
        .map(|entry| entry.path().clone())
        .collect()
}

/// No other file has this path, in whatever case, or needs it as a directory.
fn stands_apart(one: &FilePath, all: &[FilePath]) {
    let lower = one.as_str().to_lowercase();
    let same = all
        .iter()
        .filter(|other| other.as_str().to_lowercase() == lower);
    assert_eq!(same.count(), 1);
    let below = format!("{lower}/");
    assert!(
        !all.iter()
            .any(|other| other.as_str().to_lowercase().starts_with(&below))
    );
}
