//! The steps of an exchange that both APIs share: fault injection, rate limiting and the journal.

use std::time::SystemTime;

use axum::body::Bytes;
use axum::http::StatusCode;

use crate::incoming::IncomingRequest;
use crate::journal::{JournalEntry, Outcome};
use crate::rate_limit::{Bucket, Decision};
use crate::response::Response;
use crate::state::State;
use crate::{clock, messages, secret};

/// Applies the checks that precede authentication: an injection, and the rate limit.
/// Counts the request if it belongs to a rate window.
pub(crate) fn admit(
    state: &mut State,
    request: &IncomingRequest,
    now: SystemTime,
    bucket: Option<Bucket>,
    credential: Option<&str>,
) -> (Result<(), Response>, Option<Decision>) {
    if let Some(response) = request.injected_response(&state.faults) {
        return (Err(response), None);
    }
    let seconds = clock::seconds(now);
    let count = |bucket| state.rate_limits.count(seconds, bucket, credential.unwrap_or_default());
    let rate = bucket.map(count);
    if rate.is_some_and(|decision| !decision.allowed) {
        let rejection = Response::error(StatusCode::TOO_MANY_REQUESTS, messages::TOO_MANY_REQUESTS);
        return (Err(rejection), rate);
    }
    (Ok(()), rate)
}

/// The result of a successful operation.
#[derive(Debug)]
pub(crate) struct Success {
    pub(crate) response: Response,
    pub(crate) applied: bool,
}

/// Completes the journal entry of a request and adds it to the journal. Returns the response, which
/// an assigned fault may replace.
pub(crate) fn record(
    state: &mut State,
    request: &IncomingRequest,
    mut entry: JournalEntry,
    body: Option<serde_json::Value>,
    result: Result<Success, Response>,
) -> Response {
    entry.outcome = match &result {
        _ if request.assignment().is_some() => Outcome::Fault,
        Ok(Success { applied: true, .. }) => Outcome::Changed,
        Ok(Success { applied: false, .. }) => Outcome::Read,
        Err(_) => Outcome::Refused,
    };
    let Success { response, applied } =
        result.unwrap_or_else(|response| Success { response, applied: false });
    entry.applied = applied;
    entry.body = body.map(|mut body| {
        secret::redact(&mut body);
        body
    });
    let Some(assignment) = request.assignment() else {
        entry.status = response.status.as_u16();
        state.journal.push(entry, &response.body_without_secrets());
        return response;
    };
    let response = assignment.fault.response(request, response);
    if state.faults.is_current(assignment) {
        let body: Bytes;
        (entry.status, body) = assignment.fault.journal_response(&response);
        let seq = state.journal.push(entry, &body);
        state.faults.set_journal_seq(assignment, seq);
    }
    response
}
