//! Creation of a subuser.

use axum::http::StatusCode;
use serde::Serialize;

use super::{bad_request, parse_ips};
use crate::account::{Allocation, Profile, Region, UserId};
use crate::body::Fields;
use crate::response::{Response, json};
use crate::v3::call::Call;
use crate::{messages, secret};

const FIELDS: &[&str] = &["username", "email", "password", "ips", "region", "include_region"];

/// Lengths in characters of "Customer Management", for the accounts of both APIs.
const USERNAME_LENGTHS: std::ops::RangeInclusive<usize> = 3..=64;
/// Lengths in characters: "Account" of the documentation.
const PASSWORD_LENGTHS: std::ops::RangeInclusive<usize> = 16..=128;

/// Schema `SubuserPost`, with the two tokens of the earlier documentation (observed empty:
/// `sendgrid/docs`, `automating-subusers.md`).
#[derive(Serialize)]
struct CreatedView<'a> {
    username: &'a str,
    user_id: UserId,
    email: &'a str,
    signup_session_token: String,
    authorization_token: String,
    credit_allocation: AllocationView,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct AllocationView {
    #[serde(rename = "type")]
    kind: Allocation,
}

/// Operation `CreateSubuser`. The document requires `ips`; the official guide for subusers in the EU
/// omits it.
pub(in crate::v3) fn create(call: &mut Call<'_>) -> Result<Response, Response> {
    if call.account != call.accounts.parent() {
        let message = messages::NO_PERMISSION_TO_CREATE;
        return Err(Response::error_without_field(StatusCode::FORBIDDEN, message));
    }
    let fields = call.fields()?;
    fields.only(FIELDS)?;
    let (username, email, password) = (username(fields)?, email(fields)?, password(fields)?);
    let region = region(fields)?;
    let include_region = fields.boolean("include_region")?.unwrap_or_default();
    let ips = parse_ips(call.accounts, &fields.texts("ips")?.unwrap_or_default())?;
    // All addresses are global ("FAQ on Data Residency"): none can be that of a subuser in the EU.
    if region == Region::Eu && !ips.is_empty() {
        return Err(bad_request(messages::INVALID_IPS));
    }
    let token = || {
        let message = messages::NO_RANDOM_BYTES;
        secret::token().map_err(|_| Response::error(StatusCode::INTERNAL_SERVER_ERROR, message))
    };
    let (signup_session_token, authorization_token) = (token()?, token()?);
    let added = call.accounts.add_subuser(username, |account| {
        account.profile = Profile::default();
        email.clone_into(&mut account.email);
        password.clone_into(&mut account.password);
        account.region = region;
    });
    let account = added.ok_or_else(|| bad_request(messages::USERNAME_EXISTS))?;
    let user_id = account.user_id;
    let body = json(&CreatedView {
        username: &account.username,
        user_id,
        email: &account.email,
        signup_session_token,
        authorization_token,
        credit_allocation: AllocationView { kind: account.allocation },
        region: include_region.then_some(account.region),
    });
    call.accounts.ips.assign(user_id, &ips);
    Ok(Response::ok(body).with_secrets())
}

fn username(fields: &Fields) -> Result<&str, Response> {
    let username = fields.text("username")?;
    let is_possible = USERNAME_LENGTHS.contains(&username.chars().count())
        && !username.chars().all(|it| it.is_ascii_digit());
    if is_possible {
        Ok(username)
    } else {
        Err(Response::bad_field("username", messages::IMPOSSIBLE_USERNAME))
    }
}

fn email(fields: &Fields) -> Result<&str, Response> {
    let email = fields.text("email")?;
    if email.contains('@') {
        Ok(email)
    } else {
        Err(Response::bad_field("email", messages::INVALID_EMAIL))
    }
}

fn password(fields: &Fields) -> Result<&str, Response> {
    let password = fields.text("password")?;
    let is_strong = PASSWORD_LENGTHS.contains(&password.chars().count())
        && password.chars().any(char::is_alphabetic)
        && password.chars().any(|it| it.is_ascii_digit());
    if is_strong {
        Ok(password)
    } else {
        Err(Response::bad_field("password", messages::WEAK_PASSWORD))
    }
}

fn region(fields: &Fields) -> Result<Region, Response> {
    match fields.get("region").map(serde_json::Value::as_str) {
        None | Some(Some("global")) => Ok(Region::Global),
        Some(Some("eu")) => Ok(Region::Eu),
        Some(_) => Err(Response::bad_field("region", messages::INVALID_NEW_REGION)),
    }
}
