//! The parameters of a request, from its query and its body alike.

use std::collections::{BTreeMap, HashSet};

use percent_encoding::percent_decode;
use serde_json::{Map, Value};

use crate::texts;

/// No documented parameter has a name half as long.
const LONGEST_NAME: usize = 64;

/// Parameters by name. Those of PHP's arrays have names that end in `[]`, and may have any number
/// of values.
#[derive(Debug, Default)]
pub(crate) struct Form {
    values: BTreeMap<String, Vec<String>>,
    /// What was wrong with the form itself.
    problems: Vec<String>,
}

impl Form {
    /// Reads the parameters of a query and of a body, which may be mixed.
    pub(crate) fn read(query: &[u8], body: &[u8]) -> Self {
        let mut form = Self::default();
        let mut seen = HashSet::new();
        let pairs = [query, body].into_iter().flat_map(|part| part.split(|byte| *byte == b'&'));
        for pair in pairs.filter(|pair| !pair.is_empty()) {
            form.add(pair, &mut seen);
        }
        form
    }

    /// PHP lets the later of two equal names win. Here neither does, so that a client which sends
    /// one twice is noticed.
    fn add(&mut self, pair: &[u8], seen: &mut HashSet<String>) {
        let (name, value) = split(pair);
        let Some(name) = decode(name).ok().filter(|name| is_name(name)) else {
            self.problems.push(texts::NOT_A_NAME.to_owned());
            return;
        };
        let value = decode(value).unwrap_or_else(|lossy| {
            self.problems.push(texts::not_utf8(&name));
            lossy
        });
        self.values.entry(canonical(&name)).or_default().push(value);
        if !name.ends_with("[]") && seen.contains(&name) {
            self.problems.push(texts::given_twice(&name));
        }
        seen.insert(name);
    }

    pub(crate) fn problems(&self) -> &[String] {
        &self.problems
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// The first value of that name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.values.get(name).into_iter().flatten().map(String::as_str)
    }

    /// Every name with its first value.
    pub(crate) fn each(&self) -> impl Iterator<Item = (&str, &str)> {
        self.names().filter_map(|name| Some((name, self.get(name)?)))
    }

    /// As a JSON object; what is an array or came twice is an array. Nothing without parameters.
    pub(crate) fn into_value(self) -> Option<Value> {
        let member = |(name, mut values): (String, Vec<String>)| {
            let one = values.len() == 1 && !name.ends_with("[]");
            let value = if one { values.pop().into() } else { values.into() };
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

/// The text, or what can be made out of it if it is not in UTF-8.
fn decode(bytes: &[u8]) -> Result<String, String> {
    let spaced: Vec<u8> =
        bytes.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    let decoded: Vec<u8> = percent_decode(&spaced).collect();
    String::from_utf8(decoded)
        .map_err(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// What is no name, for example a JSON text that was sent as a form, might hold a secret: it is
/// neither answered nor put into the journal.
fn is_name(name: &str) -> bool {
    let is_usual = |it: char| it.is_ascii_alphanumeric() || "_-.[]".contains(it);
    (1..=LONGEST_NAME).contains(&name.len()) && name.chars().all(is_usual)
}

/// The server also takes `ip[0]` for `ip[]` (recorded: `OneHQ/sendgrid_webapi`, `sendip`).
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

    fn read(query: &str, body: &str) -> (Value, Vec<String>) {
        let form = Form::read(query.as_bytes(), body.as_bytes());
        let problems = form.problems().to_vec();
        (form.into_value().unwrap_or_default(), problems)
    }

    #[test]
    fn query_and_body_are_one_form() {
        let (form, problems) = read("a=1&b=", "c=x+y%20%2B&d&e=f=g&%C3%A9=no&&");
        assert_eq!(form, json!({"a": "1", "b": "", "c": "x y +", "d": "", "e": "f=g"}));
        assert_eq!(problems, [texts::NOT_A_NAME]);
        assert_eq!(read("", ""), (Value::Null, vec![]));
    }

    #[test]
    fn any_script_survives() {
        let (form, problems) = read("", "a=Jos%C3%A9&b=東京&c=%f0%9f%98%80&d=100%&e=%zz");
        assert_eq!(form, json!({"a": "José", "b": "東京", "c": "😀", "d": "100%", "e": "%zz"}));
        assert!(problems.is_empty());
    }

    #[test]
    fn what_is_not_utf8_is_a_problem() {
        let (form, problems) = read("", "city=Jos%E9");
        assert_eq!(form, json!({"city": "Jos\u{fffd}"}));
        assert_eq!(problems, ["sandbox: city is not in UTF-8"]);
    }

    #[test]
    fn only_arrays_may_come_twice() {
        let (form, problems) = read("ip[]=1", "ip%5B%5D=2&ip[0]=3&ip[1]=4");
        assert_eq!((form, problems), (json!({"ip[]": ["1", "2", "3", "4"]}), vec![]));
        for (query, body) in [("a=1&a=1", ""), ("", "a=1&a=2"), ("a=1", "a=2")] {
            assert_eq!(read(query, body).1, ["sandbox: a was given more than once"]);
        }
        assert_eq!(read("", "ip[0]=1&ip[0]=2").1, ["sandbox: ip[0] was given more than once"]);
    }

    #[test]
    fn what_is_no_name_leaves_no_trace() {
        for body in [r#"{"api_key":"secret"}"#, "api_key%3Dsecret", "=secret", &"x".repeat(65)] {
            let (form, problems) = read("", body);
            assert_eq!((form, problems.len()), (Value::Null, 1), "{body}");
            assert!(!problems[0].contains("secret"));
        }
    }
}
