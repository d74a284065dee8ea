//! The table of the operations under `/v3/`. The router is built from it.

use axum::body::Bytes;
use axum::http::request::Parts;

use super::call::Call;
use super::route::{Handler, Route, Selector, Target};
use super::{api_keys, ips, scopes, subusers, users};
use crate::account::{Account, UserId};
use crate::accounts::Accounts;
use crate::body::{Fields, Payload};
use crate::response::Response;

/// All operations under `/v3/`. Of several with the same method and path, a request selects the first
/// that its body or query matches.
///
/// No document names the scopes of the subusers' website access and IP addresses; they are inferred.
pub const ROUTES: &[Route] = &[
    read("user.get_account", ACCOUNT, "user.account.read", users::get_account),
    read("user.get_credits", USER_CREDITS, "user.credits.read", users::get_credits),
    read("user.get_email", EMAIL, "user.email.read", users::get_email),
    change("user.update_email", "PUT", EMAIL, "user.email.update", users::update_email),
    change("user.update_password", "PUT", PASSWORD, "user.password.update", users::update_password),
    read("user.get_profile", PROFILE, "user.profile.read", users::get_profile),
    change("user.update_profile", "PATCH", PROFILE, "user.profile.update", users::update_profile),
    read("user.get_username", USERNAME, "user.username.read", users::get_username),
    change("user.update_username", "PUT", USERNAME, "user.username.update", users::update_username),
    any("subusers.list", "GET", SUBUSERS, "subusers.read", subusers::list),
    any("subusers.create", "POST", SUBUSERS, "subusers.create", subusers::create),
    any("subusers.get_reputations", "GET", REPUTATIONS, REPUTATIONS_READ, subusers::reputations),
    any("subusers.get", "GET", SUBUSER, "subusers.read", subusers::get),
    any("subusers.disable", "PATCH", SUBUSER, "subusers.update", subusers::set_disabled)
        .if_enabled("disabled"),
    any("subusers.enable", "PATCH", SUBUSER, "subusers.update", subusers::set_disabled),
    any("subusers.delete", "DELETE", SUBUSER, "subusers.delete", subusers::delete),
    any("subusers.disable_website", "PATCH", WEBSITE, "subusers.update", subusers::set_website)
        .if_enabled("disabled"),
    any("subusers.enable_website", "PATCH", WEBSITE, "subusers.update", subusers::set_website),
    any("subusers.update_ips", "PUT", SUBUSER_IPS, "subusers.update", subusers::update_ips),
    any("subusers.get_credits", "GET", CREDITS, "subusers.credits.read", subusers::get_credits),
    any("subusers.update_credits", "PUT", CREDITS, CREDITS_UPDATE, subusers::update_credits),
    any("subusers.adjust_credits", "PATCH", REMAINING, ADJUST, subusers::adjust_credits),
    any("subusers.get_ips", "GET", IPS, "ips.read", ips::list).if_parameter("subuser"),
    any("ips.list", "GET", IPS, "ips.read", ips::list),
    any("ips.list_assigned", "GET", "/v3/ips/assigned", "ips.assigned.read", |call| {
        Ok(ips::list_assigned(call))
    }),
    any("api_keys.list", "GET", API_KEYS, "api_keys.read", api_keys::list),
    any("api_keys.create", "POST", API_KEYS, "api_keys.create", api_keys::create)
        .if_field("scopes"),
    any("api_keys.create_full_access", "POST", API_KEYS, "api_keys.create", api_keys::create),
    any("api_keys.get", "GET", API_KEY, "api_keys.read", api_keys::get),
    any("api_keys.update", "PUT", API_KEY, "api_keys.update", api_keys::update),
    any("api_keys.update_name", "PATCH", API_KEY, "api_keys.update", api_keys::update_name),
    any("api_keys.delete", "DELETE", API_KEY, "api_keys.delete", api_keys::delete),
    any("scopes.list", "GET", "/v3/scopes", "", |call| Ok(scopes::list(call))),
];

