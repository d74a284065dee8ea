//! Environment variables.

use crate::error::{Error, Result};

/// Value of a variable without a byte order mark, which a file that the value comes from may begin
/// with. An empty or blank variable is unset.
pub(crate) fn variable(name: &str) -> Result<Option<String>> {
    match std::env::var(name) {
        Ok(value) => Ok(meaningful(&value).map(str::to_owned)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => {
            Err(Error::config(format!("the environment variable {name} is not valid Unicode")))
        }
    }
}

/// The value without a byte order mark; `None` if it is empty or blank.
pub(crate) fn meaningful(value: &str) -> Option<&str> {
    let value = value.strip_prefix('\u{feff}').unwrap_or(value);
    Some(value).filter(|value| !value.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_value_is_unset_and_one_byte_order_mark_is_dropped() {
        for unset in ["", " ", "\t\r\n", "\u{feff}", "\u{feff} \n"] {
            assert_eq!(meaningful(unset), None, "{unset:?}");
        }
        assert_eq!(meaningful("SG.key"), Some("SG.key"));
        assert_eq!(meaningful(" eu\n"), Some(" eu\n"), "each setting decides on its blanks");
        assert_eq!(meaningful("\u{feff}SG.key"), Some("SG.key"));
        assert_eq!(meaningful("\u{feff}\u{feff}SG.key"), Some("\u{feff}SG.key"));
    }
}
