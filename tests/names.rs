//! Names that mean harm, class by class: each says what is to become of it, and
//! gets that verdict from the checks alone, and from the real host and a real
//! output directory together.
#![deny(
    dead_code,
    reason = "a class of names that no test looks at is a mistake"
)]

mod case;
mod classes;
mod guest;
mod reason;
mod written;

use std::collections::BTreeSet;

use portcullis_host::visible;
use portcullis_output::{File, FilePath, Mode, PathProfile, Plan};

use case::{Case, Verdict};
use classes::CLASSES;
use reason::Reason;

const PROFILES: [PathProfile; 2] = [PathProfile::Portable, PathProfile::PosixUnit];

/// Every case with the name of its class.
fn all() -> impl Iterator<Item = (&'static str, Case)> {
    let classes = CLASSES.iter();
    classes.flat_map(|class| (class.cases)().into_iter().map(|case| (class.name, case)))
}

/// Takes one name into the plan, as an export does.
fn accept(plan: &mut Plan, name: &[u8], profile: PathProfile) -> Result<File, (Reason, String)> {
    let text = std::str::from_utf8(name).map_err(|error| (Reason::NotUtf8, error.to_string()))?;
    let path = FilePath::new(text, profile)
        .map_err(|error| (Reason::from(error.kind()), error.to_string()))?;
    let file = File::new(path, name.to_vec(), Mode::new(false, false));
    plan.accept(&file)
        .map_err(|error| (Reason::from(error.kind()), error.to_string()))?;
    Ok(file)
}

/// Gives the verdict on the last name of a case; all before it are accepted.
fn judge(case: &Case, profile: PathProfile) -> (Verdict, String) {
    let mut plan = Plan::new();
    let (last, before) = case.names.split_last().unwrap();
    for name in before {
        accept(&mut plan, name, profile).unwrap_or_else(|why| panic!("{case:?}: {why:?}"));
    }
    match accept(&mut plan, last, profile) {
        Ok(file) => {
            assert_eq!(file.path().as_str().as_bytes(), last, "it was changed");
            (Verdict::Accepted, String::new())
        }
        Err((reason, text)) => (Verdict::Refused(reason), text),
    }
}

#[test]
fn each_name_gets_the_verdict_that_is_written_beside_it() {
    let mut wrong = Vec::new();
    for (class, case) in all() {
        for profile in PROFILES {
            let (found, text) = judge(&case, profile);
            if found != case.verdict(profile) {
                wrong.push(format!(
                    "{class}: {case:?} as {profile:?}: {found:?} {text}"
                ));
            }
        }
    }
    let shown = &wrong[..wrong.len().min(50)];
    assert!(
        wrong.is_empty(),
        "{} cases:\n{}",
        wrong.len(),
        shown.join("\n")
    );
}

#[test]
fn no_refusal_carries_what_a_terminal_would_obey() {
    for (class, case) in all() {
        let (_, text) = judge(&case, PathProfile::Portable);
        assert_eq!(visible(&text), text, "{class}");
        assert!(text.len() < 4096, "{class}: {text:?}");
    }
}

#[test]
fn there_are_as_many_names_as_each_class_promises() {
    let mut total = BTreeSet::new();
    for class in CLASSES {
        let cases: BTreeSet<_> = (class.cases)().into_iter().map(|case| case.names).collect();
        let count = cases.len();
        println!("{:<14} {count:>5}", class.name);
        assert!(count >= class.least, "{}: {count}", class.name);
        total.extend(cases);
    }
    println!("{:<14} {:>5}", "all", total.len());
    assert!(total.len() >= 14_000, "{}", total.len());
}

#[test]
fn each_reason_is_that_of_some_name() {
    let verdicts = all().flat_map(|(_, case)| PROFILES.map(|profile| case.verdict(profile)));
    let given: BTreeSet<_> = verdicts.collect();
    for reason in Reason::ALL {
        assert!(given.contains(&Verdict::Refused(*reason)), "{reason:?}");
    }
    assert!(given.contains(&Verdict::Accepted));
}
