//! Account management for SendGrid: one's own account, subusers and customers.
//!
//! ```no_run
//! # async fn example() -> Result<(), sendgrid_accounts::Error> {
//! use sendgrid_accounts::{Client, OnBehalfOf, user::UpdateProfile};
//!
//! let client = Client::with_api_key("SG....")?;
//! let profile = client.user().get_profile().await?;
//! println!("{:?} lives in {:?}", profile.first_name, profile.city);
//!
//! // Only what is given is sent; an empty text clears a field.
//! let change = UpdateProfile { city: Some("Orange".into()), ..UpdateProfile::default() };
//! client.user().update_profile(change).await?;
//!
//! let subuser = client.on_behalf_of(&OnBehalfOf::Subuser("subuser".into()))?;
//! println!("{:?}", subuser.user().get_username().await?);
//! # Ok(())
//! # }
//! ```
//!
//! A call is a value (an [`Operation`]); a [`Client`] makes it. Every failure is an [`Error`] that
//! says what went wrong ([`ErrorKind`]), what the call may have done ([`Outcome`]), and whether it
//! may be repeated. With the feature `blocking`, `blocking::Client` offers the same calls to
//! programs without an async runtime.

#![forbid(unsafe_code)]

mod argument;
mod backoff;
mod base_url;
#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
mod call;
mod call_error;
mod calls;
mod classify;
mod client;
mod connections;
pub mod customers;
mod error;
mod error_body;
mod error_kind;
mod events;
mod form;
mod gate;
mod gates;
mod http;
mod json;
mod limits;
mod on_behalf_of;
mod open_enum;
mod operation;
mod pace;
mod per_process;
mod policy;
mod prepare;
mod quota;
mod rate_limit;
mod reconcile;
mod redact;
mod region;
mod reseller;
#[cfg(feature = "blocking")]
pub mod runtime;
mod secret;
mod tls;
pub mod user;
mod wire;
mod xml;

pub use builder::ClientBuilder;
pub use client::Client;
pub use error::{Error, ErrorDetail, Result};
pub use error_kind::{ErrorKind, Outcome, Phase};
pub use form::Form;
pub use gates::Throttle;
pub use json::Extra;
pub use limits::CallOptions;
pub use on_behalf_of::OnBehalfOf;
pub use operation::{Api, Class, OPERATIONS, Operation, OperationInfo};
pub use rate_limit::{RateLimit, RateLimits};
pub use reconcile::{Change, Expectation, Reconciled, Verdict};
pub use region::Region;
pub use reseller::{Dialect, Format, Reseller};
pub use secret::{ApiKey, Password};
pub use wire::{Answer, Method, Request};

/// The version of this library.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
