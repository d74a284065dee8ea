//! For tests and measurements; not in released wheels: a call that panics, and a decoder of lists in
//! memory.

use http::HeaderMap;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use sendgrid_accounts::customers::ListCustomers;
use sendgrid_accounts::{Operation, OperationInfo, Request, Response, Result};

use crate::asyncio::coroutine;
use crate::blocking::wait;
use crate::client::{AsyncClient, Client};
use crate::customer_list::CustomerList;
use crate::errors::to_python;

/// Adds these functions to the module.
pub(crate) fn add_functions(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(decode_customers, module)?)?;
    module.add_function(wrap_pyfunction!(panicking_call, module)?)?;
    module.add_function(wrap_pyfunction!(panicking_coroutine, module)?)
}

/// Reads the body of a response to a list call, JSON or XML, without copying it.
#[pyfunction]
fn decode_customers(py: Python<'_>, body: PyBackedBytes) -> PyResult<CustomerList> {
    let response = Response::new(200, HeaderMap::new(), bytes::Bytes::from_owner(body));
    let list = py.detach(|| ListCustomers::default().decode(&response));
    list.map(CustomerList::from).map_err(|error| to_python(py, &error))
}

/// Runs a call that panics.
#[pyfunction]
fn panicking_call(py: Python<'_>, client: &Client) -> PyResult<Py<PyAny>> {
    wait(py, client.core(), Panicking)
}

/// Returns the coroutine of a call that panics.
#[pyfunction]
fn panicking_coroutine<'py>(py: Python<'py>, client: &AsyncClient) -> PyResult<Bound<'py, PyAny>> {
    coroutine(py, client.core(), Panicking)
}

struct Panicking;

impl Operation for Panicking {
    type Output = ();
    const INFO: OperationInfo = sendgrid_accounts::user::UpdatePassword::INFO;

    #[expect(clippy::panic, reason = "the purpose of the type")]
    fn request(&self) -> Result<Request> {
        panic!("on purpose, with a canary")
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
