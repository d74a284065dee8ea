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
    /// No field differs, but the response lacks these.
    Missing(Vec<&'static str>),
}

pub(crate) fn compare(actual: &impl Serialize, expected: &Fields) -> Comparison {
    let actual = match serde_json::to_value(actual) {
        Ok(Value::Object(actual)) => actual,
        _ => Map::new(),
    };
    let (mut differing, mut missing) = (Vec::new(), Vec::new());
    for (field, expected) in expected {
        match string(actual.get(*field)) {
            Some(actual) if actual == *expected => {}
            // Servers leave out empty fields.
            None if expected.is_empty() => {}
            None => missing.push(*field),
            Some(_) => differing.push(*field),
        }
    }
    match (differing.is_empty(), missing.is_empty()) {
        (false, _) => Comparison::Differs(differing),
        (true, false) => Comparison::Missing(missing),
        (true, true) => Comparison::Same,
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
}
