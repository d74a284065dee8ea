//! Reading subusers.

use serde::Serialize;

use super::not_found;
use crate::account::{Account, Region, UserId};
use crate::messages;
use crate::response::{Response, json};
use crate::v3::call::{Call, MAX_LIMIT};

/// Schema `Subuser`.
#[derive(Serialize)]
struct SubuserView<'a> {
    disabled: bool,
    email: &'a str,
    id: UserId,
    username: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

impl<'a> SubuserView<'a> {
    fn new(account: &'a Account, include_region: bool) -> Self {
        Self {
            disabled: !account.active,
            email: &account.email,
            id: account.user_id,
            username: &account.username,
            region: include_region.then_some(account.region),
        }
    }
}

/// Operation `ListSubuser`. `username` filters by a prefix without regard to case (observed:
/// `twilio/sendgrid-oai#38`). There is no header `Link` (observed: `sendgrid/sendgrid-python#857`).
pub(in crate::v3) fn list(call: &mut Call<'_>) -> Result<Response, Response> {
    let page = call.page(MAX_LIMIT)?;
    let include_region = call.flag("include_region")?;
    let region = match call.query.get("region") {
        None | Some("all") => None,
        Some("global") => Some(Region::Global),
        Some("eu") => Some(Region::Eu),
        Some(_) => return Err(Response::bad_field("region", messages::INVALID_REGION)),
    };
    let view = |account| SubuserView::new(account, include_region);
    let prefix = call.query.get("username").unwrap_or_default();
    let rows: Vec<_> = if prefix.is_empty() {
        call.accounts.subusers(region, page).map(view).collect()
    } else {
        call.accounts.subusers_with_prefix(region, prefix, page).map(view).collect()
    };
    Ok(Response::ok(json(&rows)))
}

/// `GET /v3/subusers/{username}`, in no document: used by `Jericho/StrongGrid`, among others. The
/// response never has the region (observed: `kenzo0107/terraform-provider-sendgrid#160`).
pub(in crate::v3) fn get(call: &mut Call<'_>) -> Result<Response, Response> {
    let account = call.subuser().ok_or_else(not_found)?;
    Ok(Response::ok(json(&SubuserView::new(account, false))))
}
