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
pub use queue::{functions::*, submit_customers::*, submit_user::*};
pub use rate_limiter::*;
pub use reconcile::*;
pub use status::*;
pub use types::{completion::*, customer_list::*, error::*, handles::*, inputs::*, options::*};
pub use types::{rate_limits::*, reconciled::*, reseller::*, results::*};
pub use user::*;
pub use version::*;
