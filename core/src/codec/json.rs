//! JSON. An error has the position of a fault, and never contains a value.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::codec::repair::repaired;
use crate::codec::unique::DUPLICATE;
use crate::error::{Error, ErrorKind, Outcome, Result};

/// Problem of a row of a list, after its subject.
pub(crate) const NO_USERNAME: &str = "has a row without a username";

/// Unknown fields of a response, and known fields with a value of another type; unchanged.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// Parses a text, and if it is not JSON, its repaired form.
pub(crate) fn parse<T: DeserializeOwned>(text: &[u8]) -> Result<T, serde_json::Error> {
    serde_json::from_slice(text).or_else(|error| match repaired(text) {
        Some(repaired) => serde_json::from_str(&repaired),
        None => Err(error),
    })
}

/// Describes an error. The messages of `serde_json` contain the value; this one has the position only.
pub(crate) fn describe(subject: &str, error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    let problem = match error.classify() {
        // The other messages of this category contain the value.
        Category::Data => [DUPLICATE, NO_USERNAME]
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
