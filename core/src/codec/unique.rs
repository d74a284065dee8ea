//! JSON values whose objects have each member once.
//!
//! RFC 8259 leaves it open which of two members with one name counts. A decoder that takes the last
//! could read a refusal as a success, so that a repeated member is an error at any depth.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Problem of a repeated member, after its subject.
pub(crate) const DUPLICATE: &str = "has a field twice";

/// Reads the members of an object.
pub(crate) fn members<'de, A: MapAccess<'de>>(
    mut access: A,
) -> Result<Map<String, Value>, A::Error> {
    let mut members = Map::new();
    while let Some(name) = access.next_key::<String>()? {
        let value = access.next_value_seed(UniqueSeed)?;
        if members.insert(name, value).is_some() {
            return Err(A::Error::custom(DUPLICATE));
        }
    }
    Ok(members)
}

/// Reads the items of an array.
pub(crate) fn items<'de, A: SeqAccess<'de>>(mut access: A) -> Result<Vec<Value>, A::Error> {
    let mut items = Vec::new();
    while let Some(item) = access.next_element_seed(UniqueSeed)? {
        items.push(item);
    }
    Ok(items)
}

/// Reads one value.
pub(crate) struct UniqueSeed;

impl<'de> DeserializeSeed<'de> for UniqueSeed {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for UniqueSeed {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        items(access).map(Value::Array)
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        members(access).map(Value::Object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> serde_json::Result<Value> {
        UniqueSeed.deserialize(&mut serde_json::Deserializer::from_str(text))
    }

    #[test]
    fn a_repeated_member_is_an_error_at_any_depth() {
        for text in
            [r#"{"a":1,"a":1}"#, r#"{"a":1,"\u0061":2}"#, r#"[{"b":[{"a":null,"a":null}]}]"#]
        {
            let error = read(text).unwrap_err();
            assert!(error.to_string().starts_with(DUPLICATE), "{error}");
        }
    }

    #[test]
    fn any_other_value_is_read_unchanged() {
        let text = r#"{"a":[null,true,-1,18446744073709551615,0.5,"x",{"a":{}}],"b":""}"#;
        let expected: Value = serde_json::from_str(text).unwrap();
        assert_eq!(read(text).unwrap(), expected);
    }
}
