//! JSON that does not change a terminal.

use std::fmt::Write as _;

use sendgrid_accounts::is_unprintable;
use serde_json::Value;

/// A value on several lines.
pub(super) fn pretty(value: &Value) -> String {
    escape(serde_json::to_string_pretty(value).unwrap_or_default())
}

/// A value on one line.
pub(super) fn compact(value: &Value) -> String {
    escape(value.to_string())
}

/// Escapes the characters that JSON does not, such as those that change the direction of text. They occur
/// within strings only.
fn escape(json: String) -> String {
    let is_escaped = |character| character != '\n' && is_unprintable(character);
    if !json.contains(is_escaped) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        if is_escaped(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a string does not fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(character);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_survives_and_is_printable() {
        let value = json!({ "a": "\u{9b}31m\u{202e}\u{e0041}\x1b\n\u{7f} é" });
        for text in [compact(&value), pretty(&value)] {
            assert!(!text.contains(|it| it != '\n' && is_unprintable(it)), "{text}");
            assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
        }
    }
}
