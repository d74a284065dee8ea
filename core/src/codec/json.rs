//! JSON. An error names the field and its position, and never contains a value.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::error::{Error, ErrorKind, Outcome, Result};
use crate::operation::Response;

/// Unknown fields of a response, unchanged.
pub type Extra = serde_json::Map<String, serde_json::Value>;

pub(crate) fn decode<T: DeserializeOwned>(response: &Response) -> Result<T> {
    let body = response.body();
    // One UTF-8 check of the body is faster than one per string.
    let decoded = match std::str::from_utf8(body) {
        Ok(string) => serde_json::from_str(string),
        Err(_) => serde_json::from_slice(body),
    };
    // Only an error needs the slower decoder, which tracks the path.
    decoded.map_err(|_| decode_error::<T>(body))
}

fn decode_error<T: DeserializeOwned>(body: &[u8]) -> Error {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let message = match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
        Err(error) => describe(&error),
        Ok(_) => "the response has more than one JSON value".to_owned(),
    };
    Error::new(ErrorKind::Response, Outcome::Applied, message)
}

/// The messages of `serde_json` contain the value; this one has path and position only.
fn describe(error: &serde_path_to_error::Error<serde_json::Error>) -> String {
    let (line, column) = (error.inner().line(), error.inner().column());
    match error.inner().classify() {
        Category::Data => {
            let path = error.path().to_string();
            let place =
                if path == "." { "the response".to_owned() } else { format!("field {path:?}") };
            format!("{place} does not have the documented form (line {line}, column {column})")
        }
        Category::Eof => format!("the response ends too early (line {line}, column {column})"),
        Category::Syntax | Category::Io => {
            format!("the response is not JSON (line {line}, column {column})")
        }
    }
}

pub(crate) fn encode(body: &impl Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(body).map_err(|error| {
        Error::new(ErrorKind::Internal, Outcome::NotSent, "the request could not be encoded")
            .with_source(error)
    })
}
