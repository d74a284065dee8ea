//! The C binding of sendgrid-accounts. `include/sendgrid_accounts.h` is generated from it;
//! `capi/cbindgen.toml` has the conventions of that header.

#![allow(non_camel_case_types, reason = "names of C")]
#![allow(
    clippy::missing_safety_doc,
    reason = "the conventions in the header state the requirements"
)]
// The doc comments of exported items become the header's, in Doxygen's form.
#![allow(
    clippy::doc_markdown,
    rustdoc::broken_intra_doc_links,
    rustdoc::bare_urls,
    reason = "see above"
)]
// Exported functions rely on their pointers as the header's conventions require, in every line.
// Functions that dereference them do so in `unsafe` blocks, each with its reason.
#![allow(unsafe_op_in_unsafe_fn, reason = "see above")]

mod ffi;

// In the order of the header.
mod status;

mod version;

mod types;

mod log;

mod rate_limiter;

mod client;

mod request;

mod reconcile;

mod call;

mod iteration;

mod queue;

mod user;

mod customers;

mod subusers;

mod api_keys;

mod scopes;

mod bulk;

pub use api_keys::*;
pub use bulk::{file::*, functions::*};
pub use client::*;
pub use customers::*;
pub use iteration::{sga_customers_iter, sga_subusers_iter};
pub use log::functions::*;
pub use queue::functions::*;
pub use rate_limiter::*;
pub use reconcile::*;
pub use request::*;
pub use scopes::*;
pub use status::*;
pub use subusers::*;
pub use types::{api_key_inputs::*, api_keys::*, created_api_key::*};
pub use types::{bulk::*, bulk_result::*};
pub use types::{choices::*, completion::*, customer_inputs::*, customer_list::*, error::*};
pub use types::{created_subuser::*, subuser_inputs::*, subusers::*};
pub use types::{field_update::*, handles::*, log::*, options::*, user_inputs::*};
pub use types::{rate_limits::*, reconciled::*, request::*, reseller::*, response::*, results::*};
pub use user::*;
pub use version::*;
