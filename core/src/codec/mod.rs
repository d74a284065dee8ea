//! JSON and XML. Their errors never contain a value.

pub(crate) mod budget;
pub(crate) mod json;
pub(crate) mod lenient;
pub(crate) mod object;
pub(crate) mod repair;
pub(crate) mod row;
pub(crate) mod unique;
pub(crate) mod xml;
