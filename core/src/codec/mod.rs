//! JSON and XML, with errors that never repeat a value.

pub(crate) mod json;
pub(crate) mod xml;
