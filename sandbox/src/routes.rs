//! The routing table: the operations of the Users API with their handlers, and the router of the
//! server.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::routing::{MethodFilter, any, on};

use crate::account::{Account, UserId};
use crate::accounts::Accounts;
use crate::body::Fields;
use crate::exchange::{self, Endpoint};
use crate::response::Response;
use crate::state::Shared;
use crate::{control, customers, users};

/// An operation of the Users API with its method and path.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Route {
    /// The name of the operation, for example `user.get_profile`.
    pub operation: &'static str,
    /// The HTTP method, in capital letters.
    pub method: &'static str,
    /// The path.
    pub path: &'static str,
    pub(crate) handler: Handler,
}

/// The implementation of an operation.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Handler {
    Read(fn(&Account) -> Bytes),
    Change(fn(&mut Accounts, UserId, &Fields) -> Result<Bytes, Response>),
}

/// The routing result of a request to the Users API.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Target {
    Operation(&'static Route),
    WrongMethod,
    Unknown,
}

impl Target {
    pub(crate) fn operation(self) -> Option<&'static str> {
        match self {
            Target::Operation(route) => Some(route.operation),
            Target::WrongMethod | Target::Unknown => None,
        }
    }
}

/// All operations of the Users API. The router is built from this table.
pub const ROUTES: &[Route] = &[
    read("user.get_account", "/v3/user/account", users::get_account),
    read("user.get_credits", "/v3/user/credits", users::get_credits),
    read("user.get_email", "/v3/user/email", users::get_email),
    change("user.update_email", "PUT", "/v3/user/email", users::update_email),
    change("user.update_password", "PUT", "/v3/user/password", users::update_password),
    read("user.get_profile", "/v3/user/profile", users::get_profile),
    change("user.update_profile", "PATCH", "/v3/user/profile", users::update_profile),
    read("user.get_username", "/v3/user/username", users::get_username),
    change("user.update_username", "PUT", "/v3/user/username", users::update_username),
];

const fn read(operation: &'static str, path: &'static str, read: fn(&Account) -> Bytes) -> Route {
    Route { operation, method: "GET", path, handler: Handler::Read(read) }
}

const fn change(
    operation: &'static str,
    method: &'static str,
    path: &'static str,
    change: fn(&mut Accounts, UserId, &Fields) -> Result<Bytes, Response>,
) -> Route {
    Route { operation, method, path, handler: Handler::Change(change) }
}

/// The methods of a path, as the value of an `Allow` header.
pub(crate) fn allowed(path: &str) -> String {
    let methods = ROUTES.iter().filter(|route| route.path == path).map(|route| route.method);
    methods.collect::<Vec<_>>().join(", ")
}

pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        let handler = move |State(shared): State<Arc<Shared>>, request: Request| async move {
            let target = target(route, &request);
            exchange::handle(shared, request, Endpoint::Users(target)).await
        };
        router = router.route(route.path, on(filter(route.method), handler));
    }
    for (path, parsed_path) in customers::paths() {
        let handler = move |State(shared): State<Arc<Shared>>, request: Request| async move {
            exchange::handle(shared, request, Endpoint::Customers(parsed_path)).await
        };
        router = router.route(&path, any(handler));
    }
    router
        .route(control::PATHS, any(control::handle))
        .method_not_allowed_fallback(async |State(shared): State<Arc<Shared>>, request: Request| {
            exchange::handle(shared, request, Endpoint::Users(Target::WrongMethod)).await
        })
        .fallback(async |State(shared): State<Arc<Shared>>, request: Request| {
            exchange::handle(shared, request, Endpoint::Users(Target::Unknown)).await
        })
        .with_state(shared)
}

/// axum routes HEAD requests to GET handlers; the documents define no HEAD.
fn target(route: &'static Route, request: &Request) -> Target {
    if request.method() == route.method { Target::Operation(route) } else { Target::WrongMethod }
}

fn filter(method: &str) -> MethodFilter {
    match method {
        "PUT" => MethodFilter::PUT,
        "PATCH" => MethodFilter::PATCH,
        "POST" => MethodFilter::POST,
        _ => MethodFilter::GET,
    }
}
