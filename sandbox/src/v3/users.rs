//! Users API v3 (OpenAPI). The responses have its fields in the order of its examples.

use axum::body::Bytes;
use serde::Serialize;

use crate::account::{Account, Kind, Reputation, UserId};
use crate::accounts::Accounts;
use crate::body::Fields;
use crate::messages;
use crate::response::{Response, json};

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
pub(super) fn get_account(account: &Account) -> Bytes {
    json(&AccountView { reputation: account.reputation, kind: account.kind })
}

/// Schema `ListCredit`.
pub(super) fn get_credits(account: &Account) -> Bytes {
    json(&account.credits)
}

/// Schema `ListEmail`.
pub(super) fn get_email(account: &Account) -> Bytes {
    json(&EmailView { email: &account.email })
}

/// Schema `ListProfile`.
pub(super) fn get_profile(account: &Account) -> Bytes {
    json(&account.profile)
}

/// Schema `ListUsername`.
pub(super) fn get_username(account: &Account) -> Bytes {
    json(&UsernameView { username: &account.username, user_id: Some(account.user_id) })
}

/// Operation `UpdateEmail`.
pub(super) fn update_email(
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
pub(super) fn update_password(
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
pub(super) fn update_profile(
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
pub(super) fn update_username(
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
