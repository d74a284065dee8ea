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

// What the header shows, in its order.
mod stack;
mod status;
mod version;

mod error;

mod throttle;

mod options;

mod client;
mod rate_limits;

mod reconcile;

mod results;

mod user;

mod customer_list;
mod inputs;

mod customers;

mod completion;

mod queue_calls;

mod submit_user;

mod submit_customers;

// What it does not show.
mod argument;
mod boundary;
mod call;
mod descriptor;
mod ffi_error;
mod handles;
mod host_thread;
mod manners;
mod owned;
mod queue;
mod registry;

pub use client::*;
pub use completion::{sga_completion, sga_completion_free};
pub use customer_list::{sga_customer, sga_customer_list, sga_customer_list_free};
pub use customers::*;
pub use error::{sga_error, sga_error_detail, sga_error_free};
pub use inputs::{
    sga_choice, sga_customer_filter, sga_customer_profile_update, sga_new_customer,
    sga_password_change, sga_profile_update,
};
pub use options::{
    sga_auth, sga_call_options, sga_client_options, sga_dialect, sga_format, sga_region,
    sga_reseller,
};
pub use queue_calls::{
    sga_queue, sga_queue_cancel, sga_queue_fd, sga_queue_free, sga_queue_new, sga_queue_next,
    sga_queue_pending,
};
pub use rate_limits::{
    sga_client_rate_limits, sga_rate_limit, sga_rate_limits, sga_rate_limits_free,
};
pub use reconcile::{
    sga_change, sga_change_reconcile, sga_reconciled, sga_reconciled_free, sga_verdict,
};
pub use results::*;
pub use status::*;
pub use submit_customers::*;
pub use submit_user::*;
pub use throttle::{sga_throttle, sga_throttle_free, sga_throttle_new};
pub use user::*;
pub use version::{sga_version, sga_version_number};
