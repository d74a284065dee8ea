//! The customers API: what resellers manage their customers with (seeds 003 and 004).
//!
//! Both seeds describe the same eleven operations, seed 003 under `/api/distributor.*` and seed 004
//! under `/apiv2/reseller.*`. A request is a [`Form`](form::Form); it names its operation partly by
//! the path and partly by parameters, as [`CUSTOMER_ROUTES`] says. Whether it succeeded is said by
//! the body of the answer, not by the status: that is 200 for every answer of an operation, as
//! `OneHQ/sendgrid_webapi` recorded it at the sibling API `customer.*`.

mod bodies;
mod credentials;
mod form;
mod json;
mod operations;
mod refusal;
mod request;
mod routes;
mod rows;
mod rules;
mod xml;

pub(crate) use self::form::Form;
pub(crate) use self::request::{aim, answer, refused};
pub use self::routes::{CUSTOMER_ROUTES, CustomerRoute};
pub(crate) use self::routes::{Place, places};
