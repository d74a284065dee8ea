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
mod error;
mod form;
mod json;
mod operations;
mod path;
mod routes;
mod rows;
mod rules;
mod xml;

pub(crate) use self::bodies::{Body, error_response};
pub(crate) use self::error::{CustomerError, Shapes};
pub(crate) use self::form::Form;
pub(crate) use self::operations::{Handler, list};
pub(crate) use self::path::CustomerPath;
pub(crate) use self::routes::paths;
pub use self::routes::{CUSTOMER_ROUTES, CustomerRoute};
pub(crate) use self::rows::response as list_response;
pub(crate) use self::rules::{CREDENTIALS, errors as parameter_errors};
