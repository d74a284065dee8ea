//! What a test changes about the server while it runs.

use axum::http::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::answer::{Answer, json};
use crate::faults;
use crate::state::Shared;
use crate::texts;
use crate::windows::Rules;

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

pub(super) fn script(shared: &Shared, body: &[u8]) -> Answer {
    let orders = match faults::read(body) {
        Ok(orders) => orders,
        Err(reason) => return Answer::bad_request(&reason),
    };
    let mut state = shared.lock();
    let numbers = state.faults.add(orders);
    shared.notice(&state);
    Answer::ok(json(&json!({ "numbers": numbers })))
}

pub(super) fn clear_faults(shared: &Shared) -> Answer {
    let mut state = shared.lock();
    state.faults.clear();
    shared.notice(&state);
    Answer::no_content()
}

pub(super) fn shift_clock(shared: &Shared, body: &[u8]) -> Answer {
    done(read(body).map(|ClockForm { shift_seconds }| shared.clock.shift(shift_seconds)))
}

pub(super) fn set_windows(shared: &Shared, body: &[u8]) -> Answer {
    done(read(body).and_then(|rules: Rules| {
        let any = shared.lock().windows.set(&rules);
        any.then_some(()).ok_or_else(|| Answer::bad_request(texts::NO_WINDOW))
    }))
}

pub(super) fn take_down(shared: &Shared, body: &[u8]) -> Answer {
    done(read(body).and_then(|DownForm { down, status }| {
        let status = StatusCode::from_u16(status)
            .map_err(|_| Answer::bad_field("status", texts::NOT_A_STATUS))?;
        let mut state = shared.lock();
        state.down = down.then_some(status);
        shared.notice(&state);
        Ok(())
    }))
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Answer> {
    serde_json::from_slice(body)
        .map_err(|error| Answer::bad_request(&texts::not_understood(&error)))
}

fn done(outcome: Result<(), Answer>) -> Answer {
    outcome.map_or_else(|refusal| refusal, |()| Answer::no_content())
}

fn unavailable() -> u16 {
    StatusCode::SERVICE_UNAVAILABLE.as_u16()
}
