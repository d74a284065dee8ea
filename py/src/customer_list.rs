//! `sendgrid_accounts.CustomerList`: customers that cost little until they are looked at.

use std::sync::atomic::{AtomicUsize, Ordering};

use pyo3::IntoPyObjectExt;
use pyo3::exceptions::{PyIndexError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyList, PySlice};
use sendgrid_accounts::customers;

use crate::customer::Customer;
use crate::value_object::{Returned, ValueObject};

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

impl Returned for customers::CustomerList {
    fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        CustomerList::from(self).into_py_any(py)
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
        let customer = place.and_then(|place| Customer::of(&self.list, place));
        let customer = customer.ok_or_else(|| PyIndexError::new_err("index out of range"))?;
        Ok(Bound::new(py, customer)?.into_any())
    }

    fn __iter__(&self) -> CustomerIterator {
        CustomerIterator { list: self.list.clone(), next: AtomicUsize::new(0) }
    }

    fn __contains__(&self, value: &Bound<'_, PyAny>) -> bool {
        let wanted = value.cast::<Customer>().ok().map(Bound::get);
        (0..self.list.len()).any(|place| self.is_at(place, wanted))
    }

    fn __reversed__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let places = PySlice::new(py, isize::MAX, isize::MIN, -1);
        Ok(self.slice(&places)?.try_iter()?.into_any())
    }

    /// Returns the place of the first equal customer.
    ///
    /// Args:
    ///     value: The customer.
    ///     start: The place to begin at.
    ///     stop: The place to end before.
    ///
    /// Raises:
    ///     ValueError: There is none.
    #[pyo3(signature = (value, start=0, stop=isize::MAX))]
    fn index(&self, value: &Bound<'_, PyAny>, start: isize, stop: isize) -> PyResult<usize> {
        let py = value.py();
        let places = PySlice::new(py, start, stop, 1);
        let bounds = places.indices(isize::try_from(self.list.len()).unwrap_or(isize::MAX))?;
        let first = usize::try_from(bounds.start).unwrap_or(0);
        let wanted = value.cast::<Customer>().ok().map(Bound::get);
        (first..first.saturating_add(bounds.slicelength))
            .find(|place| self.is_at(*place, wanted))
            .ok_or_else(|| PyValueError::new_err("no such customer"))
    }

    /// Returns how many customers are equal to one.
    ///
    /// Args:
    ///     value: The customer.
    #[pyo3(signature = (value))]
    fn count(&self, value: &Bound<'_, PyAny>) -> usize {
        let wanted = value.cast::<Customer>().ok().map(Bound::get);
        (0..self.list.len()).filter(|place| self.is_at(*place, wanted)).count()
    }

    /// Returns the customers as dictionaries, unknown fields beside the known.
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        for customer in (0..self.list.len()).filter_map(|place| Customer::of(&self.list, place)) {
            list.append(customer.as_dict(py)?)?;
        }
        Ok(list)
    }

    fn __repr__(&self) -> String {
        format!("CustomerList({} customers)", self.list.len())
    }
}

impl CustomerList {
    fn is_at(&self, place: usize, wanted: Option<&Customer>) -> bool {
        wanted.is_some_and(|wanted| wanted.row() == self.list.row(place))
    }

    fn slice<'py>(&self, slice: &Bound<'py, PySlice>) -> PyResult<Bound<'py, PyList>> {
        let length = isize::try_from(self.list.len()).unwrap_or(isize::MAX);
        let bounds = slice.indices(length)?;
        let customers = PyList::empty(slice.py());
        let mut place = bounds.start;
        for _ in 0..bounds.slicelength {
            let row = usize::try_from(place).ok();
            if let Some(customer) = row.and_then(|row| Customer::of(&self.list, row)) {
                customers.append(Bound::new(slice.py(), customer)?)?;
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
        Customer::of(&self.list, next)
    }
}
