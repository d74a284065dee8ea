//! The customers API: eleven operations in two dialects and two formats.

mod credentials;
mod errors;
mod formats;
mod journal;
mod list;
mod operations;
mod parameters;
mod requests;
mod shared_state;

use std::fmt::Write as _;

use sendgrid_accounts_sandbox::{ErrorBodies, Options, Sandbox};
use serde_json::Value;

use crate::raw_http::{self, Call, Response};

pub(crate) type Pairs<'a> = &'a [(&'a str, &'a str)];

pub(crate) const ADD: &str = "/apiv2/reseller.add.json";
pub(crate) const DELETE: &str = "/apiv2/reseller.delete.json";
pub(crate) const MANAGE: &str = "/apiv2/reseller.manage.json";

pub(crate) const SUCCESS: &str = r#"{"message":"success"}"#;

pub(crate) const PARENT: [(&str, &str); 2] =
    [("api_user", "test_username"), ("api_key", "old_password")];

pub(crate) const LIST: [(&str, &str); 2] = [("method", "profile"), ("task", "get")];

/// The example of a new customer in "Customer Management", with all required parameters.
pub(crate) const NEW: [(&str, &str); 13] = [
    ("username", "newcustomer@example.com"),
    ("website", "example.com"),
    ("password", "samplepassword"),
    ("confirm_password", "samplepassword"),
    ("first_name", "fname"),
    ("last_name", "lname"),
    ("address", "555_anystreet"),
    ("city", "any_city"),
    ("state", "CA"),
    ("zip", "91234"),
    ("email", "newcustomer@example.com"),
    ("country", "US"),
    ("phone", "555-555"),
];

/// The endpoint and valid parameters of an operation.
pub(crate) fn accepted(operation: &str) -> (&'static str, Vec<(&'static str, &'static str)>) {
    let user = ("user", "user1");
    let manage = |parameters: &[(&'static str, &'static str)]| (MANAGE, parameters.to_vec());
    let profile = ("method", "profile");
    match operation {
        "customers.create" => (ADD, NEW.to_vec()),
        "customers.delete" => (DELETE, vec![user]),
        "customers.list" => manage(&LIST),
        "customers.enable" => manage(&[("method", "enable"), user]),
        "customers.disable" => manage(&[("method", "disable"), user]),
        "customers.enable_website" => manage(&[("method", "website_enable"), user]),
        "customers.disable_website" => manage(&[("method", "website_disable"), user]),
        "customers.update_profile" => {
            manage(&[profile, ("task", "set"), user, ("first_name", "newFirstName")])
        }
        "customers.update_password" => manage(&[
            ("method", "password"),
            user,
            ("password", "newPassword"),
            ("confirm_password", "newPassword"),
        ]),
        "customers.update_username" => manage(&[
            profile,
            ("task", "setUsername"),
            user,
            ("username", "newcustomer@example.com"),
        ]),
        "customers.update_email" => {
            manage(&[profile, ("task", "setEmail"), user, ("email", "newcustomer@example.com")])
        }
        other => panic!("{other}"),
    }
}

/// The same path in the other dialect or format.
pub(crate) fn path(path: &str, dialect: &str, format: &str) -> String {
    let endpoint = path.split('.').nth(1).unwrap();
    let base = if dialect == "reseller" { "/apiv2/reseller" } else { "/api/distributor" };
    format!("{base}.{endpoint}.{format}")
}

/// The pairs as a form with maximal percent-encoding.
pub(crate) fn encoded(pairs: Pairs<'_>) -> String {
    let mut form = String::new();
    for (name, value) in pairs {
        let separator = if form.is_empty() { "" } else { "&" };
        write!(form, "{separator}{}={}", percent_encode(name), percent_encode(value)).unwrap();
    }
    form
}

fn percent_encode(value: &str) -> String {
    value.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => out.push(char::from(byte)),
            _ => write!(out, "%{byte:02X}").unwrap(),
        }
        out
    })
}

/// Sends a POST without credentials.
pub(crate) fn anonymous(sandbox: &Sandbox, path: &str, pairs: Pairs<'_>) -> Response {
    Call::new("POST", path).form(&encoded(pairs)).send(sandbox.url())
}

/// Sends a POST with the credentials of the parent.
pub(crate) fn post(sandbox: &Sandbox, path: &str, pairs: Pairs<'_>) -> Response {
    anonymous(sandbox, path, &[&PARENT, pairs].concat())
}

/// Sends a GET with the credentials of the parent and all parameters in the query.
pub(crate) fn get(sandbox: &Sandbox, path: &str, pairs: Pairs<'_>) -> Response {
    let query = encoded(&[&PARENT, pairs].concat());
    Call::new("GET", &format!("{path}?{query}")).send(sandbox.url())
}

/// The customers in a list with these filters.
pub(crate) fn rows(sandbox: &Sandbox, filters: Pairs<'_>) -> Vec<Value> {
    let response = post(sandbox, MANAGE, &[&LIST, filters].concat());
    assert_eq!(response.status, 200);
    response.json().as_array().expect(&response.body).clone()
}

/// The row of one customer.
pub(crate) fn row(sandbox: &Sandbox, username: &str) -> Option<Value> {
    rows(sandbox, &[]).into_iter().find(|row| row["username"] == username)
}

/// The usernames in a list with these filters.
pub(crate) fn names(sandbox: &Sandbox, filters: Pairs<'_>) -> Vec<String> {
    let name = |row: &Value| row["username"].as_str().unwrap().to_owned();
    rows(sandbox, filters).iter().map(name).collect()
}

/// The messages of an error body in the most common shape.
pub(crate) fn errors(response: &Response) -> Vec<String> {
    let body = response.json();
    assert_eq!((response.status, body["message"].as_str()), (200, Some("error")), "{body}");
    serde_json::from_value(body["errors"].clone()).expect(&response.body)
}

/// A sandbox with the error bodies of 2014.
pub(crate) fn sandbox_2014() -> Sandbox {
    let options = Options { errors: ErrorBodies::Docs2014, ..raw_http::options() };
    Sandbox::start(options).unwrap()
}
