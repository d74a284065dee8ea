//! Integration tests of the sandbox over sockets, with a minimal HTTP client that shares no code
//! with the server.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod api_keys;
#[cfg(feature = "cli")]
mod binary;
mod console;
mod control;
mod control_characters;
mod customers;
mod documentation;
mod errors;
mod faults;
mod lifecycle;
mod limits;
mod methods;
mod on_behalf_of;
mod operations;
mod pages;
#[cfg(feature = "cli")]
mod print;
mod protection;
mod rate_limit;
mod raw_http;
mod remote;
mod seed;
mod settings;
mod subusers;
mod tls;
mod web_pages;
