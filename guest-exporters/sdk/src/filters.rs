//! The filters that every template has.

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, Value};
use unicode_general_category::{GeneralCategory as Category, get_general_category};

use crate::encode::{shell, supervisord, systemd};

pub(crate) fn add_to(environment: &mut Environment<'_>) {
    environment.add_filter("dashrepl", |text: &str| dashrepl(text));
    environment.add_filter("percentescape", |text: &str| percentescape(text));
    environment.add_filter("shellquote", |text: &str| shell::quote(text));
    environment.add_filter("shell_export", |value: &str, name: &str| {
        shell::export(name, value)
    });
    environment.add_filter("systemd_text", |text: &str| systemd::text(text));
    environment.add_filter("systemd_path", |path: &str| systemd::path(path));
    environment.add_filter("systemd_unit", |name: &str| systemd::unit(name));
    environment.add_filter("systemd_exec", |word: &str| systemd::exec(word));
    environment.add_filter("systemd_command", |command: &str, program: &str| {
        systemd::command(program, command)
    });
    environment.add_filter("systemd_env", |value: &str, name: &str| {
        systemd::env(name, value)
    });
    environment.add_filter("systemd_env_file", |value: &str, name: &str| {
        systemd::env_file(name, value)
    });
    environment.add_filter("systemd_word", |word: &str| systemd::word(word));
    environment.add_filter("supervisord_text", |text: &str| supervisord::text(text));
    environment.add_filter("supervisord_path", |path: &str| supervisord::path(path));
    environment.add_filter("supervisord_logfile", |path: &str| {
        supervisord::logfile(path)
    });
    environment.add_filter("supervisord_env", supervisord_env);
    environment.add_filter("supervisord_command", supervisord_command);
}

/// Replaces every character that is not part of a word with `-`. What a word
/// is, Python's `\w` says: letters and numbers of every script, and `_`.
///
/// ```
/// use portcullis_guest::filters::dashrepl;
///
/// assert_eq!(dashrepl("web.1 café"), "web-1-café");
/// ```
pub fn dashrepl(text: &str) -> String {
    let is_word = |c: char| {
        c == '_'
            || matches!(
                get_general_category(c),
                Category::UppercaseLetter
                    | Category::LowercaseLetter
                    | Category::TitlecaseLetter
                    | Category::ModifierLetter
                    | Category::OtherLetter
                    | Category::DecimalNumber
                    | Category::LetterNumber
                    | Category::OtherNumber
            )
    };
    text.chars()
        .map(|c| if is_word(c) { c } else { '-' })
        .collect()
}

/// Doubles every `%`.
///
/// ```
/// use portcullis_guest::filters::percentescape;
///
/// assert_eq!(percentescape("100%"), "100%%");
/// ```
pub fn percentescape(text: &str) -> String {
    text.replace('%', "%%")
}

fn supervisord_env(env: &Value) -> Result<String, Error> {
    Ok(supervisord::environment(&pairs(env)?))
}

fn supervisord_command(command: &str, shell: &str, env: &Value) -> Result<String, Error> {
    Ok(supervisord::command(shell, command, &pairs(env)?))
}

fn pairs(env: &Value) -> Result<Vec<(String, String)>, Error> {
    if env.kind() != ValueKind::Map {
        let what = format!("expected a map of variables, found {}", env.kind());
        return Err(Error::new(ErrorKind::InvalidOperation, what));
    }
    env.try_iter()?
        .map(|name| Ok((name.to_string(), env.get_item(&name)?.to_string())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_python_takes_for_them() {
        for (text, replaced) in [
            ("web.1", "web-1"),
            ("a_b c", "a_b-c"),
            ("café", "café"),
            ("x²Ⅻ½", "x²Ⅻ½"),
            ("नि", "न-"),
            ("Ⓐ", "-"),
        ] {
            assert_eq!(dashrepl(text), replaced, "{text}");
        }
    }
}
