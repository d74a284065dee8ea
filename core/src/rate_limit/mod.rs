//! The client-side rate limiter: it holds requests back before the server has to reject them.

pub(crate) mod limiter;
pub(crate) mod shared;
pub(crate) mod window;
