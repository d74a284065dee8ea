//! The control API, with which tests inspect and control the sandbox. The real servers have no such
//! API.

mod pages;
pub(crate) mod settings;
mod subusers;

use std::num::ParseIntError;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::body::{self, Payload};
use crate::response::{Response, json};
use crate::state::Shared;
use crate::{console, health, messages};

/// The path prefix of the control API.
pub(crate) const PREFIX: &str = "/__sandbox/";

/// The paths of the control API, in the syntax of the router.
pub(crate) const PATHS: &str = "/__sandbox/{*rest}";

const RESET: &str = "/__sandbox/reset";
const STATE: &str = "/__sandbox/state";
const JOURNAL: &str = "/__sandbox/journal";
const ACCOUNTS: &str = "/__sandbox/accounts";
const API_KEYS: &str = "/__sandbox/api_keys";
const OPERATIONS: &str = "/__sandbox/operations";
const FAULTS: &str = "/__sandbox/faults";
const CLOCK: &str = "/__sandbox/clock";
const WINDOWS: &str = "/__sandbox/windows";
const DOWN: &str = "/__sandbox/down";
const SUBUSERS: &str = "/__sandbox/subusers";
const TOKEN: &str = "x-sandbox-token";

/// The number of entries that the journal has dropped.
const DROPPED: HeaderName = HeaderName::from_static("x-sandbox-journal-dropped");

/// Whether a request target is of the sandbox itself, not of an API.
pub(crate) fn is_own(target: &[u8]) -> bool {
    let path = target.split(|byte| *byte == b'?').next().unwrap_or_default();
    let own = [health::LIVE, health::READY, console::PATH];
    path.starts_with(PREFIX.as_bytes()) || own.iter().any(|own| path == own.as_bytes())
}

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
        ("GET", FAULTS) => Response::ok(json(&shared.lock().faults.states())),
        ("DELETE", FAULTS) => {
            settings::clear(shared);
            Response::no_content()
        }
        ("GET", ACCOUNTS) => pages::accounts(shared, &head.uri),
        ("GET", API_KEYS) => pages::api_keys(shared, &head.uri),
        ("GET", OPERATIONS) => settings::operations(),
        ("GET", CLOCK) => settings::clock(shared),
        ("GET", DOWN) => settings::down(shared),
        ("POST", CLOCK) => settings::shift_clock(shared, body),
        ("POST", WINDOWS) => settings::set_windows(shared, body),
        ("GET", WINDOWS) => Response::ok(json(&shared.lock().rate_limits.states())),
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
        RESET | SUBUSERS => Some("POST"),
        STATE | JOURNAL | ACCOUNTS | API_KEYS | OPERATIONS => Some("GET"),
        FAULTS => Some("GET, POST, DELETE"),
        CLOCK | DOWN | WINDOWS => Some("GET, POST"),
        path => subusers::spender(path).map(|_| "POST"),
    }
}

fn journal(shared: &Shared, query: Option<&str>) -> Response {
    let parameters = query.unwrap_or_default();
    let number = |name: &str| -> Result<Option<u64>, ParseIntError> {
        let value = parameters.split('&').find_map(|it| it.strip_prefix(name)?.strip_prefix('='));
        value.map(str::parse).transpose()
    };
    let Ok(since) = number("since") else {
        return Response::bad_field("since", messages::INVALID_SINCE);
    };
    let Ok(last) = number("last") else {
        return Response::bad_field("last", messages::INVALID_LAST);
    };
    let (excerpt, dropped) = {
        let state = shared.lock();
        let last = last.map_or(usize::MAX, |last| usize::try_from(last).unwrap_or(usize::MAX));
        (state.journal.last_since(since.unwrap_or(0), last), state.journal.dropped())
    };
    let headers = HeaderMap::from_iter([(DROPPED, HeaderValue::from(dropped))]);
    Response::ok(excerpt.to_json()).with_headers(headers)
}
