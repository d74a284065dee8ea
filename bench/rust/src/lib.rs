//! Shared parts of the Rust contenders: arguments, call loops, requests, and the printed numbers.

#![forbid(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::missing_panics_doc,
    reason = "a failed measurement must end, and its output is its result"
)]

mod arguments;
mod calls;
mod meter;
mod requests;

pub use arguments::{Arguments, Kind};
pub use calls::{count_down, run_async, run_threads};
pub use meter::{KEPT, Meter, peak_memory, print_decoding};
pub use requests::{
    API_KEY, CUSTOMER, DISABLE, LIST, MANAGE, PAGE_SIZE, PASSWORD, PROFILE, SUBUSERS, USERNAME,
    authority, page_offsets, pairs, subusers_page, trusted,
};
