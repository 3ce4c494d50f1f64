//! What is a formation and what is not.

use super::*;

fn procfile(names: &[&str]) -> Procfile {
    let text: String = names.iter().map(|name| format!("{name}: x\n")).collect();
    Procfile::parse("Procfile", &text).unwrap()
}

#[track_caller]
fn gives(text: &str, expected: &[u32]) {
    let formation = Formation::parse(text).unwrap();
    let counts = formation.counts(&procfile(&["web", "worker", "clock"]));
    assert_eq!(counts.unwrap(), expected, "{text:?}");
}

#[track_caller]
fn fails(errors: &Errors, expected: &[(u32, ErrorKind)]) {
    let found: Vec<_> = errors
        .iter()
        .map(|error| (error.column(), error.kind().clone()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn unlisted_process_types_have_one_instance() {
    gives("web=2", &[2, 1, 1]);
    gives("web=2,worker=3", &[2, 3, 1]);
    let counts = Formation::default().counts(&procfile(&["web", "worker"]));
    assert_eq!(counts.unwrap(), [1, 1]);
}

#[test]
fn all_stands_for_what_is_not_listed_wherever_it_stands() {
    gives("all=3", &[3, 3, 3]);
    gives("all=0,web=2", &[2, 0, 0]);
    gives("web=2,all=0", &[2, 0, 0]);
}

#[test]
fn white_space_around_items_does_not_count() {
    gives(" web=2, worker=0\t", &[2, 0, 1]);
}

#[test]
fn counts_are_bounded() {
    gives("web=10000", &[MAX_INSTANCES, 1, 1]);
    for count in ["10001", "4294967296", "99999999999999999999"] {
        fails(
            &Formation::parse(&format!("web={count}")).unwrap_err(),
            &[(5, ErrorKind::CountTooLarge(count.to_owned()))],
        );
    }
}

#[test]
fn what_is_no_item_is_refused_where_it_goes_wrong() {
    for (text, column, kind) in [
        ("", 1, ErrorKind::EmptyFormationItem),
        ("web=1,", 7, ErrorKind::EmptyFormationItem),
        ("web=1, ,db=1", 8, ErrorKind::EmptyFormationItem),
        ("web=1, db", 8, ErrorKind::MissingCount("db".to_owned())),
        ("=1", 1, ErrorKind::EmptyFormationName),
        ("web.1=1", 4, ErrorKind::ProcessTypeCharacter('.')),
        ("web =1", 4, ErrorKind::ProcessTypeCharacter(' ')),
        ("web=", 5, ErrorKind::CountNotANumber(String::new())),
        ("web=two", 5, ErrorKind::CountNotANumber("two".to_owned())),
        ("web=1.5", 5, ErrorKind::CountNotANumber("1.5".to_owned())),
        ("web=+1", 5, ErrorKind::CountNotANumber("+1".to_owned())),
        ("web= 1", 5, ErrorKind::CountNotANumber(" 1".to_owned())),
        ("é=1", 1, ErrorKind::ProcessTypeCharacter('é')),
        ("web=-1", 5, ErrorKind::NegativeCount("-1".to_owned())),
        (
            "web=1,web=2",
            7,
            ErrorKind::RepeatedInFormation("web".to_owned()),
        ),
        (
            "all=1,all=2",
            7,
            ErrorKind::RepeatedInFormation("all".to_owned()),
        ),
    ] {
        fails(&Formation::parse(text).unwrap_err(), &[(column, kind)]);
    }
}

#[test]
fn all_errors_are_reported_with_the_text_as_their_source() {
    let errors = Formation::parse("web=x, db").unwrap_err();
    assert_eq!(
        errors.to_string(),
        "formation:1:5: count `x` is not a whole number\n\
         formation:1:8: no `=` in the formation item `db`"
    );
    let first = errors.iter().next().unwrap();
    assert_eq!(first.snippet().to_string(), "  |\n1 | web=x, db\n  |     ^");
}

#[test]
fn an_unknown_name_is_refused_with_the_nearest_one() {
    let formation = Formation::parse("wbe=2,redis=1").unwrap();
    let errors = formation.counts(&procfile(&["web", "worker"])).unwrap_err();
    let unknown = |name: &str, suggestion: Option<&str>| ErrorKind::UnknownProcessType {
        name: name.to_owned(),
        suggestion: suggestion.map(str::to_owned),
    };
    fails(
        &errors,
        &[
            (1, unknown("wbe", Some("web"))),
            (7, unknown("redis", None)),
        ],
    );
    let hints: Vec<_> = errors.iter().map(crate::Error::hint).collect();
    assert_eq!(hints, [Some("did you mean `web`?".to_owned()), None]);
}

#[test]
fn a_formation_that_runs_nothing_is_refused() {
    for text in ["all=0", "web=0"] {
        let formation = Formation::parse(text).unwrap();
        let errors = formation.counts(&procfile(&["web"])).unwrap_err();
        fails(&errors, &[(1, ErrorKind::NothingRuns)]);
        assert!(formation.counts(&procfile(&["web", "all2"])).is_ok() == (text == "web=0"));
    }
}

#[test]
fn all_is_ambiguous_where_a_process_type_has_that_name() {
    let formation = Formation::parse("web=1,all=2").unwrap();
    let errors = formation.counts(&procfile(&["web", "all"])).unwrap_err();
    fails(&errors, &[(7, ErrorKind::AmbiguousAll)]);
    let formation = Formation::parse("web=2").unwrap();
    let counts = formation.counts(&procfile(&["web", "all"]));
    assert_eq!(counts.unwrap(), [2, 1]);
}
