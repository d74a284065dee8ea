//! The APIs under `/v3/`: the Users API, subusers, API keys, scopes and IP addresses.
//!
//! [`ROUTES`] has their operations. Each file has the operations of one resource as functions of a
//! [`Call`], and cites their schemas and operations by the names in the OpenAPI descriptions.

mod api_keys;
mod call;
mod ips;
mod route;
mod routes;
mod scopes;
mod subusers;
mod users;

pub(crate) use self::call::Call;
pub use self::route::Route;
pub(crate) use self::route::{Handler, Target, query};
pub use self::routes::ROUTES;
pub(crate) use self::routes::{allowed, select};
pub(crate) use self::subusers::credits_view;
