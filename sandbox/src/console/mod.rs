//! The console: a page that shows and controls the sandbox over the control API.
//!
//! The files have no secrets, so that they need no token. The page needs it for every control request.
//! It gets the token in the fragment of the URL that the program prints: a browser sends a fragment to
//! no server and in no `Referer`. The page moves it into the session storage of its tab, which pages of
//! other origins cannot read, and out of the address bar. A cookie would be sent with the requests of
//! other pages, and a token in the page could be read by every program that can connect.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

use crate::body;
use crate::response::{HTML, Response};
use crate::state::Shared;

pub(crate) const PATH: &str = "/";

const FOLDER: &str = "/__sandbox/console/";

/// The paths of the other files, in the syntax of the router.
pub(crate) const FILES: &str = "/__sandbox/console/{file}";

const CSS: &str = "text/css; charset=utf-8";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// The other files, with their types and texts.
const OTHERS: &[(&str, &str, &str)] = &[
    ("console.css", CSS, include_str!("console.css")),
    ("api.js", JAVASCRIPT, include_str!("api.js")),
    ("console.js", JAVASCRIPT, include_str!("console.js")),
    ("dom.js", JAVASCRIPT, include_str!("dom.js")),
    ("controls.js", JAVASCRIPT, include_str!("controls.js")),
    ("journal.js", JAVASCRIPT, include_str!("journal.js")),
    ("tables.js", JAVASCRIPT, include_str!("tables.js")),
    ("icon.svg", SVG, include_str!("icon.svg")),
];

/// Allows the page to load its own files and to send requests to its own server, and nothing else; and
/// no page to show it in a frame, in which a user could be led to click its buttons.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

pub(crate) async fn handle(
    State(shared): State<Arc<Shared>>,
    request: Request,
) -> axum::http::Response<Body> {
    let (head, body) = request.into_parts();
    // An unread body would end the connection.
    body::read_control(body, shared.options.request_timeout).await;
    let response = match (file(head.uri.path()), head.method) {
        (None, _) => Response::page_not_found(),
        (Some((content_type, text)), Method::GET | Method::HEAD) => {
            let body = Bytes::from_static(text.as_bytes());
            let response = Response::new(StatusCode::OK, Some(content_type), body);
            response.with_headers(security_headers())
        }
        _ => Response::method_not_allowed("GET, HEAD".to_owned()),
    };
    response.into_http(shared.clock.now())
}

/// The type and the text of a file.
fn file(path: &str) -> Option<(&'static str, &'static str)> {
    if path == PATH {
        return Some((HTML, include_str!("index.html")));
    }
    let name = path.strip_prefix(FOLDER)?;
    let (_, content_type, text) = OTHERS.iter().find(|(other, ..)| *other == name)?;
    Some((content_type, text))
}

fn security_headers() -> HeaderMap {
    HeaderMap::from_iter(
        [
            (CONTENT_SECURITY_POLICY, POLICY),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (REFERRER_POLICY, "no-referrer"),
            (CACHE_CONTROL, "no-cache"),
            (OPENER_POLICY, "same-origin"),
            (RESOURCE_POLICY, "same-origin"),
        ]
        .map(|(name, value)| (name, HeaderValue::from_static(value))),
    )
}
