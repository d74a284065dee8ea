//! HTTP: the request and the response of one attempt, by reqwest.

#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

pub(crate) mod attempt_error;
pub(crate) mod base_url;
pub(crate) mod client;
pub(crate) mod error_body;
pub(crate) mod proxy;
pub(crate) mod rate_limit_headers;
pub(crate) mod request;
mod runtime;
pub(crate) mod sent_flag;
pub(crate) mod status;
pub(crate) mod tls;
pub(crate) mod tunnel;

#[cfg(test)]
mod tests;
