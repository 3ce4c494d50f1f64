//! How text stands in a shell's command and in a Makefile.

/// One word of a POSIX shell.
pub fn shell_quote(text: &str) -> String {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || "_@%+=:,./-".contains(c);
    if !text.is_empty() && text.chars().all(is_safe) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r#"'"'"'"#))
}

/// A command that exports a variable, on one line whatever is in the value.
pub fn shell_export(name: &str, value: &str) -> String {
    if !value.contains(['\n', '\r']) {
        return format!("export {name}={}", shell_quote(value));
    }
    // `printf` makes the line breaks, and the full stop keeps those at the end.
    let format = value.replace('\\', r"\\").replace('%', "%%");
    let format = format.replace('\n', r"\n").replace('\r', r"\r");
    let word = shell_quote(&(format + "."));
    format!(r#"{name}="$(printf -- {word})"; export {name}="${{{name}%.}}""#)
}

/// Text in a recipe of a Makefile.
pub fn make_escape(recipe: &str) -> String {
    recipe.replace('$', "$$")
}
