//! Servers, proxies and dispatch for the tests of this folder.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "each test uses a part of it, and stops at anything unexpected"
)]

pub(crate) mod dispatch;
pub(crate) mod lossy_proxy;
pub(crate) mod replay_server;
pub(crate) mod sandbox_calls;
pub(crate) mod scripted_server;
pub(crate) mod temporary_file;
pub(crate) mod vector_files;
