//! Comparison of the fields that a server returns with the expected ones.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::expectation::Fields;

/// Result of a comparison.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Same,
    /// These fields differ.
    Differs(Vec<&'static str>),
    /// No field differs by more than letter case or outer blanks; the values of those that do.
    Similar(String),
    /// No field differs, but the response lacks these.
    Missing(Vec<&'static str>),
}

/// Maximum length of a value in the evidence, in characters.
const MAX_VALUE: usize = 200;

/// Whether two values differ at most by letter case and outer blanks, which servers may change.
pub(crate) fn is_similar(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// A value with control characters escaped.
pub(crate) fn shown(value: &str) -> String {
    match value.char_indices().nth(MAX_VALUE) {
        Some((end, _)) => format!("{:?}...", &value[..end]),
        None => format!("{value:?}"),
    }
}

pub(crate) fn compare(actual: &impl Serialize, expected: &Fields) -> Comparison {
    let actual = match serde_json::to_value(actual) {
        Ok(Value::Object(actual)) => actual,
        _ => Map::new(),
    };
    let (mut differing, mut missing, mut similar) = (Vec::new(), Vec::new(), Vec::new());
    for (field, expected) in expected {
        match string(actual.get(*field)) {
            Some(actual) if actual == *expected => {}
            // Servers leave out empty fields.
            None if expected.is_empty() => {}
            None => missing.push(*field),
            Some(actual) if is_similar(&actual, expected) => {
                similar.push(format!(
                    "{field} is {} instead of {}",
                    shown(&actual),
                    shown(expected)
                ));
            }
            Some(_) => differing.push(*field),
        }
    }
    match (differing.is_empty(), similar.is_empty(), missing.is_empty()) {
        (false, _, _) => Comparison::Differs(differing),
        (true, false, _) => Comparison::Similar(similar.join(", ")),
        (true, true, false) => Comparison::Missing(missing),
        (true, true, true) => Comparison::Same,
    }
}

fn string(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::String(string) => Some(string.clone()),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_field_that_differs_outweighs_a_missing_one() {
        let actual = json!({ "city": "Orange", "zip": null, "active": false });
        let compared = |expected: &[(&'static str, &str)]| {
            let expected = expected.iter().map(|(field, value)| (*field, (*value).to_owned()));
            compare(&actual, &expected.collect())
        };
        assert_eq!(compared(&[("city", "Orange"), ("active", "false")]), Comparison::Same);
        assert_eq!(compared(&[("zip", ""), ("phone", "")]), Comparison::Same);
        assert_eq!(compared(&[("zip", "1")]), Comparison::Missing(vec!["zip"]));
        let both = compared(&[("zip", "1"), ("city", "Denver")]);
        assert_eq!(both, Comparison::Differs(vec!["city"]));
    }

    #[test]
    fn letter_case_and_outer_blanks_are_similar_in_every_field() {
        let every = ["email", "username", "address", "address2", "city", "company", "country"];
        let more = ["first_name", "last_name", "phone", "state", "website", "zip"];
        for field in every.into_iter().chain(more) {
            for (actual, expected, similar) in [
                ("user@example.com", "User@Example.com", true),
                ("Straße ÄÖ", "straße äö", true),
                (" a b\t", "a b", true),
                ("a", "\u{a0}A\r\n", true),
                ("a  b", "a b", false),
                ("a", "b", false),
                ("", "a", false),
            ] {
                let response = json!({ field: actual });
                let compared = compare(&response, &vec![(field, expected.to_owned())]);
                let values = format!("{field} is {actual:?} instead of {expected:?}");
                let differs = Comparison::Differs(vec![field]);
                assert_eq!(compared, if similar { Comparison::Similar(values) } else { differs });
            }
        }
        let actual = json!({ "city": "ORANGE", "zip": 92867, "active": "False" });
        let of = |fields: &[(&'static str, &str)]| {
            compare(
                &actual,
                &fields.iter().map(|(field, value)| (*field, (*value).into())).collect(),
            )
        };
        assert_eq!(of(&[("city", "Orange"), ("zip", "1")]), Comparison::Differs(vec!["zip"]));
        let evidence =
            "city is \"ORANGE\" instead of \"Orange\", active is \"False\" instead of \"false\"";
        let fields = [("city", "Orange"), ("zip", "92867"), ("active", "false"), ("phone", "1")];
        assert_eq!(of(&fields), Comparison::Similar(evidence.to_owned()));
    }

    #[test]
    fn a_shown_value_is_short_and_has_no_control_characters() {
        assert_eq!(
            shown("a\u{1b}[31m\u{7}\u{202e}\u{85}"),
            "\"a\\u{1b}[31m\\u{7}\\u{202e}\\u{85}\""
        );
        assert_eq!(shown(&"é".repeat(201)), format!("\"{}\"...", "é".repeat(200)));
    }
}
