//! `sendgrid_accounts.CustomerList`: customers that are converted on access.

use std::sync::atomic::{AtomicUsize, Ordering};

use pyo3::IntoPyObjectExt;
use pyo3::exceptions::{PyIndexError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyList, PySlice, PyTuple};
use sendgrid_accounts::customers;

use crate::arguments::WrongType;
use crate::customer::Customer;
use crate::value_object::{CallResult, ValueObject};

/// Result of `customers.list`, in the server's order: a sequence that creates each `Customer` on
/// access.
///
/// Args:
///     customers: Customers of a list of your own, such as in a test.
///
/// Raises:
///     TypeError: An item is not a `Customer`.
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

impl CallResult for customers::CustomerList {
    fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        CustomerList::from(self).into_py_any(py)
    }
}

#[pymethods]
impl CustomerList {
    #[new]
    #[pyo3(signature = (customers=None, /), text_signature = "(customers=(), /)")]
    fn new(customers: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let mut list = Vec::new();
        let customers = customers.map(PyAnyMethods::try_iter).transpose()?;
        for customer in customers.into_iter().flatten() {
            let customer = customer?;
            let row = customer.cast::<Customer>().ok().and_then(|customer| customer.get().row());
            let row =
                row.ok_or_else(|| WrongType::of(&customer).error("each item", "a Customer"))?;
            list.push(customers::Customer::from(row));
        }
        Ok(Self { list: list.into_iter().collect() })
    }

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
        let index = if number < 0 {
            self.list.len().checked_add_signed(number)
        } else {
            usize::try_from(number).ok()
        };
        let customer = index.and_then(|index| Customer::of(&self.list, index));
        let customer = customer.ok_or_else(|| PyIndexError::new_err("index out of range"))?;
        Ok(Bound::new(py, customer)?.into_any())
    }

    fn __iter__(&self) -> CustomerIterator {
        CustomerIterator { list: self.list.clone(), next: AtomicUsize::new(0) }
    }

    fn __contains__(&self, value: &Bound<'_, PyAny>) -> bool {
        let customer = value.cast::<Customer>().ok().map(Bound::get);
        (0..self.list.len()).any(|index| self.is_at(index, customer))
    }

    fn __reversed__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let slice = PySlice::new(py, isize::MAX, isize::MIN, -1);
        Ok(self.slice(&slice)?.try_iter()?.into_any())
    }

    /// Returns the index of the first equal customer.
    ///
    /// Args:
    ///     value: Customer to find.
    ///     start: First index of the search.
    ///     stop: Index after the last one of the search; default: the end.
    ///
    /// Raises:
    ///     ValueError: No customer is equal.
    #[pyo3(signature = (value, start=0, stop=None))]
    fn index(
        &self,
        value: &Bound<'_, PyAny>,
        start: isize,
        stop: Option<isize>,
    ) -> PyResult<usize> {
        let py = value.py();
        let slice = PySlice::new(py, start, stop.unwrap_or(isize::MAX), 1);
        let bounds = slice.indices(isize::try_from(self.list.len()).unwrap_or(isize::MAX))?;
        let first = usize::try_from(bounds.start).unwrap_or(0);
        let customer = value.cast::<Customer>().ok().map(Bound::get);
        (first..first.saturating_add(bounds.slicelength))
            .find(|index| self.is_at(*index, customer))
            .ok_or_else(|| PyValueError::new_err("no such customer"))
    }

    /// Returns the number of equal customers.
    ///
    /// Args:
    ///     value: Customer to find.
    #[pyo3(signature = (value))]
    fn count(&self, value: &Bound<'_, PyAny>) -> usize {
        let customer = value.cast::<Customer>().ok().map(Bound::get);
        (0..self.list.len()).filter(|index| self.is_at(*index, customer)).count()
    }

    /// Returns the customers as dictionaries that `json.dumps` accepts, including unknown fields, for
    /// `DataFrame(customers.to_dicts())` and for `csv.DictWriter`.
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        for customer in self.customers() {
            list.append(customer.as_dict(py)?)?;
        }
        Ok(list)
    }

    fn __repr__(&self) -> String {
        format!("CustomerList({} customers)", self.list.len())
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        PyTuple::new(py, self.customers())?.hash()
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = (memo, /))]
    fn __deepcopy__(slf: Py<Self>, memo: &Bound<'_, PyAny>) -> Py<Self> {
        let _ = memo;
        slf
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        (py.get_type::<Self>(), (PyList::new(py, self.customers())?,)).into_pyobject(py)
    }

    #[staticmethod]
    #[pyo3(signature = (source, handler, /))]
    fn __get_pydantic_core_schema__<'py>(
        source: &Bound<'py, PyAny>,
        handler: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = source.py();
        let schema = py.import("sendgrid_accounts._pydantic")?.getattr("list_schema")?;
        schema.call1((py.get_type::<Self>(), py.get_type::<Customer>(), handler))
    }
}

impl CustomerList {
    fn customers(&self) -> Vec<Customer> {
        (0..self.list.len()).filter_map(|index| Customer::of(&self.list, index)).collect()
    }

    fn is_at(&self, index: usize, customer: Option<&Customer>) -> bool {
        customer.is_some_and(|customer| customer.row() == self.list.row(index))
    }

    fn slice<'py>(&self, slice: &Bound<'py, PySlice>) -> PyResult<Bound<'py, PyList>> {
        let length = isize::try_from(self.list.len()).unwrap_or(isize::MAX);
        let bounds = slice.indices(length)?;
        let customers = PyList::empty(slice.py());
        let mut index = bounds.start;
        for _ in 0..bounds.slicelength {
            let row = usize::try_from(index).ok();
            if let Some(customer) = row.and_then(|row| Customer::of(&self.list, row)) {
                customers.append(Bound::new(slice.py(), customer)?)?;
            }
            index = index.saturating_add(bounds.step);
        }
        Ok(customers)
    }
}

/// Iterator over the customers of a `CustomerList`.
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
