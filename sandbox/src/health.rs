//! Health checks for containers and scripts. They need no token, meet no fault, and count and are
//! recorded nowhere.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};

use crate::body;
use crate::response::{Response, TEXT};
use crate::state::Shared;

/// Whether the process runs.
pub(crate) const LIVE: &str = "/livez";

/// Whether the server accepts API requests. All accounts exist before it listens, so that it is ready
/// from the first response on. An outage that a test simulates is one of the API, not of the sandbox: a
/// container that is restarted for it would lose its state.
pub(crate) const READY: &str = "/readyz";

pub(crate) async fn handle(
    State(shared): State<Arc<Shared>>,
    request: Request,
) -> axum::http::Response<Body> {
    let (head, body) = request.into_parts();
    // An unread body would end the connection.
    body::read_control(body, shared.options.request_timeout).await;
    let response = if matches!(head.method, Method::GET | Method::HEAD) {
        Response::new(StatusCode::OK, Some(TEXT), Bytes::from_static(b"ok\n"))
    } else {
        Response::method_not_allowed("GET, HEAD".to_owned())
    };
    response.into_http(shared.clock.now())
}
