//! Arguments of a job as a JSON text.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Map, Value};

use crate::ffi::error::FfiError;
use crate::status::sga_status;

/// The members of an object in order, as it may name one twice.
struct Members(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

/// Reads an object. The text may contain a password, so that no error quotes its values.
pub(crate) fn json_object(text: &str) -> Result<Map<String, Value>, FfiError> {
    let Members(members) = serde_json::from_str(text).map_err(|error| {
        if error.classify() == Category::Data {
            return invalid("is not a JSON object, such as {\"user\": \"reader\"}");
        }
        let (line, column) = (error.line(), error.column());
        invalid(&format!("is not JSON at line {line}, column {column}"))
    })?;
    let mut object = Map::new();
    for (name, value) in members {
        if object.contains_key(&name) {
            return Err(invalid(&format!("has {name:?} twice")));
        }
        object.insert(name, value);
    }
    Ok(object)
}

fn invalid(problem: &str) -> FfiError {
    FfiError::misuse(sga_status::SGA_ERR_INVALID_INPUT, "arguments", problem)
}
