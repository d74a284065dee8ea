//! Whether a failed attempt is followed by another, and when. Pure: time and chance are arguments.

pub(crate) mod backoff;
pub(crate) mod budget;
pub(crate) mod policy;
