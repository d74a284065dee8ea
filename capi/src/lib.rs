//! The C face of sendgrid-accounts. What C programs see stands in `include/sendgrid_accounts.h`,
//! which is generated from here; its conventions stand in `capi/cbindgen.toml`.

#![allow(non_camel_case_types, reason = "names of C")]
#![allow(
    clippy::missing_safety_doc,
    reason = "what callers must see to is said once, in the header"
)]
// The comments of exported items are the header's, in the form of Doxygen.
#![allow(
    clippy::doc_markdown,
    rustdoc::broken_intra_doc_links,
    rustdoc::bare_urls,
    reason = "see above"
)]
// An exported function takes pointers that it trusts as the header's conventions say, in every line
// of it. What is done with them is in `unsafe` blocks, each with its reason.
#![allow(unsafe_op_in_unsafe_fn, reason = "see above")]

mod ffi;

// In the order of the header.
mod status;

mod version;

mod types;

mod rate_limiter;

mod client;

mod reconcile;

mod call;

mod user;

mod customers;

mod queue;

pub use client::*;
pub use customers::*;
pub use queue::functions::*;
pub use queue::submit_customers::*;
pub use queue::submit_user::*;
pub use rate_limiter::*;
pub use reconcile::*;
pub use status::*;
pub use types::completion::{sga_completion, sga_completion_free};
pub use types::customer_list::{sga_customer, sga_customer_list, sga_customer_list_free};
pub use types::error::{sga_error, sga_error_detail, sga_error_free};
pub use types::handles::*;
pub use types::inputs::{
    sga_choice, sga_customer_filter, sga_customer_profile_update, sga_new_customer,
    sga_password_change, sga_profile_update,
};
pub use types::options::{sga_call_options, sga_client_options, sga_region};
pub use types::rate_limits::{sga_rate_limit, sga_rate_limits, sga_rate_limits_free};
pub use types::reconciled::{sga_reconciled, sga_reconciled_free, sga_verdict};
pub use types::reseller::{sga_auth, sga_dialect, sga_format, sga_reseller};
pub use types::results::*;
pub use user::*;
pub use version::{sga_version, sga_version_number};
