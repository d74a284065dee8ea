//! Scopes API v3 (OpenAPI).

use serde::Serialize;

use super::call::Call;
use crate::response::{Response, json};

#[derive(Serialize)]
struct ScopesView<'a> {
    scopes: Vec<&'a str>,
}

/// Operation `ListScope`: the scopes of the key, in the account that the request acts for.
pub(super) fn list(call: &Call<'_>) -> Response {
    let is_parent = call.account == call.accounts.parent();
    Response::ok(json(&ScopesView { scopes: call.caller.scopes.list(is_parent) }))
}
