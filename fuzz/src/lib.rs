//! What the targets assert of whatever they are shown, and the guest that shows
//! them whatever they are given.

#[cfg(feature = "host")]
pub mod guest;

/// Whether a text moves no cursor, reorders no line and hides nothing.
#[must_use]
pub fn is_safe_to_show(text: &str) -> bool {
    portcullis_procfile::escape(text) == text
}

/// A component or a module from its text, if the input is one.
#[cfg(feature = "host")]
#[must_use]
pub fn assembled(input: &[u8]) -> std::borrow::Cow<'_, [u8]> {
    let text = std::str::from_utf8(input).ok();
    let text = text.filter(|text| text.starts_with('('));
    match text.and_then(|text| wat::parse_str(text).ok()) {
        Some(bytes) => bytes.into(),
        None => input.into(),
    }
}

/// The lines of a text as errors count them, the byte order mark left out.
#[must_use]
pub fn lines(text: &str) -> Vec<&str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.split('\n').collect()
}

/// Each error of a text lies within it and can be shown.
pub fn have_a_place(errors: &portcullis_procfile::Errors, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let lines = lines(&text);
    let mut count = 0;
    for error in errors {
        let line = lines[error.line() as usize - 1];
        let columns = line.chars().count() + 1;
        assert!(
            (1..=columns).contains(&(error.column() as usize)),
            "{error:?}"
        );
        assert!(is_safe_to_show(&error.to_string()), "{error:?}");
        let snippet = error.snippet().to_string();
        assert!(snippet.split('\n').all(is_safe_to_show), "{snippet:?}");
        assert!(snippet.ends_with('^'), "{snippet:?}");
        assert!(error.hint().is_none_or(|hint| is_safe_to_show(&hint)));
        count += 1;
    }
    assert!((1..=portcullis_procfile::MAX_ERRORS).contains(&count));
}
