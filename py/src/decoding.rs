//! Decodes a list from memory: for measurements, and in no released wheel.

use http::HeaderMap;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use sendgrid_accounts::customers::ListCustomers;
use sendgrid_accounts::{Answer, Operation};

use crate::customer_list::CustomerList;
use crate::error::to_python;

/// Reads the body of an answer to a list call, JSON or XML, without copying it.
#[pyfunction]
pub(crate) fn decode_customers(py: Python<'_>, body: PyBackedBytes) -> PyResult<CustomerList> {
    let answer = Answer::new(200, HeaderMap::new(), bytes::Bytes::from_owner(body));
    let list = py.detach(|| ListCustomers::default().decode(&answer));
    list.map(CustomerList::from).map_err(|error| to_python(py, &error))
}
