//! Conversions between C and Rust: arguments, handles, objects, errors and panics.

pub(crate) mod arguments;
pub(crate) mod error;
pub(crate) mod handles;
pub(crate) mod host_thread;
pub(crate) mod objects;
pub(crate) mod panic;
mod registry;
pub(crate) mod secret;
