//! The operations of the Users API: their routes, and their handlers as functions of the accounts.
//!
//! Source: Users API v3 (OpenAPI). The responses have its fields in the order of its examples; the
//! functions cite its schemas and operations.

use axum::body::Bytes;
use serde::Serialize;

use crate::account::{Account, Kind, Reputation, UserId};
use crate::accounts::Accounts;
use crate::body::Fields;
use crate::messages;
use crate::response::{Response, json};

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

/// All operations of the Users API. The router is built from this table.
pub const ROUTES: &[Route] = &[
    read("user.get_account", "/v3/user/account", get_account),
    read("user.get_credits", "/v3/user/credits", get_credits),
    read("user.get_email", "/v3/user/email", get_email),
    change("user.update_email", "PUT", "/v3/user/email", update_email),
    change("user.update_password", "PUT", "/v3/user/password", update_password),
    read("user.get_profile", "/v3/user/profile", get_profile),
    change("user.update_profile", "PATCH", "/v3/user/profile", update_profile),
    read("user.get_username", "/v3/user/username", get_username),
    change("user.update_username", "PUT", "/v3/user/username", update_username),
];

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

/// The methods of a path, as the value of an `Allow` header.
pub(crate) fn allowed(path: &str) -> String {
    let methods = ROUTES.iter().filter(|route| route.path == path).map(|route| route.method);
    methods.collect::<Vec<_>>().join(", ")
}

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

#[derive(Serialize)]
struct AccountView {
    reputation: Reputation,
    #[serde(rename = "type")]
    kind: Kind,
}

#[derive(Serialize)]
struct EmailView<'a> {
    email: &'a str,
}

#[derive(Serialize)]
struct UsernameView<'a> {
    username: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<UserId>,
}

/// Schema `ListAccount`.
pub(crate) fn get_account(account: &Account) -> Bytes {
    json(&AccountView { reputation: account.reputation, kind: account.kind })
}

/// Schema `ListCredit`.
pub(crate) fn get_credits(account: &Account) -> Bytes {
    json(&account.credits)
}

/// Schema `ListEmail`.
pub(crate) fn get_email(account: &Account) -> Bytes {
    json(&EmailView { email: &account.email })
}

/// Schema `ListProfile`.
pub(crate) fn get_profile(account: &Account) -> Bytes {
    json(&account.profile)
}

/// Schema `ListUsername`.
pub(crate) fn get_username(account: &Account) -> Bytes {
    json(&UsernameView { username: &account.username, user_id: Some(account.user_id) })
}

/// Operation `UpdateEmail`.
pub(crate) fn update_email(
    accounts: &mut Accounts,
    id: UserId,
    fields: &Fields,
) -> Result<Bytes, Response> {
    let [email] = fields.exactly(["email"])?;
    if !email.contains('@') {
        return Err(Response::bad_field("email", messages::INVALID_EMAIL));
    }
    let account = account_mut(accounts, id)?;
    email.clone_into(&mut account.email);
    Ok(json(&EmailView { email }))
}

/// Operation `UpdatePassword`. The response is an empty object.
pub(crate) fn update_password(
    accounts: &mut Accounts,
    id: UserId,
    fields: &Fields,
) -> Result<Bytes, Response> {
    let [new, old] = fields.exactly(["new_password", "old_password"])?;
    let account = account_mut(accounts, id)?;
    if account.password != old {
        return Err(Response::bad_field("old_password", messages::WRONG_OLD_PASSWORD));
    }
    if new.is_empty() {
        return Err(Response::bad_field("new_password", messages::EMPTY_PASSWORD));
    }
    new.clone_into(&mut account.password);
    Ok(Bytes::from_static(b"{}"))
}

/// Operation `UpdateProfile`. Requires at least one field; the response has all fields.
pub(crate) fn update_profile(
    accounts: &mut Accounts,
    id: UserId,
    fields: &Fields,
) -> Result<Bytes, Response> {
    if fields.is_empty() {
        return Err(Response::bad_request(messages::NO_FIELDS_PROVIDED));
    }
    let account = account_mut(accounts, id)?;
    // Changes a copy, so that an invalid field leaves the profile unchanged.
    let mut profile = account.profile.clone();
    for field in fields.each() {
        let (name, value) = field?;
        let Some(slot) = profile.field_mut(name) else {
            return Err(Response::bad_field(name, messages::UNKNOWN_FIELD));
        };
        value.clone_into(slot);
    }
    account.profile = profile;
    Ok(json(&account.profile))
}

/// Operation `UpdateUsername`. The response has no `user_id`.
pub(crate) fn update_username(
    accounts: &mut Accounts,
    id: UserId,
    fields: &Fields,
) -> Result<Bytes, Response> {
    let [username] = fields.exactly(["username"])?;
    if username.is_empty() {
        return Err(Response::bad_field("username", messages::INVALID_USERNAME));
    }
    if !accounts.rename(id, username) {
        return Err(Response::bad_field("username", messages::USERNAME_EXISTS));
    }
    Ok(json(&UsernameView { username, user_id: None }))
}

fn account_mut(accounts: &mut Accounts, id: UserId) -> Result<&mut Account, Response> {
    accounts.get_mut(id).ok_or_else(Response::forbidden)
}
