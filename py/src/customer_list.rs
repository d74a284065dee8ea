//! `sendgrid_accounts.CustomerList`: customers that cost little until they are looked at.

use std::sync::atomic::{AtomicUsize, Ordering};

use pyo3::exceptions::{PyIndexError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PySlice};
use sendgrid_accounts::customers;

use crate::model::Customer;

/// The customers that a list call found, in the server's order: a sequence that makes each
/// `Customer` when it is asked for.
#[pyclass(frozen, eq, sequence, module = "sendgrid_accounts")]
#[derive(Clone, PartialEq)]
pub(crate) struct CustomerList {
    list: customers::CustomerList,
}

impl From<customers::CustomerList> for CustomerList {
    fn from(list: customers::CustomerList) -> Self {
        Self { list }
    }
}

#[pymethods]
impl CustomerList {
    fn __len__(&self) -> usize {
        self.list.len()
    }

    fn __getitem__<'py>(&self, index: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = index.py();
        if let Ok(slice) = index.cast::<PySlice>() {
            return Ok(self.slice(slice)?.into_any());
        }
        let number: isize = index
            .extract()
            .map_err(|_| PyTypeError::new_err("indices must be integers or slices"))?;
        let place = if number < 0 {
            self.list.len().checked_add_signed(number)
        } else {
            usize::try_from(number).ok()
        };
        let customer = place.and_then(|place| self.list.get(place));
        let customer = customer.ok_or_else(|| PyIndexError::new_err("index out of range"))?;
        Ok(Bound::new(py, Customer::from(customer))?.into_any())
    }

    fn __iter__(&self) -> CustomerIterator {
        CustomerIterator { list: self.list.clone(), next: AtomicUsize::new(0) }
    }

    /// Returns the customers as dictionaries, unknown fields beside the known.
    #[pyo3(signature = () -> "list[dict[str, object]]")]
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        for customer in &self.list {
            let fields: Bound<'py, PyDict> = Customer::from(customer).to_dict(py)?;
            list.append(fields)?;
        }
        Ok(list)
    }

    fn __repr__(&self) -> String {
        format!("CustomerList({} customers)", self.list.len())
    }
}

impl CustomerList {
    fn slice<'py>(&self, slice: &Bound<'py, PySlice>) -> PyResult<Bound<'py, PyList>> {
        let length = isize::try_from(self.list.len()).unwrap_or(isize::MAX);
        let bounds = slice.indices(length)?;
        let customers = PyList::empty(slice.py());
        let mut place = bounds.start;
        for _ in 0..bounds.slicelength {
            let customer = usize::try_from(place).ok().and_then(|place| self.list.get(place));
            if let Some(customer) = customer {
                customers.append(Bound::new(slice.py(), Customer::from(customer))?)?;
            }
            place = place.saturating_add(bounds.step);
        }
        Ok(customers)
    }
}

/// The customers of a `CustomerList`, one after the other.
#[pyclass(frozen, module = "sendgrid_accounts")]
pub(crate) struct CustomerIterator {
    list: customers::CustomerList,
    next: AtomicUsize,
}

#[pymethods]
impl CustomerIterator {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self) -> Option<Customer> {
        let next = self.next.fetch_add(1, Ordering::Relaxed);
        self.list.get(next).map(Customer::from)
    }
}
