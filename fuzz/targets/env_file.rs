//! `.env` files, byte by byte.
#![no_main]

use std::collections::BTreeSet;

use libfuzzer_sys::fuzz_target;
use portcullis_fuzz::{have_a_place, is_safe_to_show};
use portcullis_procfile::{EnvFile, Variable};

fuzz_target!(|bytes: &[u8]| {
    match EnvFile::parse_bytes(".env", bytes) {
        Ok(env_file) => {
            let variables = env_file.variables();
            for written in [double_quoted, single_quoted] {
                let text: String = variables.iter().map(written).collect();
                let again = EnvFile::parse(".env", &text).unwrap();
                assert_eq!(again.variables(), variables, "{text:?}");
            }
            are_variables(variables);
            let warnings = env_file.warnings();
            assert!(
                warnings
                    .iter()
                    .all(|warning| is_safe_to_show(&warning.to_string()))
            );
        }
        Err(errors) => have_a_place(&errors, bytes),
    }
});

fn are_variables(variables: &[Variable]) {
    let mut names = BTreeSet::new();
    for variable in variables {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        assert!(!variable.name.is_empty() && variable.name.chars().all(is_part));
        assert!(!variable.name.starts_with(|c: char| c.is_ascii_digit()));
        assert!(!variable.value.contains('\0'));
        assert!(names.insert(&variable.name), "it is there twice");
    }
}

fn double_quoted(variable: &Variable) -> String {
    let mut value = String::new();
    for char in variable.value.chars() {
        match char {
            '\n' => value.push_str("\\n"),
            '\r' => value.push_str("\\r"),
            '\t' => value.push_str("\\t"),
            '"' | '\\' | '$' => value.extend(['\\', char]),
            _ => value.push(char),
        }
    }
    format!("{}=\"{value}\"\n", variable.name)
}

/// As it stands, unless that would end the quotes.
fn single_quoted(variable: &Variable) -> String {
    match variable.value.contains('\'') {
        true => double_quoted(variable),
        false => format!(
            "export {}='{}' # {}\n",
            variable.name, variable.value, variable.name
        ),
    }
}
