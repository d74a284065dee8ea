//! A stateful local stand-in for the SendGrid account management APIs, for demos and tests: the
//! Users API v3, and the API that resellers manage their customers with.
//!
//! [`Sandbox::start`] serves on a loopback address until the value is dropped: a password that was
//! changed stays changed, a username that was taken stays taken, a customer that one API created is
//! reached through the other, and every request is kept in a journal that says whether it changed
//! anything. The server is written from the public documents alone and shares no code with the
//! client, so that a misreading in one shows in the other.
//!
//! Sources are cited as "seed 000" (the documentation page of `PATCH /v3/user/profile`),
//! "seed 001" (the OpenAPI description of the Users API), "seed 002" (the Japanese documentation of
//! the Users API), "seed 003" (the customer management page of `distributor.*`) and "seed 004"
//! (that of `reseller.*`).
//!
//! ```
//! use sendgrid_accounts_sandbox::{Options, Sandbox};
//!
//! let sandbox = Sandbox::start(Options::default())?;
//! assert!(sandbox.url().starts_with("http://127.0.0.1:"));
//! assert!(sandbox.api_key().starts_with("SG.sandbox-"));
//! assert_eq!(sandbox.reseller_username(), "test_username");
//! sandbox.stop();
//! # Ok::<(), sendgrid_accounts_sandbox::StartError>(())
//! ```

#![forbid(unsafe_code)]

mod account;
mod accounts;
mod answer;
mod auth;
mod body;
#[cfg(feature = "cli")]
mod cli;
mod clock;
mod connection;
mod control;
mod customers;
mod error;
mod errors;
mod exchange;
mod faults;
mod generated;
mod host;
mod journal;
mod on_behalf_of;
mod options;
mod routes;
mod script;
mod secret;
mod server;
mod start_values;
mod state;
mod texts;
mod user_request;
mod users;
mod window;
mod windows;
mod wire;

#[cfg(feature = "cli")]
pub use crate::cli::run;
pub use crate::customers::{CUSTOMER_ROUTES, CustomerRoute};
pub use crate::error::StartError;
pub use crate::errors::{ErrorBodies, ParseErrorBodiesError};
pub use crate::faults::JournalFault;
pub use crate::journal::JournalEntry;
pub use crate::options::Options;
pub use crate::routes::{ROUTES, Route};
pub use crate::server::Sandbox;
pub use crate::window::{ParseWindowError, Window};
