//! The control API: what a test asks the sandbox itself. None of it is part of the real servers.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{Response, StatusCode};

use crate::answer::{Answer, json};
use crate::state::Shared;
use crate::{body, exchange, host, texts};

/// The control API's addresses, as the router writes them.
pub(crate) const PATHS: &str = "/__sandbox/{*rest}";

const RESET: &str = "/__sandbox/reset";
const STATE: &str = "/__sandbox/state";
const JOURNAL: &str = "/__sandbox/journal";
const TOKEN: &str = "x-sandbox-token";

pub(crate) async fn receive(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    // No body means anything here, but an unread one would end the connection.
    body::read(body).await;
    answer(&shared, &head).into_response(exchange::now())
}

fn answer(shared: &Shared, head: &Parts) -> Answer {
    if !host::is_loopback(head) {
        return Answer::error(StatusCode::FORBIDDEN, texts::NOT_LOOPBACK);
    }
    if head.headers.get(TOKEN).is_none_or(|token| token != &shared.control_token) {
        return Answer::error(StatusCode::UNAUTHORIZED, texts::CONTROL_TOKEN_REQUIRED);
    }
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
        (_, RESET) => Answer::method_not_allowed("POST".to_owned()),
        (_, STATE | JOURNAL) => Answer::method_not_allowed("GET".to_owned()),
        _ => Answer::page_not_found(),
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
