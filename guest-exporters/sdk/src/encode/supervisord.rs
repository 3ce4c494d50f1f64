//! Text in a supervisord configuration.
//!
//! Facts: `supervisor/options.py` and `supervisor/datatypes.py`. The file is an
//! INI file in which ` ;` and ` #` begin a comment anywhere in a line; every
//! value is then a Python format string, in which `%(here)s` is replaced
//! beforehand, escaped or not; `environment` is split by a lexer that knows no
//! escapes and strips every quote at the ends of a value.

use super::shell;

/// Expands to nothing, and parts what must not be read together.
const NOTHING: &str = "%(host_node_name).0s";

/// A value that ends where the text ends.
///
/// ```
/// use portcullis_guest::encode::supervisord;
///
/// assert_eq!(supervisord::text("50% done"), "50%% done");
/// assert_eq!(supervisord::text("a ;b"), "a %(host_node_name).0s;b");
/// ```
pub fn text(text: &str) -> String {
    let mut escaped = String::new();
    let mut before = ' ';
    for c in text.chars() {
        let begins_comment = matches!(c, ';' | '#') && is_python_space(before);
        let begins_expansion = c == '(' && before == '%';
        if begins_comment || begins_expansion {
            escaped.push_str(NOTHING);
        }
        escaped.push(c);
        if c == '%' {
            escaped.push('%');
        }
        before = c;
    }
    escaped
}

/// What Python's `isspace` says, as far as it goes beyond Rust's white space.
fn is_python_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// A directory. A final `/.` keeps white space at the end.
///
/// ```
/// use portcullis_guest::encode::supervisord;
///
/// assert_eq!(supervisord::path("/srv/100%"), "/srv/100%%");
/// assert_eq!(supervisord::path("/srv/x "), "/srv/x /.");
/// ```
pub fn path(path: &str) -> String {
    let guard = if path.ends_with(char::is_whitespace) {
        "/."
    } else {
        ""
    };
    format!("{}{guard}", text(path))
}

/// The path of a log file, which is expanded twice.
///
/// ```
/// use portcullis_guest::encode::supervisord;
///
/// assert_eq!(supervisord::logfile("/var/log/100%.log"), "/var/log/100%%%%.log");
/// ```
pub fn logfile(path: &str) -> String {
    text(path).replace("%%", "%%%%")
}

/// The value of `environment`: all variables that it can hold. The others must
/// go into [`command`].
///
/// ```
/// use portcullis_guest::encode::supervisord;
///
/// let env = [("A", "x, y"), ("B", r#"say "so""#), ("C", "1\n2")];
/// assert_eq!(supervisord::environment(&env), r#"A="x, y""#);
/// ```
pub fn environment<S: AsRef<str>>(env: &[(S, S)]) -> String {
    let carried = env.iter().filter(|(_, value)| is_carried(value.as_ref()));
    let assignments: Vec<_> = carried
        .map(|(name, value)| (name.as_ref(), value.as_ref()))
        .map(|(name, value)| match value.contains('"') {
            true => format!("{name}='{}'", text(value)),
            false => format!("{name}=\"{}\"", text(value)),
        })
        .collect();
    assignments.join(",")
}

/// Runs every word but the last two, which are a shell and its command. One of
/// them may set `IFS`, so nothing is left unquoted.
const EXPORTING: &str = r#"while [ "$#" -gt 2 ]; do eval "$1"; shift; done; exec "$1" -c "$2""#;

/// The value of `command`: the shell with the command. Variables of `env` that
/// [`environment`] cannot hold are exported by a shell around it, each in a word
/// of its own, since the length of a word is limited.
///
/// ```
/// use portcullis_guest::encode::supervisord;
///
/// assert_eq!(supervisord::command("/bin/sh", "./serve -p 1", &[("A", "1")]), "/bin/sh -c './serve -p 1'");
/// let exporting = supervisord::command("/bin/sh", "./serve", &[("A", "1\n2")]);
/// assert!(exporting.ends_with("/bin/sh ./serve"));
/// ```
pub fn command<S: AsRef<str>>(program: &str, command: &str, env: &[(S, S)]) -> String {
    let exports = exports(env);
    let words = match exports.as_slice() {
        [] => vec![program, "-c", command],
        _ => {
            let wrapper = ["/bin/sh", "-c", EXPORTING, "sh"].into_iter();
            let exports = exports.iter().map(String::as_str);
            wrapper.chain(exports).chain([program, command]).collect()
        }
    };
    let words: Vec<_> = words.into_iter().map(shell::quote).collect();
    text(&words.join(" "))
}

/// The words by which [`command`] exports what [`environment`] cannot hold.
///
/// ```
/// use portcullis_guest::encode::supervisord;
///
/// let env = [("A", "plain"), ("B", "1\n2")];
/// assert_eq!(supervisord::exports(&env).len(), 1);
/// assert!(supervisord::exports(&env)[0].contains("export B="));
/// ```
pub fn exports<S: AsRef<str>>(env: &[(S, S)]) -> Vec<String> {
    env.iter()
        .map(|(name, value)| (name.as_ref(), value.as_ref()))
        .filter(|(_, value)| !is_carried(value))
        .map(|(name, value)| shell::export(name, value))
        .collect()
}

fn is_carried(value: &str) -> bool {
    let is_quote = |c: char| c == '"' || c == '\'';
    let has_both = value.contains('"') && value.contains('\'');
    let loses_quotes = value.starts_with(is_quote) || value.ends_with(is_quote);
    let has_line_break = value.contains(['\n', '\r']);
    !(has_both || loses_quotes || has_line_break)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_expansions_are_kept_from_happening() {
        assert_eq!(text("a ;b;c"), "a %(host_node_name).0s;b;c");
        assert_eq!(text("50% x"), "50%% x");
        assert_eq!(text("%(here)s"), "%%%(host_node_name).0s(here)s");
        assert_eq!(logfile("/a%b"), "/a%%%%b");
    }

    #[test]
    fn each_value_goes_where_it_survives() {
        let env = [
            ("A", "x,y=z"),
            ("B", r#"a"b"#),
            ("C", "it's \"so\""),
            ("D", "1\n2"),
        ];
        assert_eq!(environment(&env), r#"A="x,y=z",B='a"b'"#);
        let command = command("/bin/sh", "run", &env);
        assert!(command.starts_with("/bin/sh -c '"), "{command}");
        assert!(command.contains("export C=") && command.contains("export D="));
        assert!(command.ends_with(" /bin/sh run"), "{command}");
    }
}
