//! What is answered in place of the genuine answer, and what the journal says of it.

use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use serde_json::Value;

use super::echo;
use super::kind::Fault;
use crate::answer::{Answer, HTML, TEXT, json};
use crate::exchange::Received;
use crate::texts;

impl Fault {
    /// The answer to a request, be it the genuine one.
    pub(crate) fn answer(&self, received: &Received, genuine: Answer) -> Answer {
        match self {
            Fault::Status { status, headers, body, .. } => {
                scripted(*status, body.as_ref()).with_headers(headers.0.clone())
            }
            Fault::Redirect { status, location, .. } => {
                let answer = Answer::error(*status, texts::SCRIPTED);
                answer.with_headers([(LOCATION, location.0.clone())].into_iter().collect())
            }
            Fault::Html { status, .. } => {
                Answer::new(*status, Some(HTML), texts::html(*status).into())
            }
            Fault::Oversize { .. } => {
                let content_type = received.address.content_type();
                Answer::new(StatusCode::OK, Some(content_type), Bytes::new())
            }
            Fault::Echo { status, size } => echo::answer(received, *status, *size),
            _ => genuine,
        }
    }

    /// The status and the body that the journal shows: no echo is to bring secrets into it.
    pub(crate) fn recorded(&self, answer: &Answer) -> (u16, Bytes) {
        let status = answer.status.as_u16();
        match self {
            _ if self.is_silent() => (0, Bytes::new()),
            Fault::Echo { .. } => (status, Bytes::from_static(texts::ECHO_NOTE.as_bytes())),
            _ => (status, answer.body.clone()),
        }
    }
}

/// A text is sent as such, anything else as JSON.
fn scripted(status: StatusCode, body: Option<&Value>) -> Answer {
    match body {
        None => Answer::error(status, texts::SCRIPTED),
        Some(Value::String(text)) => Answer::new(status, Some(TEXT), text.clone().into()),
        Some(body) => Answer::new(status, Some(crate::answer::JSON), json(body)),
    }
}
