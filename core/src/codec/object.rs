//! A JSON object whose members become the fields of a result.

use std::fmt;
use std::marker::PhantomData;

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
    pub(crate) fn new(members: Extra) -> Self {
        Self(members)
    }

    pub(crate) fn members(&self) -> &Extra {
        &self.0
    }

    /// Removes a member and returns its value; `None` if it is null or absent. A value that does not
    /// fit the type stays in the object.
    pub(crate) fn take<T: Lenient>(&mut self, name: &str) -> Option<T> {
        let (name, value) = self.0.remove_entry(name)?;
        match T::from_value(value) {
            Ok(value) => return Some(value),
            Err(Value::Null) => {}
            Err(misfit) => {
                self.0.insert(name, misfit);
            }
        }
        None
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
        deserializer.deserialize_map(ObjectVisitor(budget))
    }
}

impl<T: FromObject> Bounded for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D, budget: &Budget) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(RowsVisitor(budget, PhantomData))
    }
}

struct ObjectVisitor<'b>(&'b Budget);

impl<'de> Visitor<'de> for ObjectVisitor<'_> {
    type Value = Object;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Object, A::Error> {
        unique::members(access, self.0).map(Object)
    }
}

struct RowsVisitor<'b, T>(&'b Budget, PhantomData<T>);

impl<'de, T: FromObject> Visitor<'de> for RowsVisitor<'_, T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Vec<T>, A::Error> {
        let mut rows = Vec::new();
        while access.next_element_seed(RowSeed(self.0, &mut rows))?.is_some() {}
        Ok(rows)
    }
}

/// Adds a row.
struct RowSeed<'b, 'r, T>(&'b Budget, &'r mut Vec<T>);

impl<'de, T: FromObject> DeserializeSeed<'de> for RowSeed<'_, '_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: FromObject> Visitor<'de> for RowSeed<'_, '_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let Self(budget, rows) = self;
        budget.push(rows, T::read_members(access, budget)?).map_err(OverBudget::custom)
    }
}

/// A result that is read from an object.
pub(crate) trait FromObject: From<Object> {
    /// Names of its fields in the object.
    const NAMES: &'static [&'static str];

    /// Reads the members of a text.
    fn read_members<'de, A: MapAccess<'de>>(access: A, budget: &Budget) -> Result<Self, A::Error> {
        unique::members(access, budget).map(|members| Self::from(Object(members)))
    }
}

/// Implements `FromObject`, and both directions of serde, for a struct of optional fields and `extra`. A
/// field may have another name in the object.
macro_rules! object_fields {
    ($type:ident { $($field:ident: $name:expr $(=> $other:expr)?,)* }) => {
        impl $crate::codec::object::FromObject for $type {
            const NAMES: &'static [&'static str] = &[$($name, $($other,)?)*];
        }

        $crate::codec::object::object_conversions! {
            $type { $($field: $name $(=> $other)?,)* }
        }
    };
}

/// As `object_fields`, for the rows of long lists: no object is built of their text. Of an alternative
/// name there is one, since it is an extra member where the field has a value.
macro_rules! row_fields {
    ($type:ident { $($field:ident: $name:literal $(=> $other:literal)?,)* }) => {
        impl $crate::codec::object::FromObject for $type {
            const NAMES: &'static [&'static str] = &[$($name, $($other,)?)*];

            #[inline]
            fn read_members<'de, A: serde::de::MapAccess<'de>>(
                mut access: A,
                budget: &$crate::codec::budget::Budget,
            ) -> Result<Self, A::Error> {
                #[derive(serde::Deserialize)]
                #[serde(field_identifier)]
                #[allow(non_camel_case_types, reason = "the variants have the names of the fields")]
                enum Name {
                    $(#[serde(rename = $name)] $field,)*
                    Other(String),
                }
                let mut row = $crate::codec::row::RowReader::new(budget)?;
                $(let mut $field = $crate::codec::row::Field::Absent;)*
                while let Some(name) = access.next_key()? {
                    match name {
                        $(Name::$field => row.field(&mut access, $name, &mut $field)?,)*
                        Name::Other(name) => row.extra(&mut access, name)?,
                    }
                }
                #[allow(unused_mut, reason = "only alternative names are taken from it")]
                let mut extra = $crate::codec::object::Object::new(row.finish()?);
                Ok(Self {
                    $($field: $field.value()$(.or_else(|| extra.take($other)))?,)*
                    extra: extra.rest(),
                })
            }
        }

        $crate::codec::object::object_conversions! {
            $type { $($field: $name $(=> $other)?,)* }
        }
    };
}

/// Implements the conversion from an object, and both directions of serde.
macro_rules! object_conversions {
    ($type:ident { $($field:ident: $name:expr $(=> $other:expr)?,)* }) => {
        impl From<$crate::codec::object::Object> for $type {
            fn from(mut object: $crate::codec::object::Object) -> Self {
                Self {
                    $($field: object.take($name)$(.or_else(|| object.take($other)))?,)*
                    extra: object.rest(),
                }
            }
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

pub(crate) use {object_conversions, object_fields, row_fields, serialize_fields};
