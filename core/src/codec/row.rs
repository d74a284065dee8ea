//! A row of a list, whose fields are read from its text: no object is built of it.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::codec::budget::{Budget, OverBudget, RowCharge};
use crate::codec::json::Extra;
use crate::codec::lenient::Lenient;
use crate::codec::unique::{DUPLICATE, UniqueSeed, items, members};

/// Field of a row.
pub(crate) enum Field<T> {
    /// The text has had no member of its name.
    Absent,
    /// `None` for null, and for a value that does not fit.
    Read(Option<T>),
}

impl<T> Field<T> {
    pub(crate) fn value(self) -> Option<T> {
        match self {
            Self::Absent => None,
            Self::Read(value) => value,
        }
    }
}

/// Reads the members of a row from a text.
pub(crate) struct RowReader<'b> {
    budget: &'b Budget,
    /// Numbers and strings of the fields.
    charge: RowCharge,
    extra: Extra,
}

impl<'b> RowReader<'b> {
    pub(crate) fn new<E: Error>(budget: &'b Budget) -> Result<Self, E> {
        budget.object().map_err(OverBudget::custom)?;
        Ok(Self { budget, charge: RowCharge::default(), extra: Extra::new() })
    }

    /// Reads the value of a field. One that does not fit is an extra member.
    #[inline]
    pub(crate) fn field<'de, T: Lenient, A: MapAccess<'de>>(
        &mut self,
        access: &mut A,
        name: &'static str,
        field: &mut Field<T>,
    ) -> Result<(), A::Error> {
        if matches!(field, Field::Read(_)) {
            return Err(A::Error::custom(DUPLICATE));
        }
        access.next_value_seed(FieldSeed { row: self, name, field })
    }

    #[cold]
    fn keep<E: Error>(&mut self, name: &str, misfit: Value) -> Result<(), E> {
        if misfit != Value::Null {
            self.charge_name(name).map_err(OverBudget::custom)?;
            self.extra.insert(name.to_owned(), misfit);
        }
        Ok(())
    }

    /// Reads the value of another member.
    pub(crate) fn extra<'de, A: MapAccess<'de>>(
        &mut self,
        access: &mut A,
        name: String,
    ) -> Result<(), A::Error> {
        self.charge_name(&name).map_err(OverBudget::custom)?;
        let value = access.next_value_seed(UniqueSeed(self.budget))?;
        match self.extra.insert(name, value) {
            None => Ok(()),
            Some(_) => Err(A::Error::custom(DUPLICATE)),
        }
    }

    fn charge_name(&self, name: &str) -> Result<(), OverBudget> {
        self.budget.member(self.extra.len(), name)
    }

    /// The members that are not fields.
    pub(crate) fn finish<E: Error>(self) -> Result<Extra, E> {
        self.budget.row(&self.charge).map_err(OverBudget::custom)?;
        Ok(self.extra)
    }
}

/// Reads a value into its field. Returned, it would be copied once more by each function on its way.
struct FieldSeed<'r, 'b, T> {
    row: &'r mut RowReader<'b>,
    name: &'static str,
    field: &'r mut Field<T>,
}

impl<T: Lenient> FieldSeed<'_, '_, T> {
    #[inline]
    fn set<E: Error>(self, value: Result<T, Value>) -> Result<(), E> {
        match value {
            Ok(value) => {
                *self.field = Field::Read(Some(value));
                Ok(())
            }
            Err(misfit) => {
                *self.field = Field::Read(None);
                self.row.keep(self.name, misfit)
            }
        }
    }

    #[inline]
    fn scalar<E: Error>(self, value: impl Into<Value>) -> Result<(), E> {
        self.row.charge.scalar();
        self.set(T::from_value(value.into()))
    }
}

impl<'de, T: Lenient> DeserializeSeed<'de> for FieldSeed<'_, '_, T> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Lenient> Visitor<'de> for FieldSeed<'_, '_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.set(Err(Value::Null))
    }

    #[inline]
    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.scalar(value)
    }

    #[inline]
    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.scalar(value)
    }

    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.scalar(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.scalar(value)
    }

    #[inline]
    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.row.charge.string(value);
        match T::read_str(value) {
            Some(value) => self.set(Ok(value)),
            None => self.set(Err(value.into())),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let items = items(access, self.row.budget)?;
        self.set(T::from_value(Value::Array(items)))
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let members = members(access, self.row.budget)?;
        self.set(T::from_value(Value::Object(members)))
    }
}
