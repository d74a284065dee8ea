//! Events for `tracing`: names and numbers, never the caller's values or the server's strings.

use std::time::Duration;

use crate::error::Error;
use crate::operation::{OperationInfo, Response};
use crate::rate_limit::waiting::{LONG_WAIT, Wait};

const TARGET: &str = "sendgrid_accounts";

pub(crate) fn warning(text: &str) {
    tracing::warn!(target: TARGET, "{text}");
}

pub(crate) fn request(info: &OperationInfo, attempt: u32, on_behalf_of: bool) {
    tracing::debug!(target: TARGET, operation = info.name, attempt, on_behalf_of, "request");
}

pub(crate) fn response(info: &OperationInfo, attempt: u32, response: &Response, elapsed: Duration) {
    tracing::debug!(
        target: TARGET,
        operation = info.name,
        attempt,
        status = response.status(),
        bytes = response.body().len(),
        elapsed_ms = milliseconds(elapsed),
        "response"
    );
}

pub(crate) fn retry(info: &OperationInfo, attempt: u32, error: &Error, wait: Duration) {
    tracing::info!(
        target: TARGET,
        operation = info.name,
        attempt,
        kind = error.kind().as_str(),
        status = error.status(),
        wait_ms = milliseconds(wait),
        "retry"
    );
}

/// A long wait is for the user, who otherwise sees a call that hangs.
pub(crate) fn rate_limit_wait(info: &OperationInfo, wait: Wait) {
    let wait_ms = milliseconds(wait.length);
    // The format has whole seconds: the next one, when the wait is over.
    let until = httpdate::fmt_http_date(wait.ends_at + Duration::from_millis(999));
    if wait.length > LONG_WAIT {
        tracing::info!(target: TARGET, operation = info.name, wait_ms, until, "rate limit wait");
    } else {
        tracing::debug!(target: TARGET, operation = info.name, wait_ms, until, "rate limit wait");
    }
}

pub(crate) fn retry_budget_exhausted(info: &OperationInfo) {
    tracing::info!(target: TARGET, operation = info.name, "retry budget exhausted");
}

pub(crate) fn failure(error: &Error) {
    tracing::debug!(
        target: TARGET,
        operation = error.operation(),
        attempts = error.attempts(),
        kind = error.kind().as_str(),
        outcome = error.outcome().as_str(),
        status = error.status(),
        "failed"
    );
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
