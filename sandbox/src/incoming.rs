//! A request, with its endpoint and what is injected into it.

use axum::http::StatusCode;
use axum::http::request::Parts;

use crate::body::Payload;
use crate::customers::CustomerPath;
use crate::faults::{Assignment, Queue};
use crate::journal::{JournalEntry, Origin};
use crate::messages;
use crate::response::{self, Response};
use crate::v3::Target;

/// The endpoint of a request, determined from its path and method.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Endpoint {
    V3(Target),
    Customers(CustomerPath),
}

impl Endpoint {
    /// The content type of a regular response.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Endpoint::V3(_) => response::JSON,
            Endpoint::Customers(path) => path.content_type(),
        }
    }
}

/// A request, read completely.
#[derive(Debug)]
pub(crate) struct IncomingRequest {
    pub(crate) endpoint: Endpoint,
    pub(crate) head: Parts,
    pub(crate) payload: Payload,
    pub(crate) origin: Origin,
    pub(crate) injection: Option<Injection>,
}

/// The fault or the outage that a request is subject to.
#[derive(Debug)]
pub(crate) enum Injection {
    /// A simulated outage with this status.
    Down(StatusCode),
    Fault(Assignment),
}

impl IncomingRequest {
    /// The response of an injection that prevents the execution of the request.
    pub(crate) fn injected_response(&self, faults: &Queue) -> Option<Response> {
        match &self.injection {
            Some(Injection::Down(status)) => Some(Response::error(*status, messages::OUTAGE)),
            Some(Injection::Fault(assignment)) => {
                let applies = assignment.fault.applies() && faults.is_current(assignment);
                (!applies).then(|| {
                    Response::error(StatusCode::SERVICE_UNAVAILABLE, messages::INJECTED_FAULT)
                })
            }
            None => None,
        }
    }

    /// The fault that is assigned to the request.
    pub(crate) fn assignment(&self) -> Option<&Assignment> {
        match &self.injection {
            Some(Injection::Fault(assignment)) => Some(assignment),
            Some(Injection::Down(_)) | None => None,
        }
    }

    /// The journal entry with the fields that are known before the response.
    pub(crate) fn journal_entry(
        &self,
        operation: Option<&'static str>,
        user: Option<String>,
    ) -> JournalEntry {
        let fault = self.assignment().map(|assignment| assignment.journal_fault.clone());
        JournalEntry::begin(&self.head, self.origin.clone(), operation, user, fault)
    }
}
