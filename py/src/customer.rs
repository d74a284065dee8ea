//! `sendgrid_accounts.Customer`: a row of a list. Its strings are converted on access.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMappingProxy, PyTuple};
use sendgrid_accounts::{Extra, customers};

use crate::json;
use crate::value_object::{ValueObject, result_methods};

/// Customer of a reseller. A field that the response lacks is `None`.
#[pyclass(frozen, eq, module = "sendgrid_accounts")]
#[derive(Clone)]
pub(crate) struct Customer {
    list: customers::CustomerList,
    index: usize,
}

impl Customer {
    /// The customer at an index of a list.
    pub(crate) fn of(list: &customers::CustomerList, index: usize) -> Option<Self> {
        list.row(index).map(|_| Self { list: list.clone(), index })
    }

    pub(crate) fn row(&self) -> Option<customers::CustomerRef<'_>> {
        self.list.row(self.index)
    }
}

impl PartialEq for Customer {
    fn eq(&self, other: &Self) -> bool {
        self.row() == other.row()
    }
}

/// Declares the fields; the method of the same name reads each from the row.
macro_rules! customer_fields {
    ($($(#[$doc:meta])* $field:ident: $type:ty,)*) => {
        impl ValueObject for Customer {
            const FIELDS: &[&str] = &[$(stringify!($field),)*];
            const TYPES: &[&str] = &[$(stringify!($type),)*];

            fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
                let values: [Bound<'py, PyAny>; _] =
                    [$(self.$field().into_pyobject(py)?.into_any(),)*];
                PyTuple::new(py, values)
            }

            fn extra_fields(&self) -> Option<&Extra> {
                self.row()?.extra()
            }
        }

        result_methods! { Customer {
            #[new]
            #[allow(clippy::too_many_arguments, reason = "as many as there are fields")]
            #[pyo3(signature = ($($field=None,)* *, extra: "dict[str, object] | None"=None))]
            fn new($($field: Option<$type>,)* extra: Option<Bound<'_, PyDict>>) -> PyResult<Self> {
                let mut customer = customers::Customer::default();
                $(customer.$field = $field.map(Into::into);)*
                if let Some(extra) = extra {
                    customer.extra = json::from_python(&extra)?;
                }
                Ok(Self { list: [customer].into_iter().collect(), index: 0 })
            }

            $(
                $(#[$doc])*
                #[getter]
                fn $field(&self) -> Option<$type> {
                    self.row()?.$field()
                }
            )*
        } }
    };
}

customer_fields! {
    /// Username, which identifies the customer in other calls.
    username: &str,
    /// E-mail address.
    email: &str,
    /// Whether the customer may send mail.
    active: bool,
    /// First name.
    first_name: &str,
    /// Last name.
    last_name: &str,
    /// Street address.
    address: &str,
    /// Second line of the street address.
    address2: &str,
    /// City.
    city: &str,
    /// State.
    state: &str,
    /// Zip code.
    zip: &str,
    /// Country.
    country: &str,
    /// Phone number.
    phone: &str,
    /// URL of the website.
    website: &str,
    /// Name of the company.
    company: &str,
    /// Whether the customer may log in to the website.
    website_access: bool,
    /// Number of the customer.
    id: &str,
}
