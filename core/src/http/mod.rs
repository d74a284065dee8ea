//! HTTP: one attempt, its request and its response.

pub(crate) mod attempt_error;
pub(crate) mod client;
mod proxy;
pub(crate) mod sent_flag;
