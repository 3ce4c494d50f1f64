//! The same names by way of the real host, from a guest that returns them, and
//! onto a real file system: what is refused leaves nothing, what is accepted is
//! written as it is, and nothing else changes.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use portcullis_host::{Component, Host, Limits, Output};
use portcullis_output::{
    File, FilePath, Mode, OutputDir, Owner, PathProfile, Plan, ambient_authority,
};
use portcullis_procfile::{Application, Procfile};
use tempfile::TempDir;

use super::case::{Case, Verdict};
use super::classes::{CLASSES, Class};
use super::reason::Reason;
use super::{PROFILES, accept, guest};
use crate::harness::{Tree, ordinary};

/// A file that comes before each refused name, so that there is something to
/// take back.
const GOOD: &[u8] = b"good";

/// The exporter, and an output directory among what nothing may touch.
struct Place {
    component: Component,
    application: Application,
    space: TempDir,
}

impl Place {
    fn new() -> Self {
        let host = Host::with_manual_ticks().unwrap();
        let procfile = Procfile::parse("Procfile", "web: ./serve").unwrap();
        let application = Application::builder("shop").root("/srv/shop");
        let place = Self {
            component: host.load("names", &guest::component()).unwrap(),
            application: application.build(&procfile).unwrap(),
            space: tempfile::tempdir().unwrap(),
        };
        place.surround();
        place
    }

    /// What a name that got out would meet: the same names one level up and
    /// beside.
    fn surround(&self) {
        for folder in ["out", "a", "etc", "b/c"] {
            fs::create_dir_all(self.space.path().join(folder)).unwrap();
        }
        for file in ["good", "passwd", "etc/passwd", "a/b", "b/c/d", "x"] {
            fs::write(self.space.path().join(file), "precious").unwrap();
        }
        symlink("etc", self.space.path().join("link")).unwrap();
    }

    fn out(&self) -> PathBuf {
        self.space.path().join("out")
    }

    /// Exports files of these names, as the command does.
    fn export(&self, names: &[&[u8]], profile: PathProfile) -> Result<(), Reason> {
        let overrides = guest::overrides(names.iter().copied());
        let limits = Limits::default();
        let export = self
            .component
            .export("x", &self.application, &overrides, &limits);
        let dir = OutputDir::open_existing(&self.out(), ambient_authority()).unwrap();
        let mut stage = dir.stage_for(&Owner::new("shop", "x").unwrap()).unwrap();
        let mut plan = Plan::new();
        for output in export.unwrap() {
            let file = match output {
                Ok(Output::File(file)) => file,
                Ok(Output::Diagnostic(diagnostic)) => panic!("{diagnostic:?}"),
                Err(error) if error.to_string().contains("utf-8") => return Err(Reason::NotUtf8),
                Err(error) => panic!("{error}"),
            };
            let path =
                FilePath::new(&file.path, profile).map_err(|error| Reason::from(error.kind()))?;
            let file = File::new(path, file.content, Mode::new(false, false));
            plan.accept(&file)
                .map_err(|error| Reason::from(error.kind()))?;
            stage.write(&file).unwrap();
        }
        stage.publish(&plan).unwrap();
        Ok(())
    }

    /// Exports names that are accepted, and looks at every file.
    fn writes(&self, names: &[&[u8]], profile: PathProfile, class: &str) {
        self.export(names, profile)
            .unwrap_or_else(|reason| panic!("{class}: {reason:?}"));
        let found = Tree::of(&self.out());
        let files = found.files().into_iter();
        let files: BTreeMap<_, _> = files
            .map(|path| (path.as_bytes(), found.entry(path)))
            .collect();
        assert_eq!(files.len(), names.len(), "{class}: {:?}", files.keys());
        for name in names {
            let file = files
                .get(name)
                .unwrap_or_else(|| panic!("{class}: {name:?}"));
            assert_eq!((file.kind, file.mode), ("file", 0o644), "{class}: {name:?}");
            assert_eq!(file.content, *name, "{class}");
        }
        fs::remove_dir_all(self.out()).unwrap();
        fs::create_dir(self.out()).unwrap();
    }

    /// Exports a set whose last name is refused, and finds nothing.
    fn refuses(&self, case: &Case, profile: PathProfile, reason: Reason) {
        let mut names: Vec<&[u8]> = case.names.iter().map(Vec::as_slice).collect();
        if names.len() == 1 {
            names.insert(0, GOOD);
        }
        let found = self.export(&names, profile);
        assert_eq!(found, Err(reason), "{case:?} as {profile:?}");
        let left = fs::read_dir(self.out()).unwrap().next();
        assert!(left.is_none(), "{case:?} as {profile:?}: {left:?}");
    }

    /// Writes and refuses the names of a class: all of them as portable names,
    /// and as names of units those of which that profile judges otherwise.
    fn class(&self, class: &Class, profile: PathProfile) {
        let before = Tree::of(self.space.path());
        let cases = (class.cases)();
        let mut good = Vec::new();
        for case in cases.iter().filter(|case| is_to_be_run(case, profile)) {
            match case.verdict(profile) {
                Verdict::Accepted => good.push(case),
                Verdict::Refused(reason) => self.refuses(case, profile, reason),
            }
        }
        for names in batches(&good, profile) {
            self.writes(&names, profile, class.name);
        }
        let mut after = Tree::of(self.space.path());
        // The output directory was made anew, and is as empty as it was.
        after
            .0
            .insert("out".to_owned(), before.entry("out").clone());
        before.is_still(&after, class.name);
    }
}

fn is_to_be_run(case: &Case, profile: PathProfile) -> bool {
    let portable = PathProfile::Portable;
    profile == portable || case.verdict(profile) != case.verdict(portable)
}

/// Good names, put together into as few exports as have no clash in them: each
/// export waits for the disk.
fn batches<'a>(cases: &[&'a Case], profile: PathProfile) -> Vec<Vec<&'a [u8]>> {
    let mut batches: Vec<(Plan, Vec<&[u8]>)> = Vec::new();
    for case in cases {
        let joins = |plan: &mut Plan| match &case.names[..] {
            [name] => accept(plan, name, profile).is_ok(),
            _ => false,
        };
        let names = case.names.iter().map(Vec::as_slice);
        match batches
            .iter_mut()
            .find_map(|(plan, all)| joins(plan).then_some(all))
        {
            Some(all) => all.extend(names),
            None => {
                let mut plan = Plan::new();
                let names: Vec<_> = names.collect();
                for name in &names {
                    accept(&mut plan, name, profile).unwrap();
                }
                batches.push((plan, names));
            }
        }
    }
    batches.into_iter().map(|(_, names)| names).collect()
}

#[test]
fn each_name_from_a_guest_is_written_or_refused_as_its_verdict_says() {
    let place = Place::new();
    for class in CLASSES {
        for profile in PROFILES {
            place.class(class, profile);
        }
    }
}

#[test]
fn the_same_holds_for_an_ordinary_user() {
    let this = "names::written::each_name_from_a_guest_is_written_or_refused_as_its_verdict_says";
    ordinary::test_again(this);
}
