//! JSON and XML. Their errors never contain a value.

pub(crate) mod json;
pub(crate) mod xml;
