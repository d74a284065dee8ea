//! Retries: policy, backoff and budget. Pure: the time and the random number are arguments.

#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

pub(crate) mod backoff;
pub(crate) mod budget;
pub(crate) mod policy;
