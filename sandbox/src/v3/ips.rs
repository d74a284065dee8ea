//! IPs API v3 (OpenAPI), as far as the subusers need it.

use std::net::Ipv4Addr;

use serde::Serialize;

use super::call::Call;
use crate::account::UserId;
use crate::ip_addresses::IpAddress;
use crate::messages;
use crate::response::{Response, json};

/// The default length of a page: operation `ListIp`.
const DEFAULT_LIMIT: usize = 10;

/// Response of operation `ListIp`.
#[derive(Serialize)]
struct IpView<'a> {
    ip: Ipv4Addr,
    subusers: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rdns: Option<&'a str>,
    pools: &'a [&'a str],
    warmup: bool,
    start_date: Option<i64>,
    whitelabeled: bool,
    assigned_at: Option<i64>,
}

/// Response of operation `ListAssignedIp`.
#[derive(Serialize)]
struct AssignedView<'a> {
    ip: Ipv4Addr,
    pools: &'a [&'a str],
    warmup: bool,
    start_date: i64,
}

/// Operation `ListIp`: the addresses of the parent. `subuser` selects those of one subuser.
pub(super) fn list(call: &mut Call<'_>) -> Result<Response, Response> {
    let page = call.page(DEFAULT_LIMIT)?;
    let without_rdns = call.flag("exclude_whitelabels")?;
    // The number 0 is that of no account.
    let subuser = call
        .query
        .get("subuser")
        .map(|name| call.accounts.find_subuser(name).map_or(UserId(0), |account| account.user_id));
    let is_selected = |(ip, address): &(Ipv4Addr, &IpAddress)| {
        call.query.get("ip").is_none_or(|it| it == ip.to_string())
            && subuser.is_none_or(|id| address.subusers.contains(&id))
            && !(without_rdns && address.rdns.is_some())
    };
    let mut rows: Vec<_> = call.accounts.ips.all().filter(is_selected).collect();
    match call.query.get("sort_by_direction") {
        None | Some("asc") => {}
        Some("desc") => rows.reverse(),
        Some(_) => return Err(Response::bad_field("sort_by_direction", messages::INVALID_SORT)),
    }
    let username = |id: &UserId| call.accounts.get(*id).map(|account| account.username.as_str());
    let rows = rows.into_iter().skip(page.offset).take(page.limit);
    let rows = rows.map(|(ip, address)| IpView {
        ip,
        subusers: address.subusers.iter().filter_map(username).collect(),
        rdns: address.rdns,
        pools: address.pools,
        warmup: address.warmup,
        start_date: address.start_date,
        whitelabeled: address.rdns.is_some(),
        assigned_at: address.assigned_at,
    });
    Ok(Response::ok(json(&rows.collect::<Vec<_>>())))
}

/// Operation `ListAssignedIp`: the addresses of the account that the request acts for. All addresses
/// are those of the parent. On behalf of a subuser: observed, `sendgrid/docs#2759`.
pub(super) fn list_assigned(call: &Call<'_>) -> Response {
    let is_parent = call.account == call.accounts.parent();
    let all = call.accounts.ips.all();
    let own = all.filter(|(_, address)| is_parent || address.subusers.contains(&call.account));
    let rows = own.map(|(ip, address)| AssignedView {
        ip,
        pools: address.pools,
        warmup: address.warmup,
        start_date: address.start_date.unwrap_or_default(),
    });
    Response::ok(json(&rows.collect::<Vec<_>>()))
}
