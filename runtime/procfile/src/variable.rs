//! One environment variable.

/// One environment variable.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Variable {
    /// Matches `[A-Za-z_][A-Za-z0-9_]*`.
    pub name: String,
    /// Any text without NUL. Nothing in it was expanded.
    pub value: String,
}

impl Variable {
    /// A variable with this name and value, neither of them checked.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
        }
    }
}

/// Whether `c` may occur in the name of a variable after its first character.
pub(crate) fn is_name_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// Whether `name` matches `[A-Za-z_][A-Za-z0-9_]*`.
pub(crate) fn is_name(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_digit())
        && !name.is_empty()
        && name.chars().all(is_name_character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_variables_are_what_a_shell_accepts() {
        for good in ["A", "_", "a1", "DATABASE_URL", "_9"] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", "1A", "A-B", "A B", "é", "A=", "A\0"] {
            assert!(!is_name(bad), "{bad:?}");
        }
    }
}
