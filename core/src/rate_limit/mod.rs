//! The client-side rate limiter: it holds requests back before the server has to reject them.

#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

pub(crate) mod credential;
pub(crate) mod credential_key;
pub(crate) mod limiter;
pub(crate) mod limits;
pub(crate) mod lockout;
pub(crate) mod scope;
pub(crate) mod shared;
pub(crate) mod store;
pub(crate) mod waiting;
pub(crate) mod window;
