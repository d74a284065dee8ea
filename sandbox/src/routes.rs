//! The router of the server.

use std::collections::HashSet;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodFilter, any, on};

use crate::dispatch;
use crate::incoming::Endpoint;
use crate::state::Shared;
use crate::v3::{ROUTES, Route, Target};
use crate::{access, console, control, customers, health};

pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let mut router = Router::new();
    let mut endpoints = HashSet::new();
    for route in ROUTES.iter().filter(|route| endpoints.insert((route.method, route.path))) {
        let handler = move |State(shared): State<Arc<Shared>>, request: Request| async move {
            let target = target(route, &request);
            dispatch::handle(shared, request, Endpoint::V3(target)).await
        };
        router = router.route(route.path, on(filter(route.method), handler));
    }
    for (path, parsed_path) in customers::paths() {
        let handler = move |State(shared): State<Arc<Shared>>, request: Request| async move {
            dispatch::handle(shared, request, Endpoint::Customers(parsed_path)).await
        };
        router = router.route(&path, any(handler));
    }
    router
        .route(control::PATHS, any(control::handle))
        .route(console::PATH, any(console::handle))
        .route(console::FILES, any(console::handle))
        .route(health::LIVE, any(health::handle))
        .route(health::READY, any(health::handle))
        .method_not_allowed_fallback(async |State(shared): State<Arc<Shared>>, request: Request| {
            dispatch::handle(shared, request, Endpoint::V3(Target::WrongMethod)).await
        })
        .fallback(async |State(shared): State<Arc<Shared>>, request: Request| {
            dispatch::handle(shared, request, Endpoint::V3(Target::Unknown)).await
        })
        .layer(from_fn_with_state(Arc::clone(&shared), access::restrict))
        .with_state(shared)
}

/// axum routes HEAD requests to GET handlers; the documents define no HEAD. It takes an empty segment
/// for a parameter.
fn target(route: &'static Route, request: &Request) -> Target {
    match request.uri().path() {
        path if path.contains("//") => Target::Unknown,
        _ if request.method() != route.method => Target::WrongMethod,
        _ => Target::Operation(route),
    }
}

fn filter(method: &str) -> MethodFilter {
    match method {
        "PUT" => MethodFilter::PUT,
        "PATCH" => MethodFilter::PATCH,
        "POST" => MethodFilter::POST,
        "DELETE" => MethodFilter::DELETE,
        _ => MethodFilter::GET,
    }
}
