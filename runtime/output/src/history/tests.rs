//! Which histories are read, and how one grows.

use std::num::NonZeroUsize;

use super::{History, HistoryProblem};
use crate::{Digest, Owner};

fn history(generations: &[&[u8]]) -> History {
    History {
        owner: Owner::new("shop", "runit").unwrap(),
        generations: generations.iter().map(|text| Digest::of(text)).collect(),
        keep: NonZeroUsize::new(2).unwrap(),
        is_removed: false,
    }
}

#[test]
fn what_is_written_is_read() {
    for history in [history(&[]), history(&[b"1", b"2"])] {
        let bytes = history.to_json().unwrap();
        assert_eq!(History::parse(&bytes), Ok(history));
    }
}

#[test]
fn what_is_not_exactly_a_history_is_refused() {
    let text = String::from_utf8(history(&[b"1", b"2"]).to_json().unwrap()).unwrap();
    let one = Digest::of(b"1").to_string();
    for (old, new) in [
        ("{", ""),
        ("\"removed\":false", "\"removed\":0"),
        ("\"keep\":2", "\"keep\":0"),
        ("\"removed\":false", "\"removed\":false,\"more\":1"),
        ("shop", "../shop"),
        (&*one, &one[1..]),
        (&*one, &*Digest::of(b"2").to_string()),
    ] {
        let problem = History::parse(text.replacen(old, new, 1).as_bytes()).unwrap_err();
        assert!(
            matches!(problem, HistoryProblem::Unreadable(_)),
            "{new}: {problem}"
        );
    }
    let later = History::parse(br#"{"schema":2,"more":1}"#);
    assert_eq!(later, Err(HistoryProblem::Schema(2)));
}

#[test]
fn the_newest_are_kept_in_the_order_in_which_they_were_current() {
    let mut grown = history(&[]);
    for text in [&b"1"[..], b"2", b"1", b"3"] {
        grown.push(Digest::of(text));
        grown.trim();
    }
    assert_eq!(grown, history(&[b"1", b"3"]));
    assert_eq!(grown.before(Digest::of(b"3")), Some(Digest::of(b"1")));
    assert_eq!(grown.before(Digest::of(b"1")), None);
    assert_eq!(grown.before(Digest::of(b"2")), None);
}
