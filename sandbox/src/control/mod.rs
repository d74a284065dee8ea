//! The control API, with which tests inspect and control the sandbox. The real servers have no such
//! API.

mod settings;
mod subusers;

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::body::{self, Payload};
use crate::messages;
use crate::response::{Response, json};
use crate::state::Shared;

/// The path prefix of the control API.
pub(crate) const PREFIX: &str = "/__sandbox/";

/// The paths of the control API, in the syntax of the router.
pub(crate) const PATHS: &str = "/__sandbox/{*rest}";

const RESET: &str = "/__sandbox/reset";
const STATE: &str = "/__sandbox/state";
const JOURNAL: &str = "/__sandbox/journal";
const FAULTS: &str = "/__sandbox/faults";
const CLOCK: &str = "/__sandbox/clock";
const WINDOWS: &str = "/__sandbox/windows";
const DOWN: &str = "/__sandbox/down";
const SUBUSERS: &str = "/__sandbox/subusers";
const TOKEN: &str = "x-sandbox-token";

/// The number of entries that the journal has dropped.
const DROPPED: HeaderName = HeaderName::from_static("x-sandbox-journal-dropped");

pub(crate) async fn handle(
    State(shared): State<Arc<Shared>>,
    request: Request,
) -> axum::http::Response<Body> {
    let (head, body) = request.into_parts();
    // Reads the body even where it has no meaning: an unread body would end the connection.
    let payload = body::read_control(body, shared.options.request_timeout).await;
    respond(&shared, &head, &payload).into_http(shared.clock.now())
}

fn respond(shared: &Shared, head: &Parts, payload: &Payload) -> Response {
    if head.headers.get(TOKEN).is_none_or(|token| token != &shared.control_token) {
        return Response::error(StatusCode::UNAUTHORIZED, messages::CONTROL_TOKEN_REQUIRED);
    }
    let body = match payload.check_size() {
        Ok(body) => body,
        Err(response) => return response,
    };
    match (head.method.as_str(), head.uri.path()) {
        ("POST", RESET) => {
            shared.reset();
            Response::no_content()
        }
        ("GET", STATE) => {
            let snapshot = shared.lock().accounts.snapshot();
            Response::ok(json(&snapshot))
        }
        ("GET", JOURNAL) => journal(shared, head.uri.query()),
        ("POST", FAULTS) => settings::add_faults(shared, body),
        ("GET", FAULTS) => Response::ok(json(&shared.lock().faults.to_json())),
        ("DELETE", FAULTS) => settings::clear_faults(shared),
        ("POST", CLOCK) => settings::shift_clock(shared, body),
        ("POST", WINDOWS) => settings::set_windows(shared, body),
        ("GET", WINDOWS) => Response::ok(json(&shared.lock().rate_limits.to_json())),
        ("POST", DOWN) => settings::take_down(shared, body),
        ("POST", SUBUSERS) => subusers::generate(shared, body),
        ("POST", path) if subusers::spender(path).is_some() => subusers::spend(shared, path, body),
        (_, path) => allowed(path).map_or_else(Response::page_not_found, |methods| {
            Response::method_not_allowed(methods.to_owned())
        }),
    }
}

fn allowed(path: &str) -> Option<&'static str> {
    match path {
        RESET | CLOCK | DOWN | SUBUSERS => Some("POST"),
        STATE | JOURNAL => Some("GET"),
        FAULTS => Some("GET, POST, DELETE"),
        WINDOWS => Some("GET, POST"),
        path => subusers::spender(path).map(|_| "POST"),
    }
}

fn journal(shared: &Shared, query: Option<&str>) -> Response {
    let mut parameters = query.unwrap_or_default().split('&');
    let since = parameters.find_map(|it| it.strip_prefix("since=")).unwrap_or("0");
    let Ok(since) = since.parse() else {
        return Response::bad_field("since", messages::INVALID_SINCE);
    };
    let (excerpt, dropped) = {
        let state = shared.lock();
        (state.journal.since(since), state.journal.dropped())
    };
    let headers = HeaderMap::from_iter([(DROPPED, HeaderValue::from(dropped))]);
    Response::ok(excerpt.to_json()).with_headers(headers)
}
