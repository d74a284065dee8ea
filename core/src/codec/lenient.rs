//! Values that servers write in another type, where the meaning is certain.

use serde_json::{Number, Value};

/// Integers up to here have their own `f64`; a larger float may stand for another integer.
const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

/// Type of a field that reads a value of another type; `None` where the meaning is not certain.
pub(crate) trait Lenient: Sized {
    fn read(value: &Value) -> Option<Self>;

    /// As `read`, of a string.
    fn read_str(string: &str) -> Option<Self>;

    /// As `read`, without a copy where the value has the type. Returns a value that does not fit.
    fn from_value(value: Value) -> Result<Self, Value> {
        Self::read(&value).ok_or(value)
    }
}

impl Lenient for String {
    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::String(string) => Self::read_str(string),
            Value::Number(number) => number_as_string(number),
            _ => None,
        }
    }

    fn read_str(string: &str) -> Option<Self> {
        Some(string.to_owned())
    }

    fn from_value(value: Value) -> Result<Self, Value> {
        match value {
            Value::String(string) => Ok(string),
            other => Self::read(&other).ok_or(other),
        }
    }
}

impl Lenient for i64 {
    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => {
                number.as_i64().or_else(|| integral(number.as_f64().filter(|_| number.is_f64())?))
            }
            Value::String(string) => Self::read_str(string),
            _ => None,
        }
    }

    fn read_str(string: &str) -> Option<Self> {
        let string = string.trim();
        string.parse().ok().or_else(|| integral(decimal(string)?))
    }
}

impl Lenient for f64 {
    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => number.as_f64(),
            Value::String(string) => Self::read_str(string),
            _ => None,
        }
    }

    fn read_str(string: &str) -> Option<Self> {
        decimal(string.trim())
    }
}

impl Lenient for bool {
    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(value) => Some(*value),
            Value::String(string) => Self::read_str(string),
            Value::Number(number) => boolean(&number.to_string()),
            _ => None,
        }
    }

    fn read_str(string: &str) -> Option<Self> {
        if string.is_empty() { None } else { boolean(string) }
    }
}

/// An array; none if one item is of another type.
impl<T: Lenient> Lenient for Vec<T> {
    fn read(value: &Value) -> Option<Self> {
        value.as_array()?.iter().map(T::read).collect()
    }

    fn read_str(_: &str) -> Option<Self> {
        None
    }
}

/// A number as a string. The digits of a float beyond the exact ones are not certain.
pub(crate) fn number_as_string(number: &Number) -> Option<String> {
    match number.as_f64().filter(|_| number.is_f64()) {
        None => Some(number.to_string()),
        Some(float) => (float.abs() < MAX_EXACT).then(|| float.to_string()),
    }
}

/// A boolean: servers write "true" and "false", some 1 and 0, and PHP an empty string for false.
#[inline]
pub(crate) fn boolean(string: &str) -> Option<bool> {
    match string {
        "true" | "1" => Some(true),
        "false" | "0" | "" => Some(false),
        _ => unusual_boolean(string),
    }
}

/// A boolean in another case, or between blanks.
#[cold]
fn unusual_boolean(string: &str) -> Option<bool> {
    match string.trim().to_ascii_lowercase().as_str() {
        "true" | "1" => Some(true),
        "false" | "0" | "" => Some(false),
        _ => None,
    }
}

#[allow(clippy::cast_possible_truncation, reason = "an exact integer is in the range of i64")]
fn integral(float: f64) -> Option<i64> {
    (float.fract() == 0.0 && float.abs() < MAX_EXACT).then_some(float as i64)
}

/// A finite decimal number; Rust also parses "inf" and "nan".
fn decimal(string: &str) -> Option<f64> {
    let decimal = string.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    string.parse().ok().filter(|float: &f64| decimal && float.is_finite())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_and_strings_are_read_for_each_other() {
        let integers = [
            (json!(100), Some(100)),
            (json!(100.0), Some(100)),
            (json!("7"), Some(7)),
            (json!(" -7 "), Some(-7)),
            (json!("100.0"), Some(100)),
            (json!(i64::MIN), Some(i64::MIN)),
            (json!(i64::MAX.to_string()), Some(i64::MAX)),
            (json!(1.5), None),
            (json!(u64::MAX), None),
            (json!(1e18), None),
            (json!(""), None),
            (json!("1,000"), None),
            (json!("0x1"), None),
            (json!(true), None),
            (json!([1]), None),
        ];
        for (value, expected) in integers {
            assert_eq!(i64::read(&value), expected, "{value}");
        }
        let strings = [
            (json!(92867), Some("92867")),
            (json!(92867.0), Some("92867")),
            (json!(1.5), Some("1.5")),
            (json!(u64::MAX), Some("18446744073709551615")),
            (json!(1e20), None),
            (json!(true), None),
            (json!({}), None),
        ];
        for (value, expected) in strings {
            assert_eq!(String::read(&value).as_deref(), expected, "{value}");
        }
        for (value, expected) in
            [(json!("99.7"), Some(99.7)), (json!(98), Some(98.0)), (json!("inf"), None)]
        {
            assert_eq!(f64::read(&value), expected, "{value}");
        }
    }

    #[test]
    fn only_known_words_are_booleans() {
        for (string, expected) in [
            ("true", Some(true)),
            (" TRUE ", Some(true)),
            ("1", Some(true)),
            ("False", Some(false)),
            ("0", Some(false)),
            ("", Some(false)),
            ("Y", None),
            ("yes", None),
            ("2", None),
        ] {
            assert_eq!(boolean(string), expected, "{string}");
        }
    }
}
