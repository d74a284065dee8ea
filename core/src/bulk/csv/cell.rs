//! Cells as arguments.

use serde_json::{Value, json};

use crate::named_call::{Parameter, ParameterType};
use crate::operation::Empty;

/// Separates the items of a list.
const SEPARATOR: char = '|';
const WITHOUT_MEANING: &str = "is empty: set the option empty to \"clear\" or \"ignore\", which says \
                               whether an empty cell clears its field or leaves it unchanged";

/// The argument of a cell; `None` if it is missing. The error does not contain the cell.
pub(super) fn argument(
    parameter: &Parameter,
    cell: &str,
    empty: Option<Empty>,
) -> Result<Option<Value>, &'static str> {
    if cell.is_empty() {
        return match (parameter.parameter_type, empty) {
            (ParameterType::Update, Some(Empty::Clear)) => Ok(Some(json!({ "clear": true }))),
            (ParameterType::Update, None) => Err(WITHOUT_MEANING),
            _ if parameter.required => Err("is empty"),
            _ => Ok(None),
        };
    }
    let value = match parameter.parameter_type {
        ParameterType::String | ParameterType::Secret | ParameterType::Update => cell.into(),
        ParameterType::Integer => integer(cell.trim()).ok_or("must be an integer")?,
        ParameterType::Boolean => {
            boolean(cell.trim()).ok_or("must be true or false, yes or no, or 1 or 0")?.into()
        }
        ParameterType::Strings => {
            let items: Vec<&str> = cell.split(SEPARATOR).map(str::trim).collect();
            if items.iter().any(|item| item.is_empty()) {
                return Err("has an empty item");
            }
            items.into()
        }
        ParameterType::Pairs | ParameterType::Json => {
            serde_json::from_str(cell).map_err(|_| "must be JSON")?
        }
    };
    Ok(Some(value))
}

fn integer(cell: &str) -> Option<Value> {
    cell.parse::<i64>().map(Value::from).or_else(|_| cell.parse::<u64>().map(Value::from)).ok()
}

fn boolean(cell: &str) -> Option<bool> {
    let is_one_of = |names: [&str; 3]| names.iter().any(|name| cell.eq_ignore_ascii_case(name));
    if is_one_of(["true", "yes", "1"]) {
        return Some(true);
    }
    is_one_of(["false", "no", "0"]).then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(operation: &str, name: &str, cell: &str) -> Result<Option<Value>, &'static str> {
        let parameters = crate::named_call::NamedCall::parameters(operation).unwrap();
        let parameter = parameters.iter().find(|parameter| parameter.name == name).unwrap();
        argument(parameter, cell, None)
    }

    #[test]
    fn a_cell_is_read_by_the_type_of_its_parameter() {
        for (operation, name, cell, value) in [
            ("customers.disable", "user", " reader ", Ok(Some(json!(" reader ")))),
            ("customers.disable", "user", "", Err("is empty")),
            ("customers.create", "password", "\"a|b", Ok(Some(json!("\"a|b")))),
            ("customers.create", "company", "", Ok(None)),
            ("customers.create", "ip", "192.0.2.1 | ::1", Ok(Some(json!(["192.0.2.1", "::1"])))),
            ("customers.create", "ip", "192.0.2.1||::1", Err("has an empty item")),
            ("customers.create", "ip", "", Ok(None)),
            ("customers.create", "free_user", " Yes", Ok(Some(json!(true)))),
            ("customers.create", "free_user", "0", Ok(Some(json!(false)))),
            (
                "customers.create",
                "free_user",
                "2",
                Err("must be true or false, yes or no, or 1 or 0"),
            ),
            ("subusers.adjust_credits", "by", " -5", Ok(Some(json!(-5)))),
            ("subusers.adjust_credits", "by", "5.0", Err("must be an integer")),
            ("subusers.list", "offset", "18446744073709551615", Ok(Some(json!(u64::MAX)))),
            ("customers.update_profile", "city", "Orange", Ok(Some(json!("Orange")))),
            ("customers.update_profile", "city", "", Err(WITHOUT_MEANING)),
            ("request", "json", "{\"a\": [1]}", Ok(Some(json!({ "a": [1] })))),
            ("request", "form", "a=1", Err("must be JSON")),
        ] {
            assert_eq!(read(operation, name, cell), value, "{operation} {name} {cell}");
        }
    }

    #[test]
    fn booleans_have_three_spellings_in_any_letter_case() {
        for cell in ["true", "TRUE", "True", "yes", "YES", "1"] {
            assert_eq!(boolean(cell), Some(true), "{cell}");
        }
        for cell in ["false", "FALSE", "False", "no", "No", "0"] {
            assert_eq!(boolean(cell), Some(false), "{cell}");
        }
        for cell in ["y", "n", "on", "wahr", "10", "tru", "-"] {
            assert_eq!(boolean(cell), None, "{cell}");
        }
    }
}
