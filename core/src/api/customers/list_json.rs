//! Reader for a list of customers in JSON.
//!
//! The parser writes the places of known fields directly into the table: no value is created for a
//! row, and no string is copied unless it has escapes.

use std::fmt;

use bytes::Bytes;
use bytestring::ByteString;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::api::customers::customer::{check, column_of};
use crate::api::customers::customer_list::CustomerList;
use crate::api::customers::table::Builder;

/// Reads an array of objects.
pub(crate) fn read(body: &Bytes) -> Result<CustomerList, serde_json::Error> {
    // One UTF-8 check of the body is faster than one per string.
    let body = ByteString::try_from(body.clone()).map_err(|_| Error::custom("not UTF-8"))?;
    let mut builder = Builder::new(&body);
    let mut deserializer = serde_json::Deserializer::from_str(&body);
    deserializer.deserialize_seq(Rows(&mut builder))?;
    deserializer.end()?;
    Ok(CustomerList::new(builder.finish(body.clone())))
}

struct Rows<'b, 'de>(&'b mut Builder<'de>);

impl<'de> Visitor<'de> for Rows<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of customers")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        while rows.next_element_seed(Row(self.0))?.is_some() {}
        Ok(())
    }
}

struct Row<'b, 'de>(&'b mut Builder<'de>);

impl<'de> DeserializeSeed<'de> for Row<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Row<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a customer")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        self.0.begin_row();
        while let Some(name) = fields.next_key_seed(NameSeed)? {
            match name {
                Name::Known(column) => {
                    fields.next_value_seed(FieldString { builder: self.0, column })?;
                }
                Name::Unknown(name) => {
                    let value = fields.next_value()?;
                    self.0.set_extra(name, value);
                }
            }
        }
        Ok(())
    }
}

enum Name {
    Known(usize),
    Unknown(String),
}

struct NameSeed;

impl<'de> DeserializeSeed<'de> for NameSeed {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for NameSeed {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Name, E> {
        Ok(column_of(name).map_or_else(|| Name::Unknown(name.to_owned()), Name::Known))
    }
}

/// Value of a known field: a string, or another scalar, which some servers write instead.
struct FieldString<'b, 'de> {
    builder: &'b mut Builder<'de>,
    column: usize,
}

impl FieldString<'_, '_> {
    fn store<E: Error>(self, string: &str) -> Result<(), E> {
        check(self.column, string).map_err(E::custom)?;
        self.builder.set_beside(self.column, string);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for FieldString<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for FieldString<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, string: &'de str) -> Result<(), E> {
        check(self.column, string).map_err(E::custom)?;
        self.builder.set_borrowed(self.column, string);
        Ok(())
    }

    fn visit_str<E: Error>(self, string: &str) -> Result<(), E> {
        self.store(string)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.store(if value { "true" } else { "false" })
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.store(&value.to_string())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.store(&value.to_string())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.store(&value.to_string())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        // Reads the map to its end, so that a truncated body is reported as truncated.
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Err(A::Error::custom("not a string"))
    }
}
