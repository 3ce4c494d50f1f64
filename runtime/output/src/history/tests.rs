//! Which histories are read, and how one grows.

use super::{History, HistoryProblem};
use crate::{Digest, Owner};

fn digests(texts: &[&[u8]]) -> Vec<Digest> {
    texts.iter().map(|text| Digest::of(text)).collect()
}

fn history(generations: &[&[u8]]) -> History {
    History {
        owner: Owner::new("shop", "runit").unwrap(),
        generations: digests(generations),
        next: Vec::new(),
        is_removed: false,
    }
}

#[test]
fn what_is_written_is_read() {
    let next = History {
        next: digests(&[b"2", b"3"]),
        ..history(&[b"1", b"2"])
    };
    for history in [history(&[]), history(&[b"1", b"2"]), next] {
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
        ("\"next\":[]", "\"next\":[\"1\"]"),
        (",\"next\":[]", ""),
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
fn what_is_next_is_there_as_soon_as_the_link_leads_to_its_last() {
    let next = History {
        next: digests(&[b"2", b"3"]),
        ..history(&[b"1", b"2"])
    };
    let [one, two, three] = [b"1", b"2", b"3"].map(|text| Digest::of(text));
    for current in [None, Some(one), Some(two)] {
        let settled = next.clone().settled(current);
        assert_eq!(settled, (history(&[b"1", b"2"]), vec![three]));
    }
    let settled = next.settled(Some(three));
    assert_eq!(settled, (history(&[b"2", b"3"]), vec![one]));
    let settled = history(&[b"1"]).settled(Some(one));
    assert_eq!(settled, (history(&[b"1"]), Vec::new()));
}

#[test]
fn generations_are_in_the_order_in_which_they_were_current() {
    let mut grown = history(&[]);
    for text in [&b"1"[..], b"2", b"1", b"3"] {
        grown.push(Digest::of(text));
    }
    assert_eq!(grown, history(&[b"2", b"1", b"3"]));
    assert_eq!(grown.before(Digest::of(b"3")), Some(Digest::of(b"1")));
    assert_eq!(grown.before(Digest::of(b"2")), None);
    assert_eq!(grown.before(Digest::of(b"4")), None);
}
