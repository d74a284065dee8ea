//! A stateful local stand-in for the SendGrid account management APIs, for demos and tests: users,
//! subusers, API keys and scopes of the API v3, and the customers API, with which resellers manage
//! their customers.
//!
//! [`Sandbox::start`] starts a server on a loopback address; dropping the value stops it. Changes
//! persist until then: a new password replaces the old one, a username belongs to one account, and
//! all APIs work on the same accounts. A journal records every request and whether it changed
//! anything. The server is written from the public documents alone and shares no code with the
//! client, so that a misreading in one of the two shows up as a difference.
//!
//! Documents are cited by the titles in docs/sources.md, for example "Users API v3 (OpenAPI)".
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

mod access;
mod account;
mod accounts;
mod api_keys;
mod auth;
mod body;
#[cfg(feature = "cli")]
mod cli;
mod clock;
mod connection;
mod console;
mod control;
mod customer_request;
mod customers;
mod dispatch;
mod error;
mod error_bodies;
mod exchange;
mod faults;
mod fixtures;
mod generator;
mod health;
mod incoming;
mod ip_addresses;
mod journal;
mod messages;
mod methods;
mod on_behalf_of;
mod options;
mod rate_limit;
mod refusal;
mod replacement;
mod response;
mod rewind;
mod routes;
mod scopes;
mod script;
mod secret;
mod seed;
mod server;
mod state;
mod stream;
mod tls;
mod v3;
mod v3_request;
mod window;
mod window_rules;

#[cfg(feature = "cli")]
pub use crate::cli::{command, run, run_parsed};
pub use crate::customers::{CUSTOMER_ROUTES, CustomerRoute};
pub use crate::error::StartError;
pub use crate::error_bodies::{ErrorBodies, ParseErrorBodiesError};
pub use crate::faults::{Fault, FaultState, Faults, JournalFault};
pub use crate::journal::{JournalEntry, Outcome};
pub use crate::methods::ControlError;
pub use crate::options::Options;
pub use crate::seed::{Seed, SeedError};
pub use crate::server::Sandbox;
pub use crate::v3::{ROUTES, Route};
pub use crate::window::{ParseWindowError, Window};
pub use crate::window_rules::{
    RetryAfter, WindowRule, WindowState, WindowStates, WindowTotal, Windows,
};
