//! Resources of the APIs, each a folder with its types, operations and methods.

pub mod customers;
pub mod user;
