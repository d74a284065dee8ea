//! Fields of a line.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

/// Names and values of a line; a name may occur several times.
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    pub(crate) fn read(line: &str) -> Self {
        let decode = |string: &str| percent_decode_str(string).decode_utf8().unwrap().into_owned();
        let fields = line.split('\t').map(|field| field.split_once('=').unwrap());
        Self(fields.map(|(name, value)| (decode(name), decode(value))).collect())
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        let parse = |value: &str| value.parse().unwrap_or_else(|_| panic!("{name} is {value}"));
        self.get(name).map(parse)
    }

    /// The fields of one call of a series.
    pub(crate) fn numbered(&self, number: usize) -> Self {
        let replace = |value: &String| value.replace("{n}", &number.to_string());
        Self(self.0.iter().map(|(name, value)| (name.clone(), replace(value))).collect())
    }

    pub(crate) fn call(&self) -> Value {
        let mut arguments = Map::new();
        for (name, value) in &self.0 {
            let Some(name) = name.strip_prefix("arg.") else { continue };
            let value = match name {
                "ip" | "ip_group" | "ips" | "scopes" | "usernames" => {
                    let values = arguments.entry(name).or_insert_with(|| json!([]));
                    values.as_array_mut().unwrap().push(json!(value));
                    continue;
                }
                "active" | "allow_own" | "clear" | "free_user" | "include_region" => {
                    json!(value == "true")
                }
                "by" | "total" => json!(value.parse::<i64>().unwrap()),
                "json" => serde_json::from_str(value).unwrap(),
                "limit" | "offset" => json!(value.parse::<u64>().unwrap()),
                _ => json!(value),
            };
            arguments.insert(name.into(), value);
        }
        json!({ "operation": self.get("operation"), "arguments": arguments })
    }
}
