//! The result in the XML of JUnit, which CI servers read.

use std::fmt::Write as _;

use super::{Summary, Verdict};

/// One suite, named after the component, with a test for each case.
pub(super) fn document(summary: &Summary) -> String {
    let (tests, failures) = (summary.cases.len(), summary.failed());
    let name = escape(&format!("{} {}", summary.name, summary.version));
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites tests=\"{tests}\" failures=\"{failures}\">\n  \
         <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\">\n"
    );
    for case in &summary.cases {
        let (class, name) = (escape(&summary.name), escape(&case.name));
        let seconds = case.record.as_ref().map(|record| record.usage.time);
        let seconds = seconds.unwrap_or_default().as_secs_f64();
        let _ = write!(
            text,
            "    <testcase classname=\"{class}\" name=\"{name}\" time=\"{seconds:.3}\""
        );
        match &case.verdict {
            Verdict::Failed(reasons) => {
                let (message, diff) = (escape(&reasons.join("; ")), escape(&case.diff));
                let _ = writeln!(
                    text,
                    ">\n      <failure message=\"{message}\">{diff}</failure>\n    </testcase>"
                );
            }
            _ => text += "/>\n",
        }
    }
    text + "  </testsuite>\n</testsuites>\n"
}

/// Text that is nothing but text, in attributes too. XML has no way to write
/// most control characters, so that these are shown.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\n' => escaped += "&#10;",
            '\t' => escaped += "&#9;",
            '\u{fffe}' | '\u{ffff}' => escaped.extend(c.escape_unicode()),
            c if c.is_control() => escaped.extend(c.escape_unicode()),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_taken_for_markup() {
        assert_eq!(
            escape("<a b=\"c\">&\n\u{1b}[0m\u{0}\u{ffff}é"),
            "&lt;a b=&quot;c&quot;&gt;&amp;&#10;\\u{1b}[0m\\u{0}\\u{ffff}é"
        );
    }
}
