//! JSON. An error has the position of a fault, and never contains a value.

use serde::Serialize;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny};
use serde_json::Value;
use serde_json::error::Category;

use crate::codec::budget::{Budget, OVER_BUDGET, OverBudget};
use crate::codec::repair::repaired;
use crate::codec::unique::{DUPLICATE, UniqueSeed};
use crate::error::{Error, ErrorKind, Outcome, Result};

/// Problem of a row of a list, after its subject.
pub(crate) const NO_USERNAME: &str = "has a row without a username";

/// Unknown fields of a response, and known fields with a value of another type; unchanged.
pub type Extra = serde_json::Map<String, Value>;

/// A value that is read within a budget.
pub(crate) trait Bounded: Sized {
    fn read<'de, D: Deserializer<'de>>(deserializer: D, budget: &Budget) -> Result<Self, D::Error>;
}

impl Bounded for Value {
    fn read<'de, D: Deserializer<'de>>(deserializer: D, budget: &Budget) -> Result<Self, D::Error> {
        UniqueSeed(budget).deserialize(deserializer)
    }
}

impl Bounded for IgnoredAny {
    fn read<'de, D: Deserializer<'de>>(deserializer: D, _: &Budget) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

/// Parses a text, and if it is not JSON, its repaired form. Each member occurs once, and memory is
/// bounded by the budget of the text.
pub(crate) fn parse<T: Bounded>(text: &[u8]) -> Result<T, serde_json::Error> {
    // One check of a whole text costs less than one of each string.
    let value = match std::str::from_utf8(text) {
        Ok(string) => read(serde_json::Deserializer::from_str(string), &Budget::of(text.len())),
        Err(_) => read(serde_json::Deserializer::from_slice(text), &Budget::of(text.len())),
    };
    value.or_else(|error| {
        if is_over_budget(&error) {
            return Err(error);
        }
        let Some(repaired) = repaired(text) else { return Err(error) };
        let budget = Budget::of(text.len());
        budget.charge(repaired.capacity()).map_err(OverBudget::custom)?;
        read(serde_json::Deserializer::from_str(&repaired), &budget)
    })
}

/// Reads the value of a whole text.
fn read<'de, T: Bounded, R: serde_json::de::Read<'de>>(
    mut text: serde_json::Deserializer<R>,
    budget: &Budget,
) -> Result<T, serde_json::Error> {
    let value = T::read(&mut text, budget)?;
    text.end().map(|()| value)
}

/// Whether a text is JSON of which too much is built.
pub(crate) fn is_over_budget(error: &serde_json::Error) -> bool {
    error.is_data() && error.to_string().starts_with(OVER_BUDGET)
}

/// Describes an error. The messages of `serde_json` contain the value; this one has the position only.
pub(crate) fn describe(subject: &str, error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    let problem = match error.classify() {
        // The other messages of this category contain the value.
        Category::Data => [DUPLICATE, NO_USERNAME, OVER_BUDGET]
            .into_iter()
            .find(|problem| error.to_string().starts_with(problem))
            .unwrap_or("does not have the documented form"),
        Category::Eof => "ends too early",
        Category::Syntax | Category::Io => "is not JSON",
    };
    format!("{subject} {problem} (line {line}, column {column})")
}

pub(crate) fn encode(body: &impl Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(body).map_err(|error| {
        Error::new(ErrorKind::Internal, Outcome::NotSent, "the request could not be encoded")
            .with_source(error)
    })
}
