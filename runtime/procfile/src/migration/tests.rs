//! Which files are read otherwise elsewhere, and which are not.

use crate::{EnvFile, Procfile};

fn of_env(text: &str) -> Vec<String> {
    let warnings = EnvFile::parse(".env", text).unwrap().warnings();
    warnings.iter().map(ToString::to_string).collect()
}

fn of_procfile(text: &str) -> Vec<String> {
    let warnings = Procfile::parse("Procfile", text).unwrap().warnings();
    warnings.iter().map(ToString::to_string).collect()
}

#[test]
fn what_everyone_reads_alike_is_not_warned_of() {
    let text = "# it's a comment\nA=b\nDATABASE_URL=postgres://u:p@h/d?x=1\nB='c  d'\nC=\"e\"\n\n";
    assert_eq!(of_env(text), [""; 0]);
    assert_eq!(of_procfile("# a\nweb: a # b\r\nmy-worker:b\n"), [""; 0]);
}

#[test]
fn values_that_a_peer_reads_otherwise_are_named_with_both_readings() {
    assert_eq!(
        of_env("A=b\nB=a  b\nC=\"a\\tb\"\n"),
        [
            ".env:2: variable `B` is read as `ab` by honcho, as `a  b` here",
            ".env:3: variable `C` is read as `atb` by foreman, as `a\\tb` here",
        ]
    );
}

#[test]
fn variables_that_a_peer_does_not_see_are_named() {
    assert_eq!(
        of_env("export A=b\nB=\n"),
        [
            ".env:1: variable `A` is read not at all by honcho, as `b` here",
            ".env:1: variable `A` is read not at all by foreman, as `b` here",
            ".env:2: variable `B` is read not at all by honcho, as `` here",
        ]
    );
}

#[test]
fn variables_that_only_a_peer_sees_are_named() {
    assert_eq!(
        of_env("A='\nB=c\n'\n"),
        [
            ".env:1: honcho stops here: No closing quotation",
            ".env:1: variable `A` is read as `'` by foreman, as `\\nB=c\\n` here",
            ".env:2: variable `B` is read as `c` by foreman, not at all here",
        ]
    );
}

#[test]
fn a_variable_given_again_is_named() {
    assert_eq!(
        of_env("A=b\nA=c\nA=d\n"),
        [
            ".env:2: variable `A` is given again; the value on line 1 is not used",
            ".env:3: variable `A` is given again; the value on line 2 is not used",
        ]
    );
}

#[test]
fn a_byte_order_mark_hides_the_first_line_from_the_peers() {
    assert_eq!(
        of_procfile("\u{feff}web: a\nworker: b\n"),
        [
            "Procfile:1: process type `web` is read not at all by honcho, as `a` here",
            "Procfile:1: process type `web` is read not at all by foreman, as `a` here",
        ]
    );
    assert_eq!(of_env("\u{feff}A=b\nB=c\n").len(), 2);
}

#[test]
fn white_space_around_commands_is_warned_of() {
    assert_eq!(
        of_procfile("web:\u{a0}a\nworker: b \n"),
        [
            "Procfile:1: process type `web` is read as `\\u{a0}a` by foreman, as `a` here",
            "Procfile:2: command of process type `worker` ends with white space, which is kept",
        ]
    );
}
