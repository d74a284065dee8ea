//! The control requests that change the behaviour of the running server.

use std::sync::Arc;

use axum::http::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::clock;
use crate::faults::{self, Order};
use crate::messages;
use crate::response::{Response, json};
use crate::state::Shared;
use crate::v3::ROUTES;
use crate::window_rules::Windows;

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
    match faults::read(body) {
        Ok(orders) => Response::ok(json(&json!({ "numbers": add(shared, orders) }))),
        Err(message) => Response::bad_request(&message),
    }
}

/// Adds faults and returns their numbers.
pub(crate) fn add(shared: &Shared, orders: Vec<Arc<Order>>) -> Vec<u64> {
    let mut state = shared.lock();
    let numbers = state.faults.add(orders);
    shared.update_fault_flag(&state);
    numbers
}

/// Removes all faults.
pub(crate) fn clear(shared: &Shared) {
    let mut state = shared.lock();
    state.faults.clear();
    shared.update_fault_flag(&state);
}

pub(super) fn clock(shared: &Shared) -> Response {
    let now = clock::seconds(shared.clock.now());
    Response::ok(json(&json!({ "shift_seconds": shared.clock.shift_seconds(), "now": now })))
}

pub(super) fn shift_clock(shared: &Shared, body: &[u8]) -> Response {
    empty_response(read(body).map(|ClockForm { shift_seconds }| shared.clock.shift(shift_seconds)))
}

pub(super) fn set_windows(shared: &Shared, body: &[u8]) -> Response {
    empty_response(read(body).and_then(|windows: Windows| {
        check(&windows).map_err(|message| Response::bad_request(&message))?;
        let has_rules = shared.lock().rate_limits.set(&windows);
        has_rules.then_some(()).ok_or_else(|| Response::bad_request(messages::WINDOW_RULES_MISSING))
    }))
}

/// Checks the names of the operations.
pub(crate) fn check(windows: &Windows) -> Result<(), String> {
    let is_unknown = |name: &&str| ROUTES.iter().all(|route| route.operation != *name);
    let unknown = windows.operations.keys().map(String::as_str).find(is_unknown);
    unknown.map_or(Ok(()), |name| Err(messages::unknown_operation(name)))
}

pub(super) fn down(shared: &Shared) -> Response {
    let status = shared.lock().down.map(|status| status.as_u16());
    Response::ok(json(&json!({ "down": status.is_some(), "status": status })))
}

pub(super) fn take_down(shared: &Shared, body: &[u8]) -> Response {
    empty_response(read(body).and_then(|DownForm { down, status }| {
        let status = StatusCode::from_u16(status)
            .map_err(|_| Response::bad_field("status", messages::INVALID_STATUS))?;
        set_down(shared, down.then_some(status));
        Ok(())
    }))
}

/// Begins an outage with this status, or ends it.
pub(crate) fn set_down(shared: &Shared, status: Option<StatusCode>) {
    let mut state = shared.lock();
    state.down = status;
    shared.update_fault_flag(&state);
}

/// The names of all operations, and of those under `/v3/`, which can have a rate limit of their own.
pub(super) fn operations() -> Response {
    let v3: Vec<&str> = ROUTES.iter().map(|route| route.operation).collect();
    Response::ok(json(&json!({ "faults": faults::operations(), "windows": v3 })))
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
