//! The control requests that add subusers and spend their credits.

use axum::http::StatusCode;
use percent_encoding::percent_decode_str;
use serde::Deserialize;

use super::{SUBUSERS, settings};
use crate::account::Allocation;
use crate::messages;
use crate::response::Response;
use crate::state::Shared;
use crate::v3::credits_view;

/// The maximum number of subusers per control request.
const MAX_COUNT: usize = 1_000_000;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CountForm {
    count: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SpendForm {
    credits: u32,
}

/// Adds generated subusers.
pub(super) fn generate(shared: &Shared, body: &[u8]) -> Response {
    settings::empty_response(settings::read(body).and_then(|CountForm { count }| {
        if !(1..=MAX_COUNT).contains(&count) {
            return Err(Response::bad_field("count", messages::TOO_MANY_SUBUSERS));
        }
        shared.lock().accounts.generate_subusers(count);
        Ok(())
    }))
}

/// The encoded username in the path `/__sandbox/subusers/{username}/spend`.
pub(super) fn spender(path: &str) -> Option<&str> {
    let segment = path.strip_prefix(SUBUSERS)?.strip_prefix('/')?.strip_suffix("/spend")?;
    (!segment.is_empty() && !segment.contains('/')).then_some(segment)
}

/// Spends credits of a subuser, as its mail would. The response has the credits that are left.
pub(super) fn spend(shared: &Shared, path: &str, body: &[u8]) -> Response {
    let credits = match settings::read(body) {
        Ok(SpendForm { credits }) => i64::from(credits),
        Err(response) => return response,
    };
    let username = percent_decode_str(spender(path).unwrap_or_default()).decode_utf8_lossy();
    let accounts = &mut shared.lock().accounts;
    let id = accounts.find_subuser(&username).map(|account| account.user_id);
    let Some(account) = id.and_then(|id| accounts.get_mut(id)) else {
        return Response::error(StatusCode::NOT_FOUND, messages::NO_SUCH_SUBUSER);
    };
    if account.allocation != Allocation::Unlimited {
        if account.credits.remain < credits {
            return Response::bad_field("credits", messages::NOT_ENOUGH_CREDITS);
        }
        account.credits.remain -= credits;
    }
    account.credits.used = account.credits.used.saturating_add(credits);
    Response::ok(credits_view(account))
}
