//! The credits of a subuser.

use axum::body::Bytes;
use axum::http::StatusCode;
use serde::Serialize;

use super::account_mut;
use crate::account::{Account, Allocation};
use crate::body::Fields;
use crate::messages;
use crate::response::{Response, json};
use crate::v3::call::Call;

/// Schema `SubuserCredits`. All members are always present.
#[derive(Serialize)]
struct CreditsView {
    #[serde(rename = "type")]
    kind: Allocation,
    reset_frequency: Option<&'static str>,
    remain: Option<i64>,
    total: Option<i64>,
    used: Option<i64>,
}

/// The credits as JSON, with null where the type has no such number.
pub(crate) fn credits_view(account: &Account) -> Bytes {
    let credits = &account.credits;
    let recurring = account.allocation == Allocation::Recurring;
    let limited = account.allocation != Allocation::Unlimited;
    json(&CreditsView {
        kind: account.allocation,
        reset_frequency: recurring.then_some(credits.reset_frequency),
        remain: limited.then_some(credits.remain),
        total: recurring.then_some(credits.total),
        used: recurring.then_some(credits.used),
    })
}

/// Operation `GetSubuserCredit`.
pub(in crate::v3) fn get_credits(call: &mut Call<'_>) -> Result<Response, Response> {
    let account = call.subuser().ok_or_else(no_user)?;
    Ok(Response::ok(credits_view(account)))
}

/// The new credits of a request.
struct Reset {
    allocation: Allocation,
    total: Option<i64>,
    frequency: Option<&'static str>,
}

/// Operation `UpdateSubuserCredit`: the remaining credits become `total` again.
pub(in crate::v3) fn update_credits(call: &mut Call<'_>) -> Result<Response, Response> {
    let fields = call.fields()?;
    let account = account_mut(call).ok_or_else(no_user)?;
    let Reset { allocation, total, frequency } = reset(fields)?;
    account.allocation = allocation;
    if let Some(total) = total {
        let credits = &mut account.credits;
        (credits.remain, credits.total, credits.used, credits.overage) = (total, total, 0, 0);
    }
    if let Some(frequency) = frequency {
        account.credits.reset_frequency = frequency;
    }
    Ok(Response::ok(credits_view(account)))
}

/// Operation `UpdateSubuserRemainingCredit`: adds to the remaining credits.
pub(in crate::v3) fn adjust_credits(call: &mut Call<'_>) -> Result<Response, Response> {
    const NAME: &str = "allocation_update";
    let fields = call.fields()?;
    let account = account_mut(call).ok_or_else(no_user)?;
    fields.only(&[NAME])?;
    let missing = || Response::bad_field(NAME, messages::MISSING_FIELD);
    let update = fields.integer(NAME)?.ok_or_else(missing)?;
    if account.allocation == Allocation::Unlimited {
        return Err(Response::bad_field(NAME, messages::CREDITS_OF_UNLIMITED));
    }
    let remain = account.credits.remain.checked_add(update).filter(|remain| *remain >= 0);
    let too_small = || Response::bad_field(NAME, messages::NOT_ENOUGH_CREDITS);
    account.credits.remain = remain.ok_or_else(too_small)?;
    Ok(Response::ok(credits_view(account)))
}

/// Checks schema `SubuserCreditsRequest`.
fn reset(fields: &Fields) -> Result<Reset, Response> {
    fields.only(&["type", "total", "reset_frequency"])?;
    let allocation = match fields.get("type").and_then(serde_json::Value::as_str) {
        Some("unlimited") => Allocation::Unlimited,
        Some("recurring") => Allocation::Recurring,
        Some("nonrecurring") => Allocation::Nonrecurring,
        _ => return Err(Response::bad_field("type", messages::INVALID_CREDIT_TYPE)),
    };
    let total = fields.integer("total")?;
    let bad_total = |message| Err(Response::bad_field("total", message));
    match (allocation, total) {
        (Allocation::Unlimited, Some(_)) => return bad_total(messages::CREDITS_OF_UNLIMITED),
        (Allocation::Recurring | Allocation::Nonrecurring, None) => {
            return bad_total(messages::MISSING_FIELD);
        }
        (_, Some(..=0)) => return bad_total(messages::TOTAL_TOO_SMALL),
        _ => {}
    }
    let bad_frequency = |message| Err(Response::bad_field("reset_frequency", message));
    let named = fields.get("reset_frequency");
    let frequency = match (allocation, named.map(serde_json::Value::as_str)) {
        (Allocation::Recurring, Some(Some("monthly"))) => Some("monthly"),
        (Allocation::Recurring, Some(Some("weekly"))) => Some("weekly"),
        (Allocation::Recurring, Some(Some("daily"))) => Some("daily"),
        (Allocation::Recurring, _) => return bad_frequency(messages::RESET_FREQUENCY_REQUIRED),
        (_, Some(_)) => return bad_frequency(messages::RESET_FREQUENCY_NOT_RECURRING),
        (_, None) => None,
    };
    Ok(Reset { allocation, total, frequency })
}

fn no_user() -> Response {
    Response::error(StatusCode::BAD_REQUEST, messages::NO_USER_FOUND)
}
