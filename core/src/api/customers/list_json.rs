//! Reader for a list of customers in JSON.
//!
//! The parser writes the places of known fields directly into the table: no value is created for a
//! row, and no string is copied unless it has escapes.

use std::fmt;

use bytes::Bytes;
use bytestring::ByteString;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde_json::{Number, Value};

use crate::api::customers::customer::{column_of, fits, is_boolean, name_of};
use crate::api::customers::customer_list::CustomerList;
use crate::api::customers::table::{Builder, RowError};
use crate::codec::budget::{Budget, OverBudget};
use crate::codec::json::is_over_budget;
use crate::codec::lenient::number_as_string;
use crate::codec::repair::repaired;
use crate::codec::unique::{DUPLICATE, UniqueSeed, items, members};

/// The member of an object that holds the rows, by the name of the root in XML.
const WRAPPER: &str = "users";

/// Form of a body that is an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// The first row of a list without brackets.
    Row,
    /// An object with the rows as its only member.
    Wrapper,
    Other,
}

/// Reads the form of a body, without creating a value.
pub(crate) fn shape(text: &Bytes) -> Shape {
    let first = |text: &[u8]| {
        let mut values = serde_json::Deserializer::from_slice(text).into_iter::<Names>();
        values.next().and_then(Result::ok)
    };
    let names = first(text).or_else(|| first(repaired(text)?.as_bytes()));
    match names {
        Some(Names { username: true, .. }) => Shape::Row,
        Some(Names { users: true, others: false, .. }) => Shape::Wrapper,
        _ => Shape::Other,
    }
}

/// Reads an array of objects, or an object with the array as its only member.
/// `copied` is the memory that `text` takes beside the body.
pub(crate) fn read(text: &Bytes, copied: usize) -> Result<CustomerList, serde_json::Error> {
    // One UTF-8 check of the body is faster than one per string.
    let strict = ByteString::try_from(text.clone()).map_err(|_| Error::custom("not UTF-8"));
    let budget = Budget::of(text.len());
    budget.charge(copied).map_err(OverBudget::custom)?;
    strict.and_then(|body| read_strictly(&body, &budget)).or_else(|error| {
        if is_over_budget(&error) {
            return Err(error);
        }
        let Some(repaired) = repaired(text) else { return Err(error) };
        let budget = Budget::of(text.len());
        budget.charge(copied + repaired.capacity()).map_err(OverBudget::custom)?;
        read_strictly(&repaired.into(), &budget)
    })
}

fn read_strictly(body: &ByteString, budget: &Budget) -> Result<CustomerList, serde_json::Error> {
    let mut builder = Builder::new(body, budget);
    let mut deserializer = serde_json::Deserializer::from_str(body);
    if body.trim_ascii_start().starts_with('{') {
        deserializer.deserialize_map(Rows(&mut builder))?;
    } else {
        deserializer.deserialize_seq(Rows(&mut builder))?;
    }
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

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        match members.next_key::<String>()?.as_deref() {
            Some(WRAPPER) => members.next_value_seed(self)?,
            _ => return Err(A::Error::invalid_type(Unexpected::Map, &"a list of customers")),
        }
        // `shape` found no other member.
        if members.next_key::<IgnoredAny>()?.is_some() {
            return Err(A::Error::custom(DUPLICATE));
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Rows<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
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
        while let Some(name) = fields.next_key_seed(NameSeed)? {
            match name {
                Name::Known(column) => {
                    self.0.mark(column).map_err(failed)?;
                    fields.next_value_seed(Field { builder: self.0, column })?;
                }
                Name::Unknown(name) => {
                    let value = fields.next_value_seed(UniqueSeed(self.0.budget()))?;
                    self.0.set_extra(name, value).map_err(failed)?;
                }
            }
        }
        self.0.end_row().map_err(failed)
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

/// Value of a known field: a string, or a number or boolean, which some servers write instead. Any
/// other value becomes an unknown field.
struct Field<'b, 'de> {
    builder: &'b mut Builder<'de>,
    column: usize,
}

impl Field<'_, '_> {
    fn string<E: Error>(self, string: &str) -> Result<(), E> {
        if fits(self.column, string) {
            self.builder.set_beside(self.column, string).map_err(failed)
        } else {
            self.misfit_string(string)
        }
    }

    #[cold]
    fn number<E: Error>(self, number: Number) -> Result<(), E> {
        match number_as_string(&number).filter(|string| fits(self.column, string)) {
            Some(string) => self.string(&string),
            None => self.misfit_scalar(number),
        }
    }

    #[cold]
    fn misfit_string<E: Error>(self, string: &str) -> Result<(), E> {
        self.builder.budget().string(string).map_err(OverBudget::custom)?;
        self.misfit(string.into())
    }

    #[cold]
    fn misfit_scalar<E: Error>(self, value: impl Into<Value>) -> Result<(), E> {
        self.builder.budget().scalar().map_err(OverBudget::custom)?;
        self.misfit(value.into())
    }

    /// Adds a value that is charged already.
    #[cold]
    fn misfit<E: Error>(self, value: Value) -> Result<(), E> {
        self.builder.set_extra(name_of(self.column).to_owned(), value).map_err(failed)
    }
}

fn failed<E: Error>(error: RowError) -> E {
    E::custom(error.as_str())
}

impl<'de> DeserializeSeed<'de> for Field<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Field<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E: Error>(self, string: &'de str) -> Result<(), E> {
        if fits(self.column, string) {
            self.builder.set_borrowed(self.column, string).map_err(failed)
        } else {
            self.misfit_string(string)
        }
    }

    fn visit_str<E: Error>(self, string: &str) -> Result<(), E> {
        self.string(string)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        match (is_boolean(self.column), value) {
            (true, true) => self.string("true"),
            (true, false) => self.string("false"),
            (false, value) => self.misfit_scalar(value),
        }
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.number(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.number(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        // JSON has no infinite number.
        Number::from_f64(value).map_or(Ok(()), |number| self.number(number))
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let items = items(access, self.builder.budget())?;
        self.misfit(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let members = members(access, self.builder.budget())?;
        self.misfit(Value::Object(members))
    }
}

/// The names of the members that tell the form of a body.
#[derive(Default)]
struct Names {
    username: bool,
    users: bool,
    others: bool,
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(NamesVisitor)
    }
}

struct NamesVisitor;

impl<'de> Visitor<'de> for NamesVisitor {
    type Value = Names;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Names, A::Error> {
        let mut names = Names::default();
        while let Some((name, IgnoredAny)) = members.next_entry::<String, _>()? {
            match name.as_str() {
                WRAPPER => names.users = true,
                "username" => names.username = true,
                _ => names.others = true,
            }
        }
        Ok(names)
    }
}
