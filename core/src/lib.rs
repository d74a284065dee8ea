//! Account management for SendGrid: your own account, subusers and customers.
//!
//! ```no_run
//! # async fn example() -> Result<(), sendgrid_accounts::Error> {
//! use sendgrid_accounts::{Client, OnBehalfOf, user::UpdateProfile};
//!
//! let client = Client::with_api_key("SG....")?;
//! let profile = client.user().get_profile().await?;
//! println!("{:?} lives in {:?}", profile.first_name, profile.city);
//!
//! // Only fields that are `Some` are sent; `FieldUpdate::Clear` clears a field.
//! let update = UpdateProfile { city: Some("Orange".into()), ..UpdateProfile::default() };
//! client.user().update_profile(update).await?;
//!
//! let subuser = client.on_behalf_of(&OnBehalfOf::Subuser("subuser".into()))?;
//! println!("{:?}", subuser.user().get_username().await?);
//! # Ok(())
//! # }
//! ```
//!
//! Each [`Operation`] is a value, which a [`Client`] executes. Every failure is an [`Error`] with
//! its kind ([`ErrorKind`]), the possible effect of the call ([`Outcome`]), and whether a retry is
//! safe. With the feature `blocking`, `blocking::Client` offers the same methods to programs
//! without an async runtime.

#![forbid(unsafe_code)]

mod api;
mod auth;
#[cfg(feature = "bulk")]
mod bulk;
mod client;
mod codec;
mod environment;
mod error;
mod expectation;
mod fork;
mod http;
mod named_call;
mod operation;
mod rate_limit;
mod reconcile;
mod retry;
#[cfg(any(feature = "blocking", feature = "bulk"))]
mod signals;
mod validate;

pub use api::pages::{self, Pages};
pub use api::raw_request::RawRequest;
pub use api::{api_keys, customers, scopes, subusers, user};
pub use auth::on_behalf_of::OnBehalfOf;
pub use auth::reseller::{Dialect, Format, Reseller};
pub use auth::secret::{ApiKey, ApiKeySecret, Password, SecretToken};
#[cfg(feature = "bulk")]
pub use bulk::{
    Bulk, BulkFile, BulkJob, BulkOptions, BulkProgress, BulkResult, BulkResults, BulkWindow,
    CsvOptions, Ledger, LedgerReport, LedgerRow, LedgerRows, LedgerState,
};
pub use client::Client;
pub use client::builder::ClientBuilder;
pub use client::config::CallOptions;
pub use client::raw_response::{RawResponse, WithRawResponse};
#[cfg(feature = "blocking")]
pub use client::runtime;
pub use codec::json::Extra;
pub use error::{Error, ErrorDetail, ErrorKind, Outcome, Phase, Result};
#[doc(hidden)]
pub use error::{is_unprintable, printable};
pub use expectation::{Change, Expectation};
pub use http::base_url::Region;
#[doc(hidden)]
pub use http::sent_flag::SentFlag;
pub use named_call::{NamedCall, NamedPages, NamedResult, Parameter, ParameterType};
pub use operation::{
    Api, Empty, FieldUpdate, Form, Host, Idempotency, Method, Operation, OperationInfo, Request,
    Response,
};
pub use rate_limit::limits::RateLimit;
pub use rate_limit::shared::SharedRateLimiter;
pub use reconcile::{Reconciled, Verdict};
pub use reqwest;

/// Client for programs without an async runtime: each method blocks the calling thread.
#[cfg(feature = "blocking")]
pub mod blocking {
    #[doc(inline)]
    pub use crate::api::{
        api_keys::BlockingApiKeys as ApiKeys, customers::BlockingCustomers as Customers,
        pages::BlockingPages as Pages, scopes::BlockingScopes as Scopes,
        subusers::BlockingSubusers as Subusers, user::BlockingUser as User,
    };
    #[cfg(feature = "bulk")]
    #[doc(inline)]
    pub use crate::bulk::blocking::{BlockingBulk as Bulk, BlockingBulkResults as BulkResults};
    pub use crate::client::blocking::Client;

    /// Builder of a [`Client`].
    pub type ClientBuilder = crate::ClientBuilder<Client>;
}

/// Version of this library.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// All operations of this crate.
pub const OPERATIONS: &[OperationInfo] = api::OPERATIONS;
