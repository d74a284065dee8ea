//! The rate limits of the servers, kept before a server has to refuse.

pub(crate) mod limiter;
pub(crate) mod shared;
pub(crate) mod window;
