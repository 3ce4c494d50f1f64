//! What is told of the cases, to people and to programs.

use std::fmt::Write as _;

use portcullis_host::visible;
use serde_json::{Value, json};

use super::{Summary, Tested, Verdict};
use crate::export::show::colored;
use crate::words::counted;
use crate::{style, usage};

impl Summary {
    pub(crate) fn to_text(&self) -> String {
        let names = self.cases.iter().map(|case| case.name.chars().count());
        let width = names.max().unwrap_or_default();
        let mut text = String::new();
        for case in &self.cases {
            text += &case.to_text(width);
        }
        let _ = writeln!(text, "{}", self.count());
        text
    }

    fn count(&self) -> String {
        let count = |is_it: fn(&Verdict) -> bool| {
            let cases = self.cases.iter();
            cases.filter(|case| is_it(&case.verdict)).count()
        };
        let parts = [
            (count(|v| *v == Verdict::Passed), "passed"),
            (count(|v| matches!(v, Verdict::Blessed(_))), "accepted"),
            (self.failed(), "failed"),
        ];
        let parts = parts.iter().filter(|(count, _)| *count > 0);
        let parts: Vec<_> = parts.map(|(n, word)| format!("{n} {word}")).collect();
        let cases = counted(self.cases.len(), "case", "cases");
        let parts = parts.join(", ");
        let (name, version) = (visible(&self.name), visible(&self.version));
        format!("{cases} of {name} {version}: {parts}")
    }

    pub(crate) fn to_json(&self) -> Value {
        json!({
            "component": {
                "file": self.file.display().to_string(),
                "name": self.name,
                "version": self.version,
                "sha256": self.sha256,
            },
            "passed": self.cases.len() - self.failed(),
            "failed": self.failed(),
            "cases": self.cases.iter().map(Tested::to_json).collect::<Vec<_>>(),
        })
    }
}

impl Tested {
    fn to_text(&self, width: usize) -> String {
        let (word, style) = match &self.verdict {
            Verdict::Passed => ("ok", style::ADDED),
            Verdict::Blessed(_) => ("accepted", style::WARNING),
            Verdict::Failed(_) => ("FAILED", style::ERROR),
        };
        let name = visible(&self.name);
        let files = match self.record.is_some() {
            false => String::new(),
            true => counted(self.files, "file", "files"),
        };
        let line = format!("{name:width$}  {files}");
        let mut text = format!("{style}{word:<8}{style:#} {}\n", line.trim_end());
        for reason in self.verdict.reasons() {
            for line in reason.lines() {
                let _ = writeln!(text, "    {}", visible(line));
            }
        }
        text + &colored(&self.diff)
    }

    fn to_json(&self) -> Value {
        json!({
            "name": self.name,
            "verdict": match self.verdict {
                Verdict::Passed => "passed",
                Verdict::Blessed(_) => "accepted",
                Verdict::Failed(_) => "failed",
            },
            "reasons": self.verdict.reasons(),
            "diff": self.diff,
            "files": self.files,
            "usage": self.record.as_ref().map(usage::figures),
        })
    }
}

impl Verdict {
    /// What was not as expected.
    pub(crate) fn reasons(&self) -> &[String] {
        match self {
            Self::Passed => &[],
            Self::Blessed(reasons) | Self::Failed(reasons) => reasons,
        }
    }
}
