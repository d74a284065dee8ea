//! The order of the fields of a row, guessed from the rows before it.

use crate::customers::customer::FIELDS;

/// Servers write the fields of each row in one order: the next field is known before its name is
/// read, and need only be compared.
pub(crate) struct FieldOrder([usize; FIELDS.len()]);

impl FieldOrder {
    pub(crate) fn new() -> Self {
        Self(std::array::from_fn(|field| field))
    }

    /// The field that stood at this place of a row last.
    pub(crate) fn guess(&self, place: usize) -> usize {
        self.0.get(place).copied().unwrap_or_default()
    }

    pub(crate) fn learn(&mut self, place: usize, field: usize) {
        if let Some(guess) = self.0.get_mut(place) {
            *guess = field;
        }
    }
}
