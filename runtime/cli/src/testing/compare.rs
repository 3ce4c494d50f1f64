//! What was expected beside what was produced.

use std::collections::BTreeSet;

use super::case::{ERROR, EXPECTED, Expected, File, Files, PRIVATE, SAID};
use super::produce::Produced;
use crate::unified::{NOTHING, Side, Unified};

/// The differences, in words and as a unified diff.
#[derive(Debug, Default)]
pub(super) struct Comparison {
    reasons: Vec<String>,
    diff: Unified,
    is_refused: bool,
}

impl Comparison {
    pub(super) fn of(expected: &Expected, produced: &Produced) -> Self {
        let mut comparison = Self::default();
        match produced {
            Produced::Unusable(why) => comparison.refuse(why.clone()),
            Produced::Error(told) => comparison.error(expected, told),
            Produced::Files { files, said } => comparison.files(expected, files, said),
        }
        comparison
    }

    pub(super) fn is_equal(&self) -> bool {
        self.reasons.is_empty()
    }

    /// The reasons and the diff.
    pub(super) fn into_parts(self) -> (Vec<String>, String) {
        (self.reasons, self.diff.into_text())
    }

    /// Whether it may be accepted as it is. What fails where files were expected
    /// is never accepted unasked.
    pub(super) fn is_acceptable(&self) -> bool {
        !self.is_refused
    }

    fn refuse(&mut self, why: String) {
        self.reasons.push(why);
        self.is_refused = true;
    }

    fn error(&mut self, expected: &Expected, told: &str) {
        match &expected.error {
            Some(error) if error == told => {}
            Some(error) => {
                self.reasons.push(format!("{ERROR} is not what is told"));
                self.text(ERROR, Some(error), Some(told));
            }
            None => {
                let told = told.trim_end();
                self.refuse(format!(
                    "it fails with exit code {told}\nif that is meant, put an empty {ERROR} into \
                     the case and accept it with --bless"
                ));
            }
        }
    }

    fn files(&mut self, expected: &Expected, files: &Files, said: &str) {
        if expected.error.is_some() {
            let why = format!("it succeeds where {ERROR} stands; remove that file if it should");
            return self.refuse(why);
        }
        if files.is_empty() {
            return self.refuse("it gives no file".to_owned());
        }
        if expected.is_nothing() {
            let nothing =
                format!("nothing is expected yet: there is neither {EXPECTED} nor {ERROR}");
            self.reasons.push(nothing);
        }
        let paths: BTreeSet<_> = expected.files.keys().chain(files.keys()).collect();
        for path in paths {
            self.file(path, expected.files.get(path), files.get(path));
        }
        if expected.said != said {
            self.reasons.push(format!("{SAID} is not what is said"));
            let whole = |text: &'_ str| (!text.is_empty()).then(|| text.to_owned());
            let (old, new) = (whole(&expected.said), whole(said));
            self.text(SAID, old.as_deref(), new.as_deref());
        }
    }

    fn file(&mut self, path: &str, expected: Option<&File>, produced: Option<&File>) {
        match (expected, produced) {
            (Some(one), Some(other)) => {
                if one.content != other.content {
                    self.reasons.push(format!("`{path}` is another"));
                }
                self.mode(path, one, other);
            }
            (Some(_), None) => self.reasons.push(format!("`{path}` is missing")),
            (None, Some(_)) => self.reasons.push(format!("`{path}` is not expected")),
            (None, None) => {}
        }
        let bytes = |file: Option<&File>| file.map(|file| file.content.clone());
        self.content(path, bytes(expected), bytes(produced));
    }

    fn mode(&mut self, path: &str, expected: &File, produced: &File) {
        let is = |yes: bool| if yes { "is" } else { "is not" };
        if expected.is_executable != produced.is_executable {
            self.reasons.push(format!(
                "`{path}` {} executable, and in {EXPECTED} it {}",
                is(produced.is_executable),
                is(expected.is_executable)
            ));
        }
        if expected.is_private != produced.is_private {
            let listed = is(expected.is_private);
            self.reasons.push(format!(
                "`{path}` {} private, and it {listed} in {PRIVATE}",
                is(produced.is_private)
            ));
        }
    }

    fn content(&mut self, path: &str, expected: Option<Vec<u8>>, produced: Option<Vec<u8>>) {
        if expected == produced {
            return;
        }
        let place = format!("{EXPECTED}/{path}");
        let texts = [expected, produced].map(|bytes| bytes.map(String::from_utf8));
        match texts {
            [Some(Err(_)), _] | [_, Some(Err(_))] => {
                self.diff.add(&format!("binary files {place} differ\n"));
            }
            [old, new] => {
                let [old, new] = [old, new].map(|text| text.and_then(Result::ok));
                self.text(&place, old.as_deref(), new.as_deref());
            }
        }
    }

    fn text(&mut self, place: &str, expected: Option<&str>, produced: Option<&str>) {
        let header = |side: &str, text: Option<&str>| match text {
            Some(_) => format!("{side}/{place}"),
            None => NOTHING.to_owned(),
        };
        if self.diff.is_full(place) {
            return;
        }
        let (old, new) = (header("a", expected), header("b", produced));
        let diff = self
            .diff
            .search(Side::new(&old, expected), Side::new(&new, produced));
        self.diff.add(&diff);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expecting(error: Option<&str>) -> Expected {
        Expected {
            error: error.map(str::to_owned),
            ..Expected::default()
        }
    }

    #[test]
    fn what_cannot_be_relied_on_is_never_accepted() {
        for expected in [expecting(None), expecting(Some("")), expecting(Some("x"))] {
            let produced = Produced::Unusable("it is not deterministic".to_owned());
            let comparison = Comparison::of(&expected, &produced);
            assert!(!comparison.is_equal() && !comparison.is_acceptable());
        }
    }

    #[test]
    fn an_error_is_acceptable_where_one_is_expected_and_nowhere_else() {
        let produced = Produced::Error("5\nerror: no\n".to_owned());
        for (error, is_acceptable) in [(None, false), (Some(""), true)] {
            let comparison = Comparison::of(&expecting(error), &produced);
            assert!(!comparison.is_equal());
            assert_eq!(comparison.is_acceptable(), is_acceptable);
        }
        let expected = expecting(Some("5\nerror: no\n"));
        assert!(Comparison::of(&expected, &produced).is_equal());
    }

    #[test]
    fn bytes_that_are_no_text_are_compared_too() {
        let file = |content: &[u8]| File {
            content: content.to_vec(),
            is_executable: false,
            is_private: false,
        };
        let one = |content: &[u8]| Files::from([("a".to_owned(), file(content))]);
        let expected = Expected {
            files: one(b"\xff"),
            ..Expected::default()
        };
        let of = |content: &[u8]| {
            let (files, said) = (one(content), String::new());
            Comparison::of(&expected, &Produced::Files { files, said })
        };
        assert!(of(b"\xff").is_equal());
        assert_eq!(of(b"\xfe").diff.text(), "binary files expected/a differ\n");
    }
}
