//! The customers API, with which resellers manage their customers.
//!
//! Source: "Customer Management", whose two editions describe the same eleven operations: the older
//! one under `/api/distributor.*`, the later one under `/apiv2/reseller.*`.
//!
//! The parameters of a request are a [`Form`]. The path and the parameters together
//! select the operation, as listed in [`CUSTOMER_ROUTES`]. The response body indicates success or
//! failure; the status is always 200, as recorded for the sibling API `customer.*`
//! (`OneHQ/sendgrid_webapi`).

mod bodies;
mod credentials;
mod error;
mod form;
mod json;
mod operations;
mod request;
mod routes;
mod rows;
mod rules;
mod xml;

pub(crate) use self::form::Form;
pub(crate) use self::request::{error_response, operation_and_user, respond};
pub use self::routes::{CUSTOMER_ROUTES, CustomerRoute};
pub(crate) use self::routes::{CustomerPath, paths};
