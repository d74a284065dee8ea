//! The operations of the Users API, each with its one address: what is served, and by which
//! function.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::routing::{MethodFilter, any, on};

use crate::account::{Account, UserId};
use crate::accounts::Accounts;
use crate::answer::Answer;
use crate::body::Fields;
use crate::exchange::{self, Address};
use crate::state::Shared;
use crate::{control, customers, users};

/// An operation of the Users API and where it is served.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Route {
    /// The operation's name, for example `user.get_profile`.
    pub operation: &'static str,
    /// The HTTP method, in capital letters.
    pub method: &'static str,
    /// The path.
    pub path: &'static str,
    pub(crate) run: Run,
}

/// What an operation does to the accounts.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Run {
    Read(fn(&Account) -> Bytes),
    Change(fn(&mut Accounts, UserId, &Fields) -> Result<Bytes, Answer>),
}

/// What a request was addressed to.
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

/// Every operation of the Users API that is served. The server's router is built from this table.
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

const fn read(operation: &'static str, path: &'static str, run: fn(&Account) -> Bytes) -> Route {
    Route { operation, method: "GET", path, run: Run::Read(run) }
}

const fn change(
    operation: &'static str,
    method: &'static str,
    path: &'static str,
    run: fn(&mut Accounts, UserId, &Fields) -> Result<Bytes, Answer>,
) -> Route {
    Route { operation, method, path, run: Run::Change(run) }
}

/// The methods that a path is served under, as an `Allow` header lists them.
pub(crate) fn allowed(path: &str) -> String {
    let methods = ROUTES.iter().filter(|route| route.path == path).map(|route| route.method);
    methods.collect::<Vec<_>>().join(", ")
}

pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        let handler = move |State(shared): State<Arc<Shared>>, request: Request| async move {
            let target = target(route, &request);
            exchange::receive(shared, request, Address::Users(target)).await
        };
        router = router.route(route.path, on(filter(route.method), handler));
    }
    for (path, place) in customers::places() {
        let handler = move |State(shared): State<Arc<Shared>>, request: Request| async move {
            exchange::receive(shared, request, Address::Customers(place)).await
        };
        router = router.route(&path, any(handler));
    }
    router
        .route(control::PATHS, any(control::receive))
        .method_not_allowed_fallback(async |State(shared): State<Arc<Shared>>, request: Request| {
            exchange::receive(shared, request, Address::Users(Target::WrongMethod)).await
        })
        .fallback(async |State(shared): State<Arc<Shared>>, request: Request| {
            exchange::receive(shared, request, Address::Users(Target::Unknown)).await
        })
        .with_state(shared)
}

/// axum lets HEAD in wherever GET is, the documents do not.
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
