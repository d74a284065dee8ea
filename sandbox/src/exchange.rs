//! The exchange of one request and its response, with the steps that both APIs share: reading,
//! fault injection, rate limiting and the journal.

use std::sync::Arc;
use std::time::{Instant, SystemTime};

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderName, StatusCode};

use crate::body::{self, Payload};
use crate::connection::ConnectionHandle;
use crate::customers::{self, CustomerPath};
use crate::faults::{self, Assignment};
use crate::journal::JournalEntry;
use crate::rate_limit::{Bucket, Decision};
use crate::response::{self, Response};
use crate::routes::Target;
use crate::script::{End, Script};
use crate::state::{Shared, State};
use crate::{clock, messages, secret, user_request};

/// The header with which a test labels the attempts of a client. No client sends it on its own.
const ATTEMPT: HeaderName = HeaderName::from_static("x-attempt-id");

/// The endpoint of a request, determined from its path and method.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Endpoint {
    Users(Target),
    Customers(CustomerPath),
}

impl Endpoint {
    /// The content type of a regular response.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Endpoint::Users(_) => response::JSON,
            Endpoint::Customers(path) => path.content_type(),
        }
    }
}

/// The connection and the arrival time of a request, for the journal.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origin {
    pub(crate) connection: u64,
    pub(crate) peer_port: u16,
    pub(crate) arrived_ms: u64,
}

impl Origin {
    pub(crate) fn new(
        shared: &Shared,
        handle: Option<&ConnectionHandle>,
        arrived: Instant,
    ) -> Self {
        let since_start = arrived.duration_since(shared.started).as_millis();
        Self {
            connection: handle.map_or(0, |handle| handle.number),
            peer_port: handle.map_or(0, |handle| handle.peer_port),
            arrived_ms: u64::try_from(since_start).unwrap_or(u64::MAX),
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
    injection: Option<Injection>,
}

/// The fault or the outage that a request is subject to.
#[derive(Debug)]
enum Injection {
    /// A simulated outage with this status.
    Down(StatusCode),
    Fault(Assignment),
}

/// Reads a request and responds to it.
pub(crate) async fn handle(
    shared: Arc<Shared>,
    request: Request,
    endpoint: Endpoint,
) -> axum::http::Response<Body> {
    let arrived = Instant::now();
    let (mut head, body) = request.into_parts();
    let handle: Option<ConnectionHandle> = head.extensions.remove();
    let origin = Origin::new(&shared, handle.as_ref(), arrived);
    let payload = body::read(body, shared.options.request_timeout).await;
    let mut request = IncomingRequest { endpoint, head, payload, origin, injection: None };
    if !shared.options.latency.is_zero() {
        tokio::time::sleep(shared.options.latency).await;
    }
    if shared.has_faults() {
        request.inject(&shared);
        let assignment = request.assignment().cloned();
        if let (Some(assignment), Some(handle)) = (assignment, handle) {
            // A separate task, because the connection can end before the request is executed.
            let execution = tokio::spawn(faults::execute(shared, request, assignment)).await;
            let script = execution.unwrap_or_else(|_| Script::end(End::Close));
            return handle.run_script(script).await;
        }
    }
    let now = shared.clock.now();
    request.respond(&shared, now).into_http(now)
}

impl IncomingRequest {
    /// Assigns the outage or the first matching fault to this request, if there is one.
    fn inject(&mut self, shared: &Shared) {
        let (operation, user) = self.operation_and_user();
        let mut state = shared.lock();
        self.injection = match state.down {
            Some(status) => Some(Injection::Down(status)),
            None => state.faults.take(operation, user.as_deref()).map(Injection::Fault),
        };
        shared.update_fault_flag(&state);
    }

    /// The operation and the user that the request names, if any.
    fn operation_and_user(&self) -> (Option<&'static str>, Option<String>) {
        match self.endpoint {
            Endpoint::Users(target) => (target.operation(), user_request::user(&self.head)),
            Endpoint::Customers(path) => customers::operation_and_user(path, self),
        }
    }

    /// Executes the request, unless an injection prevents it, and returns the response.
    pub(crate) fn respond(&self, shared: &Shared, now: SystemTime) -> Response {
        match self.endpoint {
            Endpoint::Users(target) => user_request::respond(target, shared, self, now),
            Endpoint::Customers(path) => customers::respond(path, shared, self, now),
        }
    }

    /// The response of an injection that prevents the execution of the request.
    fn injected_response(&self, state: &State) -> Option<Response> {
        match &self.injection {
            Some(Injection::Down(status)) => Some(Response::error(*status, messages::OUTAGE)),
            Some(Injection::Fault(assignment)) => {
                let applies = assignment.fault.applies() && state.faults.is_current(assignment);
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

    /// The label of this attempt.
    pub(crate) fn attempt_id(&self) -> Option<String> {
        let value = self.head.headers.get(ATTEMPT)?;
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    }
}

/// Applies the checks that precede authentication: an injection, and the rate limit.
/// Counts the request if it belongs to a rate window.
pub(crate) fn admit(
    state: &mut State,
    request: &IncomingRequest,
    now: SystemTime,
    bucket: Option<Bucket>,
    credential: Option<&str>,
) -> (Result<(), Response>, Option<Decision>) {
    if let Some(response) = request.injected_response(state) {
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
    let Success { response, applied } =
        result.unwrap_or_else(|response| Success { response, applied: false });
    entry.applied = applied;
    entry.body = body.map(|mut body| {
        secret::redact(&mut body);
        body
    });
    let Some(assignment) = request.assignment() else {
        entry.status = response.status.as_u16();
        state.journal.push(entry, response.body.clone());
        return response;
    };
    let response = assignment.fault.response(request, response);
    if state.faults.is_current(assignment) {
        let body: Bytes;
        (entry.status, body) = assignment.fault.journal_response(&response);
        let seq = state.journal.push(entry, body);
        state.faults.set_journal_seq(assignment, seq);
    }
    response
}
