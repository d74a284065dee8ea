//! The control requests that change the behaviour of the running server.

use axum::http::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::faults;
use crate::messages;
use crate::rate_limit::Rules;
use crate::response::{Response, json};
use crate::state::Shared;
use crate::v3::ROUTES;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockForm {
    shift_seconds: i64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DownForm {
    down: bool,
    #[serde(default = "unavailable")]
    status: u16,
}

pub(super) fn add_faults(shared: &Shared, body: &[u8]) -> Response {
    let orders = match faults::read(body) {
        Ok(orders) => orders,
        Err(message) => return Response::bad_request(&message),
    };
    let mut state = shared.lock();
    let numbers = state.faults.add(orders);
    shared.update_fault_flag(&state);
    Response::ok(json(&json!({ "numbers": numbers })))
}

pub(super) fn clear_faults(shared: &Shared) -> Response {
    let mut state = shared.lock();
    state.faults.clear();
    shared.update_fault_flag(&state);
    Response::no_content()
}

pub(super) fn shift_clock(shared: &Shared, body: &[u8]) -> Response {
    empty_response(read(body).map(|ClockForm { shift_seconds }| shared.clock.shift(shift_seconds)))
}

pub(super) fn set_windows(shared: &Shared, body: &[u8]) -> Response {
    empty_response(read(body).and_then(|rules: Rules| {
        let is_unknown = |name: &&str| ROUTES.iter().all(|route| route.operation != *name);
        if let Some(name) = rules.operations().find(is_unknown) {
            return Err(Response::bad_request(&messages::unknown_operation(name)));
        }
        let has_rules = shared.lock().rate_limits.set(&rules);
        has_rules.then_some(()).ok_or_else(|| Response::bad_request(messages::WINDOW_RULES_MISSING))
    }))
}

pub(super) fn take_down(shared: &Shared, body: &[u8]) -> Response {
    empty_response(read(body).and_then(|DownForm { down, status }| {
        let status = StatusCode::from_u16(status)
            .map_err(|_| Response::bad_field("status", messages::INVALID_STATUS))?;
        let mut state = shared.lock();
        state.down = down.then_some(status);
        shared.update_fault_flag(&state);
        Ok(())
    }))
}

pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Response> {
    serde_json::from_slice(body)
        .map_err(|error| Response::bad_request(&messages::invalid_json(&error)))
}

pub(super) fn empty_response(result: Result<(), Response>) -> Response {
    result.map_or_else(|error| error, |()| Response::no_content())
}

fn unavailable() -> u16 {
    StatusCode::SERVICE_UNAVAILABLE.as_u16()
}
