//! The control API: what a test asks the sandbox itself. None of it is part of the real servers.

mod switches;

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{Response, StatusCode};

use crate::answer::{Answer, json};
use crate::body::{self, Payload};
use crate::state::Shared;
use crate::{host, texts};

/// How the path of every request to the control API begins.
pub(crate) const PREFIX: &str = "/__sandbox/";

/// The control API's addresses, as the router writes them.
pub(crate) const PATHS: &str = "/__sandbox/{*rest}";

const RESET: &str = "/__sandbox/reset";
const STATE: &str = "/__sandbox/state";
const JOURNAL: &str = "/__sandbox/journal";
const FAULTS: &str = "/__sandbox/faults";
const CLOCK: &str = "/__sandbox/clock";
const WINDOWS: &str = "/__sandbox/windows";
const DOWN: &str = "/__sandbox/down";
const TOKEN: &str = "x-sandbox-token";

pub(crate) async fn receive(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    // Also where no body means anything: an unread one would end the connection.
    let payload = body::read_control(body).await;
    answer(&shared, &head, &payload).into_response(shared.clock.now())
}

fn answer(shared: &Shared, head: &Parts, payload: &Payload) -> Answer {
    if !host::is_loopback(head) {
        return Answer::error(StatusCode::FORBIDDEN, texts::NOT_LOOPBACK);
    }
    if head.headers.get(TOKEN).is_none_or(|token| token != &shared.control_token) {
        return Answer::error(StatusCode::UNAUTHORIZED, texts::CONTROL_TOKEN_REQUIRED);
    }
    let body = match payload.check_size() {
        Ok(body) => body,
        Err(refusal) => return refusal,
    };
    match (head.method.as_str(), head.uri.path()) {
        ("POST", RESET) => {
            shared.reset();
            Answer::no_content()
        }
        ("GET", STATE) => {
            let snapshot = shared.lock().accounts.snapshot();
            Answer::ok(json(&snapshot))
        }
        ("GET", JOURNAL) => journal(shared, head.uri.query()),
        ("POST", FAULTS) => switches::script(shared, body),
        ("GET", FAULTS) => Answer::ok(json(&shared.lock().faults.shown())),
        ("DELETE", FAULTS) => switches::clear_faults(shared),
        ("POST", CLOCK) => switches::shift_clock(shared, body),
        ("POST", WINDOWS) => switches::set_windows(shared, body),
        ("GET", WINDOWS) => Answer::ok(json(&shared.lock().windows.shown())),
        ("POST", DOWN) => switches::take_down(shared, body),
        (_, path) => allowed(path).map_or_else(Answer::page_not_found, |methods| {
            Answer::method_not_allowed(methods.to_owned())
        }),
    }
}

fn allowed(path: &str) -> Option<&'static str> {
    match path {
        RESET | CLOCK | DOWN => Some("POST"),
        STATE | JOURNAL => Some("GET"),
        FAULTS => Some("GET, POST, DELETE"),
        WINDOWS => Some("GET, POST"),
        _ => None,
    }
}

fn journal(shared: &Shared, query: Option<&str>) -> Answer {
    let mut parameters = query.unwrap_or_default().split('&');
    let since = parameters.find_map(|it| it.strip_prefix("since=")).unwrap_or("0");
    let Ok(since) = since.parse() else {
        return Answer::bad_field("since", texts::INVALID_SINCE);
    };
    let excerpt = shared.lock().journal.since(since);
    Answer::ok(json(&excerpt.entries()))
}
