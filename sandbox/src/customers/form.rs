//! The parameters of a request, from its query and its form body.

use std::collections::{BTreeMap, HashSet};

use percent_encoding::percent_decode;
use serde_json::{Map, Value};

use crate::messages;

/// The maximum length of a parameter name; documented names are less than half as long.
const MAX_NAME_LENGTH: usize = 64;

/// Parameters by name. The name of a PHP array ends in `[]`; an array can have any number of
/// values.
#[derive(Debug, Default)]
pub(crate) struct Form {
    values: BTreeMap<String, Vec<String>>,
    /// Error messages about the form itself.
    errors: Vec<String>,
}

impl Form {
    /// Parses the parameters of a query and of a body into one form.
    pub(crate) fn parse(query: &[u8], body: &[u8]) -> Self {
        let mut form = Self::default();
        let mut seen = HashSet::new();
        let pairs = [query, body].into_iter().flat_map(|part| part.split(|byte| *byte == b'&'));
        for pair in pairs.filter(|pair| !pair.is_empty()) {
            form.add(pair, &mut seen);
        }
        form
    }

    /// Adds one parameter. In PHP the last of two equal names wins; here both are an error, so that
    /// a client that sends a name twice is detected.
    fn add(&mut self, pair: &[u8], seen: &mut HashSet<String>) {
        let (name, value) = split(pair);
        let Some(name) = decode(name).ok().filter(|name| is_name(name)) else {
            self.errors.push(messages::INVALID_PARAMETER_NAME.to_owned());
            return;
        };
        let value = decode(value).unwrap_or_else(|lossy| {
            self.errors.push(messages::not_utf8(&name));
            lossy
        });
        self.values.entry(canonical(&name)).or_default().push(value);
        if !name.ends_with("[]") && seen.contains(&name) {
            self.errors.push(messages::duplicate_parameter(&name));
        }
        seen.insert(name);
    }

    pub(crate) fn errors(&self) -> &[String] {
        &self.errors
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// The first value of the parameter.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// All values of the parameter.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.values.get(name).into_iter().flatten().map(String::as_str)
    }

    /// All parameters with their first values.
    pub(crate) fn each(&self) -> impl Iterator<Item = (&str, &str)> {
        self.names().filter_map(|name| Some((name, self.get(name)?)))
    }

    /// The parameters as a JSON object; arrays and repeated parameters become JSON arrays. `None`
    /// if there are no parameters.
    pub(crate) fn into_value(self) -> Option<Value> {
        let member = |(name, mut values): (String, Vec<String>)| {
            let is_single = values.len() == 1 && !name.ends_with("[]");
            let value = if is_single { values.pop().into() } else { values.into() };
            (name, value)
        };
        let members: Map<String, Value> = self.values.into_iter().map(member).collect();
        (!members.is_empty()).then_some(Value::Object(members))
    }
}

fn split(pair: &[u8]) -> (&[u8], &[u8]) {
    let mut parts = pair.splitn(2, |byte| *byte == b'=');
    (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
}

/// Decodes a name or a value. The error is the lossy conversion of bytes that are not UTF-8.
fn decode(bytes: &[u8]) -> Result<String, String> {
    let with_spaces: Vec<u8> =
        bytes.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    let decoded: Vec<u8> = percent_decode(&with_spaces).collect();
    String::from_utf8(decoded)
        .map_err(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Whether a name consists of the usual characters. Any other name, for example a JSON document
/// sent as a form, may contain a secret and must not appear in a response or in the journal.
fn is_name(name: &str) -> bool {
    let is_usual = |it: char| it.is_ascii_alphanumeric() || "_-.[]".contains(it);
    (1..=MAX_NAME_LENGTH).contains(&name.len()) && name.chars().all(is_usual)
}

/// Maps `ip[0]` to `ip[]`: the real server accepts both (recorded: `OneHQ/sendgrid_webapi`,
/// `sendip`).
fn canonical(name: &str) -> String {
    let base = name.strip_suffix(']').and_then(|rest| {
        let (base, index) = rest.split_once('[')?;
        index.bytes().all(|it| it.is_ascii_digit()).then_some(base)
    });
    base.map_or_else(|| name.to_owned(), |base| format!("{base}[]"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parse(query: &str, body: &str) -> (Value, Vec<String>) {
        let form = Form::parse(query.as_bytes(), body.as_bytes());
        let errors = form.errors().to_vec();
        (form.into_value().unwrap_or_default(), errors)
    }

    #[test]
    fn merges_query_and_body() {
        let (form, errors) = parse("a=1&b=", "c=x+y%20%2B&d&e=f=g&%C3%A9=no&&");
        assert_eq!(form, json!({"a": "1", "b": "", "c": "x y +", "d": "", "e": "f=g"}));
        assert_eq!(errors, [messages::INVALID_PARAMETER_NAME]);
        assert_eq!(parse("", ""), (Value::Null, vec![]));
    }

    #[test]
    fn decodes_every_script() {
        let (form, errors) = parse("", "a=Jos%C3%A9&b=東京&c=%f0%9f%98%80&d=100%&e=%zz");
        assert_eq!(form, json!({"a": "José", "b": "東京", "c": "😀", "d": "100%", "e": "%zz"}));
        assert!(errors.is_empty());
    }

    #[test]
    fn reports_values_that_are_not_utf8() {
        let (form, errors) = parse("", "city=Jos%E9");
        assert_eq!(form, json!({"city": "Jos\u{fffd}"}));
        assert_eq!(errors, ["sandbox: city is not in UTF-8"]);
    }

    #[test]
    fn allows_repetition_of_arrays_only() {
        let (form, errors) = parse("ip[]=1", "ip%5B%5D=2&ip[0]=3&ip[1]=4");
        assert_eq!((form, errors), (json!({"ip[]": ["1", "2", "3", "4"]}), vec![]));
        for (query, body) in [("a=1&a=1", ""), ("", "a=1&a=2"), ("a=1", "a=2")] {
            assert_eq!(parse(query, body).1, ["sandbox: a was given more than once"]);
        }
        assert_eq!(parse("", "ip[0]=1&ip[0]=2").1, ["sandbox: ip[0] was given more than once"]);
    }

    #[test]
    fn drops_invalid_names() {
        for body in [r#"{"api_key":"secret"}"#, "api_key%3Dsecret", "=secret", &"x".repeat(65)] {
            let (form, errors) = parse("", body);
            assert_eq!((form, errors.len()), (Value::Null, 1), "{body}");
            assert!(!errors[0].contains("secret"));
        }
    }
}
