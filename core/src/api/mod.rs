//! The resources of the servers: a folder each, with types, operations and methods.

pub mod customers;
pub mod user;
