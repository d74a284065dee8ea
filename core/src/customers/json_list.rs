//! A list of customers in JSON, read as it stands.
//!
//! Nearly every list is plain and read by [`plain_json`]. What this reader says counts: it takes
//! over whatever is not plain, and names the place of what is wrong.

use std::fmt;

use bytes::Bytes;
use bytestring::ByteString;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::customers::customer::field_named;
use crate::customers::customer_list::{Builder, CustomerList};
use crate::customers::plain_json;

/// Reads an array of objects.
pub(crate) fn read(body: &Bytes) -> Result<CustomerList, serde_json::Error> {
    let text = ByteString::try_from(body.clone()).map_err(|_| Error::custom("not UTF-8"))?;
    let builder = match plain_json::read(&text) {
        Some(builder) => builder,
        None => read_with_care(&text)?,
    };
    Ok(builder.finish(text.clone()))
}

pub(crate) fn read_with_care(text: &str) -> Result<Builder<'_>, serde_json::Error> {
    let mut builder = Builder::new(text);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    deserializer.deserialize_seq(Rows(&mut builder))?;
    deserializer.end()?;
    Ok(builder)
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
        while let Some(name) = fields.next_key_seed(Name)? {
            match name {
                Named::Known(field) => fields.next_value_seed(Text { builder: self.0, field })?,
                Named::Unknown(name) => {
                    let value = fields.next_value()?;
                    self.0.set_extra(name, value);
                }
            }
        }
        Ok(())
    }
}

enum Named {
    Known(usize),
    Unknown(String),
}

struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Named;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Named, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Named;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Named, E> {
        Ok(field_named(name).map_or_else(|| Named::Unknown(name.to_owned()), Named::Known))
    }
}

/// Takes a text, or what a lenient server writes in its place.
pub(crate) struct Text<'b, 'de> {
    pub(crate) builder: &'b mut Builder<'de>,
    pub(crate) field: usize,
}

impl Text<'_, '_> {
    fn keep<E: Error>(self, text: &str) -> Result<(), E> {
        self.builder.set_beside(self.field, text).map_err(E::custom)
    }
}

impl<'de> DeserializeSeed<'de> for Text<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Text<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<(), E> {
        self.builder.set_borrowed(self.field, text).map_err(E::custom)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.keep(text)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.keep(if value { "true" } else { "false" })
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.keep(&value.to_string())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.keep(&value.to_string())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.keep(&value.to_string())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        // Read to its end first: an answer that is cut is told from one of a wrong form.
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Err(A::Error::custom("not a text"))
    }
}
