//! Fields as they are and as they were to be.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::expectation::Fields;

/// What a comparison has shown.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Same,
    /// These fields differ.
    Differs(Vec<&'static str>),
    /// None differs, but these were not told.
    Untold(Vec<&'static str>),
}

pub(crate) fn compare(actual: &impl Serialize, expected: &Fields) -> Comparison {
    let actual = match serde_json::to_value(actual) {
        Ok(Value::Object(actual)) => actual,
        _ => Map::new(),
    };
    let (mut differing, mut untold) = (Vec::new(), Vec::new());
    for (field, wanted) in expected {
        match text(actual.get(*field)) {
            Some(told) if told == *wanted => {}
            // A server leaves out what is empty.
            None if wanted.is_empty() => {}
            None => untold.push(*field),
            Some(_) => differing.push(*field),
        }
    }
    match (differing.is_empty(), untold.is_empty()) {
        (false, _) => Comparison::Differs(differing),
        (true, false) => Comparison::Untold(untold),
        (true, true) => Comparison::Same,
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_field_that_differs_weighs_more_than_one_that_is_not_told() {
        let actual = json!({ "city": "Orange", "zip": null, "active": false });
        let compared = |expected: &[(&'static str, &str)]| {
            let expected = expected.iter().map(|(field, text)| (*field, (*text).to_owned()));
            compare(&actual, &expected.collect())
        };
        assert_eq!(compared(&[("city", "Orange"), ("active", "false")]), Comparison::Same);
        assert_eq!(compared(&[("zip", ""), ("phone", "")]), Comparison::Same);
        assert_eq!(compared(&[("zip", "1")]), Comparison::Untold(vec!["zip"]));
        let both = compared(&[("zip", "1"), ("city", "Denver")]);
        assert_eq!(both, Comparison::Differs(vec!["city"]));
    }
}
