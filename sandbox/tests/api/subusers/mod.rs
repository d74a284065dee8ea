//! Subusers, and their place among the other accounts.

mod changes;
mod create;
mod credits;
mod faults;
mod ips;
mod list;

use sendgrid_accounts_sandbox::Sandbox;
use serde_json::Value;

use crate::raw_http::{Response, call, get, send};

pub(crate) const SUBUSERS: &str = "/v3/subusers";

pub(crate) const PASSWORD: &str = "canary-password-1";

/// The error bodies that the Subusers API documents have no `field`.
pub(crate) fn documented(message: &str) -> String {
    format!(r#"{{"errors":[{{"message":"{message}"}}]}}"#)
}

pub(crate) fn create(sandbox: &Sandbox, username: &str) -> Response {
    let body = format!(
        r#"{{"username":"{username}","email":"{username}@example.com","password":"{PASSWORD}"}}"#
    );
    send(sandbox, "POST", SUBUSERS, &body)
}

/// A request on behalf of a subuser.
pub(crate) fn send_as(
    sandbox: &Sandbox,
    name: &str,
    method: &str,
    target: &str,
    body: &str,
) -> Response {
    let request = call(sandbox, method, target).header("On-Behalf-Of", name);
    if body.is_empty() { request } else { request.json(body) }.send(sandbox.url())
}

/// The usernames of a list.
pub(crate) fn names(sandbox: &Sandbox, query: &str) -> Vec<String> {
    let response = get(sandbox, &format!("{SUBUSERS}{query}"));
    assert_eq!((response.status, response.header("Link")), (200, None), "{}", response.body);
    let Value::Array(rows) = response.json() else { panic!("{}", response.body) };
    rows.iter().map(|row| row["username"].as_str().unwrap().to_owned()).collect()
}
