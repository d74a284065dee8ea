//! What a line asks for.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

/// What a line says; a name may stand there several times.
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    pub(crate) fn read(line: &str) -> Self {
        let decoded = |text: &str| percent_decode_str(text).decode_utf8().unwrap().into_owned();
        let fields = line.split('\t').map(|field| field.split_once('=').unwrap());
        Self(fields.map(|(name, value)| (decoded(name), decoded(value))).collect())
    }

    pub(crate) fn get(&self, wanted: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }

    pub(crate) fn number<T: std::str::FromStr>(&self, wanted: &str) -> Option<T> {
        let read = |text: &str| text.parse().unwrap_or_else(|_| panic!("{wanted} is {text}"));
        self.get(wanted).map(read)
    }

    /// The same for the call of that number in a series.
    pub(crate) fn numbered(&self, number: usize) -> Self {
        let replaced = |value: &String| value.replace("{n}", &number.to_string());
        Self(self.0.iter().map(|(name, value)| (name.clone(), replaced(value))).collect())
    }

    pub(crate) fn call(&self) -> Value {
        let mut arguments = Map::new();
        for (name, value) in &self.0 {
            let Some(name) = name.strip_prefix("arg.") else { continue };
            let value = match name {
                "ip" | "ip_group" => {
                    let values = arguments.entry(name).or_insert_with(|| json!([]));
                    values.as_array_mut().unwrap().push(json!(value));
                    continue;
                }
                "active" | "free_user" => json!(value == "true"),
                "limit" | "offset" => json!(value.parse::<u64>().unwrap()),
                _ => json!(value),
            };
            arguments.insert(name.into(), value);
        }
        json!({ "operation": self.get("operation"), "arguments": arguments })
    }
}