const ACCOUNT: &str = "/v3/user/account";
const USER_CREDITS: &str = "/v3/user/credits";
const EMAIL: &str = "/v3/user/email";
const PASSWORD: &str = "/v3/user/password";
const PROFILE: &str = "/v3/user/profile";
const USERNAME: &str = "/v3/user/username";
const SUBUSERS: &str = "/v3/subusers";
const SUBUSER: &str = "/v3/subusers/{username}";
const REPUTATIONS: &str = "/v3/subusers/reputations";
const WEBSITE: &str = "/v3/subusers/{username}/website_access";
const SUBUSER_IPS: &str = "/v3/subusers/{username}/ips";
const CREDITS: &str = "/v3/subusers/{username}/credits";
const REMAINING: &str = "/v3/subusers/{username}/credits/remaining";
const IPS: &str = "/v3/ips";
const API_KEYS: &str = "/v3/api_keys";
const API_KEY: &str = "/v3/api_keys/{api_key_id}";

const REPUTATIONS_READ: &str = "subusers.reputations.read";
const CREDITS_UPDATE: &str = "subusers.credits.update";
const ADJUST: &str = "subusers.credits.remaining.update";

/// The operation that a request selects among those of its method and path.
pub(crate) fn select(target: Target, head: &Parts, payload: &Payload) -> Target {
    let Target::Operation(route) = target else { return target };
    let mut same = ROUTES.iter().filter(|it| (it.method, it.path) == (route.method, route.path));
    Target::Operation(same.find(|it| it.selector.matches(head, payload)).unwrap_or(route))
}

/// The methods of a path, as the value of an `Allow` header.
pub(crate) fn allowed(path: &str) -> String {
    // A path without a parameter takes precedence, as in the router.
    let is_exact = ROUTES.iter().any(|route| route.path == path);
    let is_of_path = |template| if is_exact { template == path } else { is_of(template, path) };
    let mut methods: Vec<&str> = Vec::new();
    for route in ROUTES.iter().filter(|route| is_of_path(route.path)) {
        if !methods.contains(&route.method) {
            methods.push(route.method);
        }
    }
    methods.join(", ")
}

/// Whether a path has the form of a route's path.
fn is_of(template: &str, path: &str) -> bool {
    let matches = |(part, segment): (&str, &str)| part.starts_with('{') || part == segment;
    template.split('/').count() == path.split('/').count()
        && template.split('/').zip(path.split('/')).all(matches)
}

const fn read(
    operation: &'static str,
    path: &'static str,
    scope: &'static str,
    read: fn(&Account) -> Bytes,
) -> Route {
    let handler = Handler::Read(read);
    Route { operation, method: "GET", path, scope, selector: Selector::Any, handler }
}

const fn change(
    operation: &'static str,
    method: &'static str,
    path: &'static str,
    scope: &'static str,
    change: fn(&mut Accounts, UserId, &Fields) -> Result<Bytes, Response>,
) -> Route {
    let handler = Handler::Change(change);
    Route { operation, method, path, scope, selector: Selector::Any, handler }
}

const fn any(
    operation: &'static str,
    method: &'static str,
    path: &'static str,
    scope: &'static str,
    run: fn(&mut Call<'_>) -> Result<Response, Response>,
) -> Route {
    let handler = Handler::Any(run);
    Route { operation, method, path, scope, selector: Selector::Any, handler }
}

impl Route {
    const fn if_field(self, name: &'static str) -> Self {
        Self { selector: Selector::Field(name), ..self }
    }

    const fn if_enabled(self, name: &'static str) -> Self {
        Self { selector: Selector::Enabled(name), ..self }
    }

    const fn if_parameter(self, name: &'static str) -> Self {
        Self { selector: Selector::Parameter(name), ..self }
    }
}
