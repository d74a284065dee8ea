//! Subusers API v3 (OpenAPI), without the statistics.

mod create;
mod credits;
mod list;

use std::net::Ipv4Addr;

use axum::http::StatusCode;
use serde::Serialize;
use serde_json::Value;

pub(super) use self::create::create;
pub(crate) use self::credits::credits_view;
pub(super) use self::credits::{adjust_credits, get_credits, update_credits};
pub(super) use self::list::{get, list};
use super::call::Call;
use crate::account::{Account, Reputation};
use crate::accounts::Accounts;
use crate::messages;
use crate::response::{Response, json};

/// The maximum number of usernames: reported, but not documented (`Jericho/StrongGrid#301`).
const MAX_USERNAMES: usize = 10;

#[derive(Serialize)]
struct ReputationView<'a> {
    username: &'a str,
    reputation: Reputation,
}

#[derive(Serialize)]
struct IpsView<'a> {
    ips: &'a [Ipv4Addr],
}

/// Operation `DeleteSubuser`. The response for an unknown subuser is not documented.
pub(super) fn delete(call: &mut Call<'_>) -> Result<Response, Response> {
    let id = call.subuser().ok_or_else(not_found)?.user_id;
    call.accounts.remove(id);
    Ok(Response::no_content())
}

/// Operation `UpdateSubuser`.
pub(super) fn set_disabled(call: &mut Call<'_>) -> Result<Response, Response> {
    set(call, |account, disabled| account.active = !disabled)
}

/// Operation `UpdateSubuserWebsiteAccess`. Its errors are not documented; they are those of
/// `UpdateSubuser`.
pub(super) fn set_website(call: &mut Call<'_>) -> Result<Response, Response> {
    set(call, |account, disabled| account.website_access = !disabled)
}

fn set(call: &mut Call<'_>, change: fn(&mut Account, bool)) -> Result<Response, Response> {
    let fields = call.fields()?;
    fields.only(&["disabled"])?;
    let invalid = || bad_request(messages::INVALID_USERNAME);
    let account = account_mut(call).ok_or_else(invalid)?;
    let Some(disabled) = fields.boolean("disabled")? else {
        return Err(bad_request(messages::NO_FIELDS_PROVIDED));
    };
    change(account, disabled);
    Ok(Response::no_content())
}

/// Operation `UpdateSubuserIp`: replaces the addresses of a subuser.
pub(super) fn update_ips(call: &mut Call<'_>) -> Result<Response, Response> {
    let id = call.subuser().ok_or_else(not_found)?.user_id;
    let not_an_array = || Response::bad_request(messages::NOT_AN_ARRAY_OF_IPS);
    let items = call.payload.items().ok_or_else(not_an_array)?;
    let ips: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
    let ips = parse_ips(call.accounts, &ips.ok_or_else(not_an_array)?)?;
    call.accounts.ips.assign(id, &ips);
    Ok(Response::ok(json(&IpsView { ips: &ips })))
}

/// Operation `ListReputation`. Unknown usernames have no row.
pub(super) fn reputations(call: &mut Call<'_>) -> Result<Response, Response> {
    let usernames: Vec<&str> = call.query.all("usernames").collect();
    if usernames.len() > MAX_USERNAMES {
        return Err(Response::bad_field("usernames", messages::TOO_MANY_USERNAMES));
    }
    let found = usernames.into_iter().filter_map(|name| call.accounts.find_subuser(name));
    let rows = found.map(|account| ReputationView {
        username: &account.username,
        reputation: account.reputation,
    });
    Ok(Response::ok(json(&rows.collect::<Vec<_>>())))
}

/// The addresses, each once, which must be those of the parent.
fn parse_ips(accounts: &Accounts, texts: &[&str]) -> Result<Vec<Ipv4Addr>, Response> {
    let mut ips = Vec::new();
    for text in texts {
        let ip = text.parse().ok().filter(|ip| accounts.ips.contains(*ip));
        let ip = ip.ok_or_else(|| bad_request(messages::INVALID_IPS))?;
        if !ips.contains(&ip) {
            ips.push(ip);
        }
    }
    Ok(ips)
}

/// The subuser in the path.
fn account_mut<'a>(call: &'a mut Call<'_>) -> Option<&'a mut Account> {
    let id = call.subuser()?.user_id;
    call.accounts.get_mut(id)
}

fn bad_request(message: &str) -> Response {
    Response::error_without_field(StatusCode::BAD_REQUEST, message)
}

fn not_found() -> Response {
    Response::error(StatusCode::NOT_FOUND, messages::NO_SUCH_SUBUSER)
}
