//! The responses that replace the normal one, and their journal entries.

mod echo;

use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use serde_json::Value;

use crate::faults::FaultKind;
use crate::incoming::IncomingRequest;
use crate::messages;
use crate::response::{HTML, JSON, Response, TEXT, json};

impl FaultKind {
    /// The response of the fault; the normal one if this kind does not replace it.
    pub(crate) fn response(&self, request: &IncomingRequest, normal: Response) -> Response {
        match self {
            FaultKind::Status { status, headers, body, .. } => {
                status_response(*status, body.as_ref()).with_headers(headers.0.clone())
            }
            FaultKind::Redirect { status, location, .. } => {
                let response = Response::error(*status, messages::INJECTED_FAULT);
                response.with_headers([(LOCATION, location.0.clone())].into_iter().collect())
            }
            FaultKind::Html { status, .. } => {
                Response::new(*status, Some(HTML), messages::html(*status).into())
            }
            FaultKind::Oversize { .. } => {
                let content_type = request.endpoint.content_type();
                Response::new(StatusCode::OK, Some(content_type), Bytes::new())
            }
            FaultKind::Echo { status, size } => echo::response(request, *status, *size),
            _ => normal,
        }
    }

    /// The status and the body for the journal. The body of an echo is replaced, because it
    /// contains secrets.
    pub(crate) fn journal_response(&self, response: &Response) -> (u16, Bytes) {
        let status = response.status.as_u16();
        match self {
            _ if self.is_silent() => (0, Bytes::new()),
            FaultKind::Echo { .. } => {
                (status, Bytes::from_static(messages::ECHO_PLACEHOLDER.as_bytes()))
            }
            _ => (status, response.body_without_secrets()),
        }
    }
}

/// The response of a `status` fault. A string is sent unchanged, any other body as JSON.
fn status_response(status: StatusCode, body: Option<&Value>) -> Response {
    match body {
        None => Response::error(status, messages::INJECTED_FAULT),
        Some(Value::String(string)) => Response::new(status, Some(TEXT), string.clone().into()),
        Some(body) => Response::new(status, Some(JSON), json(body)),
    }
}
