//! The nine operations of the Users API, over the accounts and nothing else.
//!
//! The answers have the fields of seed 001 in the order of its examples.

use axum::body::Bytes;
use serde::Serialize;

use crate::account::{Account, Kind, Reputation, UserId};
use crate::accounts::Accounts;
use crate::answer::{Answer, json};
use crate::body::Fields;
use crate::texts;

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

/// Seed 001, `ListAccount`.
pub(crate) fn get_account(account: &Account) -> Bytes {
    json(&AccountView { reputation: account.reputation, kind: account.kind })
}

/// Seed 001, `ListCredit`.
pub(crate) fn get_credits(account: &Account) -> Bytes {
    json(&account.credits)
}

/// Seed 001, `ListEmail`.
pub(crate) fn get_email(account: &Account) -> Bytes {
    json(&EmailView { email: &account.email })
}

/// Seed 001, `ListProfile`.
pub(crate) fn get_profile(account: &Account) -> Bytes {
    json(&account.profile)
}

/// Seed 001, `ListUsername`.
pub(crate) fn get_username(account: &Account) -> Bytes {
    json(&UsernameView { username: &account.username, user_id: Some(account.user_id) })
}

/// Seed 001, `UpdateEmail`.
pub(crate) fn update_email(
    accounts: &mut Accounts,
    id: UserId,
    fields: &Fields,
) -> Result<Bytes, Answer> {
    let [email] = fields.exactly(["email"])?;
    if !email.contains('@') {
        return Err(Answer::bad_field("email", texts::INVALID_EMAIL));
    }
    let account = existing(accounts, id)?;
    email.clone_into(&mut account.email);
    Ok(json(&EmailView { email }))
}

/// Seed 001, `UpdatePassword`: success is an empty object.
pub(crate) fn update_password(
    accounts: &mut Accounts,
    id: UserId,
    fields: &Fields,
) -> Result<Bytes, Answer> {
    let [new, old] = fields.exactly(["new_password", "old_password"])?;
    let account = existing(accounts, id)?;
    if account.password != old {
        return Err(Answer::bad_field("old_password", texts::WRONG_OLD_PASSWORD));
    }
    if new.is_empty() {
        return Err(Answer::bad_field("new_password", texts::EMPTY_PASSWORD));
    }
    new.clone_into(&mut account.password);
    Ok(Bytes::from_static(b"{}"))
}

/// Seed 001, `UpdateProfile`: at least one field, and all of them in the answer.
pub(crate) fn update_profile(
    accounts: &mut Accounts,
    id: UserId,
    fields: &Fields,
) -> Result<Bytes, Answer> {
    if fields.is_empty() {
        return Err(Answer::bad_request(texts::NO_FIELDS_PROVIDED));
    }
    let account = existing(accounts, id)?;
    // Changed as a copy, so that a bad field leaves nothing half done.
    let mut profile = account.profile.clone();
    for field in fields.each() {
        let (name, value) = field?;
        let Some(slot) = profile.field_mut(name) else {
            return Err(Answer::bad_field(name, texts::UNKNOWN_FIELD));
        };
        value.clone_into(slot);
    }
    account.profile = profile;
    Ok(json(&account.profile))
}

/// Seed 001, `UpdateUsername`: the answer has no `user_id`.
pub(crate) fn update_username(
    accounts: &mut Accounts,
    id: UserId,
    fields: &Fields,
) -> Result<Bytes, Answer> {
    let [username] = fields.exactly(["username"])?;
    if username.is_empty() {
        return Err(Answer::bad_field("username", texts::INVALID_USERNAME));
    }
    if !accounts.rename(id, username) {
        return Err(Answer::bad_field("username", texts::USERNAME_EXISTS));
    }
    Ok(json(&UsernameView { username, user_id: None }))
}

fn existing(accounts: &mut Accounts, id: UserId) -> Result<&mut Account, Answer> {
    accounts.get_mut(id).ok_or_else(Answer::forbidden)
}
