//! Text in a systemd unit file.
//!
//! Rules: `systemd.syntax(7)` for quoting, `systemd.unit(5)` for specifiers and
//! names, `systemd.service(5)` for command lines.

use std::fmt::Write as _;

/// Free text, such as a description.
///
/// ```
/// use portcullis_guest::encode::systemd;
///
/// assert_eq!(systemd::text("100% of web"), "100%% of web");
/// ```
pub fn text(text: &str) -> String {
    text.replace('%', "%%")
}

/// A path as `WorkingDirectory=` takes it: unquoted, to the end of the line. A
/// final `/.` keeps white space and a backslash at the end from being read as
/// the end of the line; systemd removes it again.
///
/// ```
/// use portcullis_guest::encode::systemd;
///
/// assert_eq!(systemd::path("/srv/100% it's"), "/srv/100%% it's");
/// assert_eq!(systemd::path("/srv/x "), "/srv/x /.");
/// ```
pub fn path(path: &str) -> String {
    let guard = if path.ends_with(|c: char| c == '\\' || c.is_whitespace()) {
        "/."
    } else {
        ""
    };
    format!("{}{guard}", path.replace('%', "%%"))
}

/// A part of a unit's name. What a name cannot hold becomes `\xNN`, a byte each,
/// as `systemd-escape` writes it; a hyphen stays.
///
/// ```
/// use portcullis_guest::encode::systemd;
///
/// assert_eq!(systemd::unit("my app"), r"my\x20app");
/// assert_eq!(systemd::unit("shop-web"), "shop-web");
/// ```
pub fn unit(name: &str) -> String {
    let mut escaped = String::new();
    for (index, byte) in name.bytes().enumerate() {
        let is_plain = byte.is_ascii_alphanumeric() || b":_.-".contains(&byte);
        if is_plain && !(index == 0 && byte == b'.') {
            escaped.push(byte.into());
        } else {
            let _ = write!(escaped, r"\x{byte:02x}");
        }
    }
    escaped
}

/// One word of `ExecStart=`, in double quotes.
///
/// ```
/// use portcullis_guest::encode::systemd;
///
/// assert_eq!(systemd::exec("echo $x %h"), r#""echo $$x %%h""#);
/// ```
pub fn exec(word: &str) -> String {
    format!("\"{}\"", escape(word).replace('$', "$$"))
}

/// The value of `ExecStart=`: a command run by a shell. systemd starts no
/// program whose path has quotes, a backslash or `$` in it, but passes any
/// argument on.
///
/// ```
/// use portcullis_guest::encode::systemd;
///
/// assert_eq!(systemd::command("/bin/sh", "./serve"), r#""/bin/sh" -c "./serve""#);
/// ```
pub fn command(shell: &str, command: &str) -> String {
    let (shell_word, command_word) = (exec(shell), exec(command));
    if shell.contains(['\'', '"', '\\', '$']) {
        let script = exec(r#"exec "$0" -c "$1""#);
        return format!("/bin/sh -c {script} {shell_word} {command_word}");
    }
    format!("{shell_word} -c {command_word}")
}

/// One assignment of `Environment=`, in double quotes.
///
/// ```
/// use portcullis_guest::encode::systemd;
///
/// assert_eq!(systemd::env("A", "1% \"$x\""), r#""A=1%% \"$x\"""#);
/// ```
pub fn env(name: &str, value: &str) -> String {
    format!("\"{name}={}\"", escape(value))
}

/// One assignment in a file of `EnvironmentFile=`, in double quotes.
///
/// ```
/// use portcullis_guest::encode::systemd;
///
/// assert_eq!(systemd::env_file("A", "1% $x"), r#"A="1% \$x""#);
/// ```
pub fn env_file(name: &str, value: &str) -> String {
    let mut escaped = String::new();
    for c in value.chars() {
        if matches!(c, '\\' | '"' | '$' | '`') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    format!("{name}=\"{escaped}\"")
}

/// One word of a list of paths, such as that of `ReadWritePaths=`, in double
/// quotes. It must not have a line break in it.
///
/// ```
/// use portcullis_guest::encode::systemd;
///
/// assert_eq!(systemd::word("/a b/100%"), r#""/a b/100%%""#);
/// ```
pub fn word(word: &str) -> String {
    let escaped = word.replace('\\', r"\\").replace('"', "\\\"");
    format!("\"{}\"", escaped.replace('%', "%%"))
}

fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str(r"\\"),
            '"' => escaped.push_str("\\\""),
            '\n' => escaped.push_str(r"\n"),
            '\t' => escaped.push_str(r"\t"),
            '\r' => escaped.push_str(r"\r"),
            '%' => escaped.push_str("%%"),
            c if c.is_ascii_control() => {
                let _ = write!(escaped, r"\x{:02x}", u32::from(c));
            }
            c if is_noncharacter(c) => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    let _ = write!(escaped, r"\x{byte:02x}");
                }
            }
            other => escaped.push(other),
        }
    }
    escaped
}

/// Whether systemd takes text with this character in it for broken, and passes
/// over the line. As bytes an argument can have it; a variable cannot.
///
/// ```
/// use portcullis_guest::encode::systemd;
///
/// assert!(systemd::is_noncharacter('\u{ffff}'));
/// assert!(!systemd::is_noncharacter('é'));
/// ```
pub fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_dollars_and_commands_double_them() {
        assert_eq!(env("A", "1% \"$x\"\\\n\t"), r#""A=1%% \"$x\"\\\n\t""#);
        assert_eq!(exec("echo $x %h\u{1b}"), r#""echo $$x %%h\x1b""#);
        assert_eq!(exec("\u{ffff}"), r#""\xef\xbf\xbf""#);
    }

    #[test]
    fn a_file_of_variables_and_a_list_of_paths_have_rules_of_their_own() {
        assert_eq!(
            env_file("A", "1% \"$x\"\\\n"),
            "A=\"1% \\\"\\$x\\\"\\\\\n\""
        );
        assert_eq!(word("/a b/100%\"\\"), r#""/a b/100%%\"\\""#);
    }

    #[test]
    fn a_shell_that_systemd_would_not_start_is_an_argument() {
        assert_eq!(command("/bin/sh", "a"), r#""/bin/sh" -c "a""#);
        let wrapped = r#"/bin/sh -c "exec \"$$0\" -c \"$$1\"" "/it's" "a""#;
        assert_eq!(command("/it's", "a"), wrapped);
    }

    #[test]
    fn names_are_escaped_as_systemd_escape_does() {
        for (name, unit_name) in [
            ("shop-web_1.2:3", "shop-web_1.2:3"),
            ("my app", r"my\x20app"),
            ("café@x%", r"caf\xc3\xa9\x40x\x25"),
            (".hidden", r"\x2ehidden"),
        ] {
            assert_eq!(unit(name), unit_name);
        }
    }

    #[test]
    fn the_end_of_a_path_is_guarded() {
        assert_eq!(path("/srv/100% it's"), "/srv/100%% it's");
        assert_eq!(path("/srv/x "), "/srv/x /.");
        assert_eq!(path("/srv/x\\"), "/srv/x\\/.");
    }
}
