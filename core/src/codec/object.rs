//! A JSON object whose members become the fields of a result.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::codec::budget::{Budget, OverBudget};
use crate::codec::json::{Bounded, Extra};
use crate::codec::lenient::Lenient;
use crate::codec::unique;

/// The members of an object, each of which occurs once.
#[derive(Debug, Default)]
pub(crate) struct Object(Extra);

impl Object {
    pub(crate) fn members(&self) -> &Extra {
        &self.0
    }

    /// Removes a member and returns its value; `None` if it is null or absent. A value that does not
    /// fit the type stays in the object.
    pub(crate) fn take<T: Lenient>(&mut self, name: &str) -> Option<T> {
        let value = self.0.get(name)?;
        let read = T::read(value);
        if read.is_some() || *value == Value::Null {
            self.0.remove(name);
        }
        read
    }

    /// Removes a member that is a string, without a copy; `None` for any other member.
    pub(crate) fn take_string(&mut self, name: &str) -> Option<String> {
        match self.0.get_mut(name)? {
            Value::String(string) => {
                let string = std::mem::take(string);
                self.0.remove(name);
                Some(string)
            }
            _ => None,
        }
    }

    /// Removes a member that is an array of objects, and returns these; `None` for any other member.
    pub(crate) fn take_rows(&mut self, name: &str) -> Option<Vec<Self>> {
        let rows = self.0.get(name)?.as_array()?;
        if !rows.iter().all(Value::is_object) {
            return None;
        }
        let Some(Value::Array(rows)) = self.0.remove(name) else { return None };
        let object =
            |row| if let Value::Object(members) = row { Some(Self(members)) } else { None };
        rows.into_iter().map(object).collect()
    }

    /// Removes a member of a member that is an object, and the object if it has no other member.
    pub(crate) fn take_nested<T: Lenient>(&mut self, outer: &str, name: &str) -> Option<T> {
        let Some(Value::Object(members)) = self.0.get_mut(outer) else { return None };
        let read = T::read(members.get(name)?)?;
        members.remove(name);
        if members.is_empty() {
            self.0.remove(outer);
        }
        Some(read)
    }

    /// Removes a secret, whatever its type; `None` if it is null, empty or absent.
    pub(crate) fn take_secret(&mut self, name: &str) -> Option<String> {
        match self.0.remove(name)? {
            Value::Null => None,
            Value::String(secret) => Some(secret).filter(|secret| !secret.is_empty()),
            other => Some(other.to_string()),
        }
    }

    /// The members that are left, without those whose names say that they hold secrets.
    pub(crate) fn rest_without_secrets(self) -> Extra {
        let is_secret = |name: &str| {
            let name = name.to_ascii_lowercase();
            ["key", "password", "secret", "token"].iter().any(|word| name.contains(word))
        };
        self.0.into_iter().filter(|(name, _)| !is_secret(name)).collect()
    }

    /// The members that are left.
    pub(crate) fn rest(self) -> Extra {
        self.0
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(deserializer, &Budget::unlimited())
    }
}

impl Bounded for Object {
    fn read<'de, D: Deserializer<'de>>(deserializer: D, budget: &Budget) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectSeed(budget))
    }
}

impl Bounded for Vec<Object> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D, budget: &Budget) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(RowsVisitor(budget))
    }
}

struct ObjectSeed<'b>(&'b Budget);

impl<'de> DeserializeSeed<'de> for ObjectSeed<'_> {
    type Value = Object;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Object, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ObjectSeed<'_> {
    type Value = Object;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Object, A::Error> {
        unique::members(access, self.0).map(Object)
    }
}

struct RowsVisitor<'b>(&'b Budget);

impl<'de> Visitor<'de> for RowsVisitor<'_> {
    type Value = Vec<Object>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Vec<Object>, A::Error> {
        let mut rows = Vec::new();
        while let Some(row) = access.next_element_seed(ObjectSeed(self.0))? {
            self.0.push(&mut rows, row).map_err(OverBudget::custom)?;
        }
        Ok(rows)
    }
}

/// A result that is read from an object.
pub(crate) trait FromObject: From<Object> {
    /// Names of its fields in the object.
    const NAMES: &'static [&'static str];
}

/// Implements `FromObject`, and both directions of serde, for a struct of optional fields and `extra`. A
/// field may have another name in the object.
macro_rules! object_fields {
    ($type:ident { $($field:ident: $name:expr $(=> $other:expr)?,)* }) => {
        impl From<$crate::codec::object::Object> for $type {
            fn from(mut object: $crate::codec::object::Object) -> Self {
                Self {
                    $($field: object.take($name)$(.or_else(|| object.take($other)))?,)*
                    extra: object.rest(),
                }
            }
        }

        impl $crate::codec::object::FromObject for $type {
            const NAMES: &'static [&'static str] = &[$($name, $($other,)?)*];
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <$crate::codec::object::Object as serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }

        $crate::codec::object::serialize_fields! { $type { $($field: $name,)* } }
    };
}

/// Implements `Serialize` for a struct of optional fields and `extra`. A field without a value whose
/// name is in `extra` is left out: each member occurs once.
macro_rules! serialize_fields {
    ($type:ident { $($field:ident: $name:expr,)* }) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let mut members = serializer.serialize_map(None)?;
                $(
                    if self.$field.is_some() || !self.extra.contains_key($name) {
                        members.serialize_entry($name, &self.$field)?;
                    }
                )*
                for (name, value) in &self.extra {
                    members.serialize_entry(name, value)?;
                }
                members.end()
            }
        }
    };
}

pub(crate) use {object_fields, serialize_fields};
