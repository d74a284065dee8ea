//! Reads each request and dispatches it to its API.

use std::sync::Arc;
use std::time::{Instant, SystemTime};

use axum::body::Body;
use axum::extract::Request;

use crate::body::{self, Payload};
use crate::connection::ConnectionHandle;
use crate::faults::{self, Assignment, NormalResponse};
use crate::incoming::{Endpoint, IncomingRequest, Injection};
use crate::response::Response;
use crate::script::{End, Script};
use crate::state::Shared;
use crate::{customer_request, v3, v3_request};

/// Reads a request and responds to it.
pub(crate) async fn handle(
    shared: Arc<Shared>,
    request: Request,
    endpoint: Endpoint,
) -> axum::http::Response<Body> {
    let arrived = Instant::now();
    let (mut head, body) = request.into_parts();
    let handle: Option<ConnectionHandle> = head.extensions.remove();
    let since_start = arrived.duration_since(shared.started);
    let origin = handle.as_ref().map(|handle| handle.origin(since_start)).unwrap_or_default();
    let payload = body::read(body, shared.options.request_timeout).await;
    let endpoint = match endpoint {
        Endpoint::V3(target) => Endpoint::V3(v3::select(target, &head, &payload)),
        Endpoint::Customers(_) => endpoint,
    };
    let mut request = IncomingRequest { endpoint, head, payload, origin, injection: None };
    if !shared.options.latency.is_zero() {
        tokio::time::sleep(shared.options.latency).await;
    }
    if shared.has_faults() {
        inject(&mut request, &shared);
        let assignment = request.assignment().cloned();
        if let (Some(assignment), Some(handle)) = (assignment, handle) {
            // A separate task, because the connection can end before the request is executed.
            let execution = tokio::spawn(execute(shared, request, assignment)).await;
            let script = execution.unwrap_or_else(|_| Script::end(End::Close));
            return handle.run_script(script).await;
        }
    }
    let now = shared.clock.now();
    respond(&request, &shared, now).into_http(now)
}

/// Assigns the outage or the first matching fault to a request, if there is one.
fn inject(request: &mut IncomingRequest, shared: &Shared) {
    let (operation, user) = operation_and_user(request);
    let mut state = shared.lock();
    request.injection = match state.down {
        Some(status) => Some(Injection::Down(status)),
        None => state.faults.take(operation, user.as_deref()).map(Injection::Fault),
    };
    shared.update_fault_flag(&state);
}

/// The operation and the user that a request names, if any.
fn operation_and_user(request: &IncomingRequest) -> (Option<&'static str>, Option<String>) {
    match request.endpoint {
        Endpoint::V3(target) => (target.operation(), v3_request::user(target, request)),
        Endpoint::Customers(path) => customer_request::operation_and_user(path, request),
    }
}

/// Executes a request, unless an injection prevents it, and returns the response.
fn respond(request: &IncomingRequest, shared: &Shared, now: SystemTime) -> Response {
    match request.endpoint {
        Endpoint::V3(target) => v3_request::respond(target, shared, request, now),
        Endpoint::Customers(path) => customer_request::respond(path, shared, request, now),
    }
}

/// Executes a request with an assigned fault. Unlike other requests it is executed even if the
/// client has disconnected, as on a slow server.
async fn execute(shared: Arc<Shared>, request: IncomingRequest, assignment: Assignment) -> Script {
    tokio::time::sleep(assignment.fault.before_applying()).await;
    let now = shared.clock.now();
    let (head, body) = respond(&request, &shared, now).into_parts(now);
    let is_complete = matches!(request.payload, Payload::Complete(_));
    let keep_alive = is_complete && faults::is_persistent(&request.head);
    assignment.fault.script(NormalResponse { head, body, keep_alive })
}
