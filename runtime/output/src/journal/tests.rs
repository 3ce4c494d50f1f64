//! Which journals are followed, and which are refused for what.

use super::{Journal, JournalProblem, ManifestChange, Operation, Part};
use crate::trace::Trace;
use crate::{Digest, Entry, FilePath, Mode, Node, Owner, PathProfile};

fn path(text: &str) -> FilePath {
    FilePath::new(text, PathProfile::PosixUnit).unwrap()
}

fn entry(text: &str) -> Entry {
    Entry::known(path(text), Digest::of(b"new"), 3, Mode::new(true, false))
}

fn operation(number: u64, text: &str, old: Option<Trace>, is_new: bool) -> Operation {
    Operation {
        path: path(text),
        number,
        is_adopted: old.is_some() && number == 3,
        old,
        new: is_new.then(|| entry(text)),
    }
}

fn journal() -> Journal {
    let file = Trace::File {
        digest: Digest::of(b"old"),
        length: 3,
        mode: 0o4755,
    };
    let part = |stage: &str, owner| Part {
        owner,
        stage: stage.to_owned(),
        emptied: vec![path("gone/below"), path("gone")],
        made: vec![path("made"), path("made/below")],
        operations: vec![
            operation(0, r"made/below/b\x2d@:c", None, true),
            operation(2, "b", Some(file.clone()), true),
            operation(1, "gone/below/d", Some(file.clone()), false),
            operation(3, "e", Some(Trace::Link(Digest::of(b"target"))), true),
            operation(4, "f", Some(Trace::Special(Node::Fifo)), true),
        ],
        manifest: Some(ManifestChange {
            old: Some(Digest::of(b"manifest")),
            new: None,
        }),
    };
    let owner = Owner::new("shop", "systemd").unwrap();
    Journal {
        parts: vec![
            part(".stage-0123456789abcdef", Some(owner)),
            part(".stage-fedcba9876543210", None),
        ],
    }
}

/// Refuses the journal that comes of replacing `old` by `new`, with a digest
/// that fits.
#[track_caller]
fn refused(old: &str, new: &str) -> JournalProblem {
    let bytes = journal().to_bytes().unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let document = text.lines().next().unwrap();
    assert!(document.contains(old), "`{old}` is not in {document}");
    let document = document.replacen(old, new, 1);
    let digest = Digest::of(document.as_bytes());
    match Journal::parse(format!("{document}\n{digest}\n").as_bytes()) {
        Ok(_) => panic!("`{new}` is accepted"),
        Err(problem) => problem,
    }
}

#[test]
fn what_is_written_is_read() {
    for journal in [journal(), Journal::default()] {
        let bytes = journal.to_bytes().unwrap();
        assert_eq!(Journal::parse(&bytes).unwrap(), journal);
    }
}

#[test]
fn journal_is_followed_whole_or_not_at_all() {
    let bytes = journal().to_bytes().unwrap();
    for length in 0..bytes.len() {
        let torn = Journal::parse(&bytes[..length]);
        assert_eq!(torn, Err(JournalProblem::Torn), "{length}");
    }
    for at in 0..bytes.len() {
        let mut bytes = bytes.clone();
        bytes[at] ^= 1;
        assert_eq!(Journal::parse(&bytes), Err(JournalProblem::Torn), "{at}");
    }
    let more = [&bytes[..], b"\n"].concat();
    assert_eq!(Journal::parse(&more), Err(JournalProblem::Torn));
}

#[test]
fn another_version_is_told_as_such_whatever_it_has() {
    for new in ["\"schema\":2", "\"schema\":2,\"more\":{}"] {
        assert_eq!(refused("\"schema\":1", new), JournalProblem::Schema(2));
    }
}

#[test]
fn fields_are_exactly_those_of_a_journal() {
    for (old, new) in [
        ("{\"schema\"", "{\"more\":1,\"schema\""),
        ("\"schema\":1,", ""),
        ("\"number\":0", "\"number\":-1"),
        ("\"adopt\":false", "\"adopt\":0"),
        ("\"stage\":", "\"stages\":"),
    ] {
        let problem = refused(old, new);
        assert!(matches!(problem, JournalProblem::Json(_)), "{problem}");
    }
}

#[test]
fn path_that_no_export_can_have_written_is_refused() {
    for old in ["\"b\"", "\"gone/below\"", "\"made/below\""] {
        for new in [
            "",
            "../b",
            "/etc/passwd",
            "a//b",
            ".portcullis/x",
            "b\\u0000",
        ] {
            let problem = refused(old, &format!("\"{new}\""));
            assert!(matches!(problem, JournalProblem::Path(_)), "{problem}");
        }
    }
}

#[test]
fn names_of_stages_and_owners_are_checked() {
    for new in [
        "..",
        ".stage-",
        ".stage-0123456789ABCDEF",
        "shop",
        ".stage-fedcba9876543210",
    ] {
        let problem = refused(".stage-0123456789abcdef", new);
        assert!(matches!(problem, JournalProblem::Stage(_)), "{problem}");
    }
    let problem = refused("\"shop\"", "\"../shop\"");
    assert!(matches!(problem, JournalProblem::Owner(_)), "{problem}");
}

#[test]
fn operations_are_apart_and_do_something() {
    for (old, new) in [
        ("\"path\":\"b\"", "\"path\":\"e\""),
        ("\"number\":2", "\"number\":0"),
    ] {
        let problem = refused(old, new);
        assert!(matches!(problem, JournalProblem::Twice(_)), "{problem}");
    }
    let mut journal = journal();
    journal.parts[0].operations[1].old = None;
    journal.parts[0].operations[1].new = None;
    let problem = Journal::parse(&journal.to_bytes().unwrap());
    assert_eq!(problem, Err(JournalProblem::Nothing(path("b"))));
}

#[test]
fn things_are_read_as_they_are_written() {
    let digest = Digest::of(b"new").to_string();
    let problem = refused(&digest, &digest.to_uppercase());
    assert!(matches!(problem, JournalProblem::Digest(_)), "{problem}");
    for new in ["0777", "755", "00755"] {
        let problem = refused("\"mode\":\"0755\"", &format!("\"mode\":\"{new}\""));
        assert!(matches!(problem, JournalProblem::Mode(_)), "{problem}");
    }
    for (old, new) in [
        ("\"kind\":\"fifo\"", "\"kind\":\"directory\""),
        ("\"kind\":\"link\"", "\"kind\":\"file\""),
        ("\"kind\":\"file\"", "\"kind\":\"link\""),
    ] {
        let problem = refused(old, new);
        assert!(matches!(problem, JournalProblem::Kind(_)), "{problem}");
    }
}
