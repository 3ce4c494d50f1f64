//! What instantiating makes is counted before anything is compiled, by whatever name a
//! module is found.

use portcullis_host::{ErrorKind, Host, Limit};

use super::component;

/// A module of which an instance takes 1001.
fn wide(name: &str) -> String {
    let globals = "(global i32 (i32.const 0))".repeat(1_000);
    format!("(core module {name} {globals})")
}

/// Whether a component is refused for what it instantiates: another, so many times,
/// which instantiates the module `$found` ten times.
#[track_caller]
fn is_too_wide(before: &str, find: &str, times: usize) -> bool {
    let ten = "(core instance (instantiate $found))".repeat(10);
    let instances = "(instance (instantiate $ten))".repeat(times);
    let text = format!("{before} (component $ten {find} {ten}) {instances}");
    let screened = Host::screen("guest", &component(&text));
    match screened.as_ref().map_err(portcullis_host::Error::kind) {
        Ok(()) => false,
        Err(ErrorKind::Screen { limit, .. }) => *limit == Limit::Made,
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn a_module_counts_as_often_as_it_is_instantiated_by_whatever_name() {
    let (found, module) = (wide("$found"), wide("$module"));
    let exported = format!("{module} (export $exported \"m\" (core module $module))");
    for (before, find) in [
        ("", &found[..]),
        (&module, "(alias outer 1 $module (core module $found))"),
        (&exported, "(alias outer 1 $exported (core module $found))"),
    ] {
        assert!(!is_too_wide(before, find, 24), "{find:.60}");
        assert!(is_too_wide(before, find, 25), "{find:.60}");
    }
}

/// A survey goes on after it, and knows where it is.
#[test]
fn what_is_too_wide_is_the_one_reason_to_refuse_it() {
    let (module, ten) = (wide("$m"), "(core instance (instantiate $m))".repeat(300));
    let text = format!("{module} {ten} (core module (import \"a\" \"b\" (func))) (component)");
    let survey = Host::survey("guest", &component(&text));
    let said: Vec<_> = survey.refusals.iter().map(ToString::to_string).collect();
    let [one] = &said[..] else {
        panic!("{said:#?}")
    };
    assert!(
        one.contains("imports and definitions over all instances"),
        "{one}"
    );
}
