//! JSON values whose objects have each member once.
//!
//! RFC 8259 leaves it open which of two members with one name counts. A decoder that takes the last
//! could read a refusal as a success, so that a repeated member is an error at any depth.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::codec::budget::{Budget, OverBudget};

/// Problem of a repeated member, after its subject.
pub(crate) const DUPLICATE: &str = "has a field twice";

/// Reads the members of an object.
pub(crate) fn members<'de, A: MapAccess<'de>>(
    mut access: A,
    budget: &Budget,
) -> Result<Map<String, Value>, A::Error> {
    budget.object().map_err(OverBudget::custom)?;
    let mut members = Map::new();
    while let Some(name) = access.next_key::<String>()? {
        budget.member(members.len(), &name).map_err(OverBudget::custom)?;
        let value = access.next_value_seed(UniqueSeed(budget))?;
        if members.insert(name, value).is_some() {
            return Err(A::Error::custom(DUPLICATE));
        }
    }
    Ok(members)
}

/// Reads the items of an array.
pub(crate) fn items<'de, A: SeqAccess<'de>>(
    mut access: A,
    budget: &Budget,
) -> Result<Vec<Value>, A::Error> {
    budget.array().map_err(OverBudget::custom)?;
    let mut items = Vec::new();
    while let Some(item) = access.next_element_seed(UniqueSeed(budget))? {
        budget.item(&mut items, item).map_err(OverBudget::custom)?;
    }
    Ok(items)
}

/// Reads one value, whose memory is charged to a budget.
pub(crate) struct UniqueSeed<'b>(pub(crate) &'b Budget);

impl UniqueSeed<'_> {
    fn scalar<E: Error>(&self, value: impl Into<Value>) -> Result<Value, E> {
        self.0.scalar().map_err(OverBudget::custom)?;
        Ok(value.into())
    }
}

impl<'de> DeserializeSeed<'de> for UniqueSeed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for UniqueSeed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.scalar(())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.scalar(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.scalar(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.scalar(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.scalar(value)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.0.string(value).map_err(OverBudget::custom)?;
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        items(access, self.0).map(Value::Array)
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        members(access, self.0).map(Value::Object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_within(budget: &Budget, text: &str) -> serde_json::Result<Value> {
        UniqueSeed(budget).deserialize(&mut serde_json::Deserializer::from_str(text))
    }

    fn read(text: &str) -> serde_json::Result<Value> {
        read_within(&Budget::of(text.len()), text)
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
