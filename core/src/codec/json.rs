//! JSON in and out, with errors that name the place and never repeat a value.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::error::{Error, Result};
use crate::error::{ErrorKind, Outcome};
use crate::operation::Response;

/// Fields that a server sends and this version does not know, kept as they came.
pub type Extra = serde_json::Map<String, serde_json::Value>;

pub(crate) fn decode<T: DeserializeOwned>(answer: &Response) -> Result<T> {
    let body = answer.body();
    // Looked through as a whole, its texts need not be one by one.
    let decoded = match std::str::from_utf8(body) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_slice(body),
    };
    // The path is only wanted for an answer that does not fit: the plain decoder goes first.
    decoded.map_err(|_| misfit::<T>(body))
}

fn misfit<T: DeserializeOwned>(body: &[u8]) -> Error {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let message = match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
        Err(error) => describe(&error),
        Ok(_) => "the answer has more than one JSON value".to_owned(),
    };
    Error::new(ErrorKind::Response, Outcome::Applied, message)
}

/// `serde_json`'s own texts repeat the value that was found; position and path are enough.
fn describe(error: &serde_path_to_error::Error<serde_json::Error>) -> String {
    let (line, column) = (error.inner().line(), error.inner().column());
    match error.inner().classify() {
        Category::Data => {
            let path = error.path().to_string();
            let place =
                if path == "." { "the answer".to_owned() } else { format!("field {path:?}") };
            format!("{place} is not of the documented form (line {line}, column {column})")
        }
        Category::Eof => format!("the answer ends too early (line {line}, column {column})"),
        Category::Syntax | Category::Io => {
            format!("the answer is not JSON (line {line}, column {column})")
        }
    }
}

pub(crate) fn encode(body: &impl Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(body).map_err(|error| {
        Error::new(ErrorKind::Internal, Outcome::NotSent, "the request could not be encoded")
            .with_source(error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::user::{Credits, Profile};

    fn refusal<T: DeserializeOwned>(body: &str) -> String {
        let answer = Response::new(200, http::HeaderMap::new(), body.to_owned());
        match decode::<T>(&answer) {
            Ok(_) => panic!("{body} was accepted"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_misfit_names_the_field_and_not_the_value() {
        assert_eq!(
            refusal::<Profile>(r#"{"city":{"hidden":"value"}}"#),
            r#"field "city" is not of the documented form (line 1, column 8)"#
        );
        assert_eq!(
            refusal::<Credits>(r#"{"remain":"hidden value"}"#),
            r#"field "remain" is not of the documented form (line 1, column 24)"#
        );
        assert_eq!(
            refusal::<Profile>("[1, 2]"),
            "the answer is not of the documented form (line 1, column 0)"
        );
    }

    #[test]
    fn a_cut_or_foreign_text_is_told_apart() {
        assert_eq!(
            refusal::<Profile>(r#"{"city":"Orange""#),
            "the answer ends too early (line 1, column 16)"
        );
        assert_eq!(refusal::<Profile>("<html>"), "the answer is not JSON (line 1, column 1)");
        assert_eq!(
            refusal::<Profile>(r#"{"city":"Orange"} {}"#),
            "the answer has more than one JSON value"
        );
    }
}
