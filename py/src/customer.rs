//! `sendgrid_accounts.Customer`: a row of a list, whose texts become Python's when they are asked for.

use std::marker::PhantomData;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use sendgrid_accounts::{Extra, customers};

use crate::json;
use crate::value_object::{FieldNames, Matchable, ReadOnly, ValueObject};

/// A customer of a reseller. Which fields a server tells differs; what it leaves out is
/// `None`.
///
/// Source: seeds 003 and 004, "Retrieve Customers".
#[pyclass(frozen, eq, module = "sendgrid_accounts")]
#[derive(Clone)]
pub(crate) struct Customer {
    list: customers::CustomerList,
    place: usize,
}

impl Customer {
    /// The customer at a place of a list.
    pub(crate) fn of(list: &customers::CustomerList, place: usize) -> Option<Self> {
        list.row(place).map(|_| Self { list: list.clone(), place })
    }

    pub(crate) fn row(&self) -> Option<customers::CustomerRef<'_>> {
        self.list.row(self.place)
    }
}

impl PartialEq for Customer {
    fn eq(&self, other: &Self) -> bool {
        self.row() == other.row()
    }
}

/// Declares the fields, each read from the row by the method of its name.
macro_rules! customer_fields {
    ($($(#[$doc:meta])* $field:ident: $type:ty,)*) => {
        impl Matchable for Customer {
            const FIELDS: &[&str] = &[$(stringify!($field),)*];
        }

        impl ValueObject for Customer {
            fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
                let values: [Bound<'py, PyAny>; _] =
                    [$(self.$field().into_pyobject(py)?.into_any(),)*];
                PyTuple::new(py, values)
            }

            fn extra_fields(&self) -> Option<&Extra> {
                self.row()?.extra()
            }
        }

        #[pymethods]
        impl Customer {
            #[new]
            #[allow(clippy::too_many_arguments, reason = "as many as there are fields")]
            #[pyo3(signature = ($($field=None,)* *, extra: "dict[str, object] | None"=None))]
            fn new($($field: Option<$type>,)* extra: Option<Bound<'_, PyDict>>) -> PyResult<Self> {
                let mut customer = customers::Customer::default();
                $(customer.$field = $field.map(Into::into);)*
                if let Some(extra) = extra {
                    customer.extra = json::from_python(&extra)?;
                }
                Ok(Self { list: [customer].into_iter().collect(), place: 0 })
            }

            $(
                $(#[$doc])*
                #[getter]
                fn $field(&self) -> Option<$type> {
                    self.row()?.$field()
                }
            )*

            /// Fields that a server sends and this version does not know, as a read-only mapping.
            #[getter]
            fn extra<'py>(&self, py: Python<'py>) -> PyResult<ReadOnly<'py>> {
                Ok(ReadOnly(self.extra_as_dict(py)?))
            }

            /// Returns the fields as a dictionary, unknown ones beside the known.
            ///
            /// Source: this library's own; no document describes it.
            #[pyo3(signature = () -> "dict[str, object]")]
            fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
                self.as_dict(py)
            }

            #[classattr]
            fn __match_args__() -> FieldNames<Self> {
                FieldNames(PhantomData)
            }

            fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
                self.shown(py)
            }

            /// Equal objects have equal fields; `extra` need not be hashable and is left out.
            fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
                self.values(py)?.hash()
            }

            #[pyo3(signature = () -> "tuple[object, ...]")]
            fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
                self.reduced(py)
            }
        }
    };
}

customer_fields! {
    /// The username, by which other calls name the customer.
    username: &str,
    /// The e-mail address.
    email: &str,
    /// Whether the customer may send mail.
    active: bool,
    /// The first name.
    first_name: &str,
    /// The last name.
    last_name: &str,
    /// The street address.
    address: &str,
    /// The second line of the street address.
    address2: &str,
    /// The city.
    city: &str,
    /// The state.
    state: &str,
    /// The zip code.
    zip: &str,
    /// The country.
    country: &str,
    /// The phone number.
    phone: &str,
    /// The address of the website.
    website: &str,
    /// The name of the company.
    company: &str,
    /// Whether the customer may log in to the website.
    website_access: bool,
    /// The number of the customer.
    id: &str,
}
